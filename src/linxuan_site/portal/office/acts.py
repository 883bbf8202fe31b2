"""The acts of an office on one application: their forms, and what stands against them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Action, Paper
from linxuan.workflow import Possibility
from linxuan_site import clock
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.rehearsing import rehearse_act
from linxuan_site.permissions import signed_in
from linxuan_site.portal.acting import PAPER, REASON, posted_act, posted_papers, posted_reasons, seen_steps
from linxuan_site.portal.answering import Fault
from linxuan_site.queries.dossiers import Dossier

AGAINST = {"return", "decline", "remove", "veto", "withdraw"}
"""Kinds of acts that go against an applicant."""
CARRIES_SCANS = {"hand_in", "lodge"}
NEED = "need:"
SURE = "sure"
"""Posted with an act that was confirmed."""
NO_FAULT = Fault("")


@dataclass(frozen=True)
class Input:
    """One input of an act: `widget` is `area`, `line`, `day`, `count`, `file`, `grade` or `hidden`."""

    id: str
    name: str
    label: str
    widget: str
    value: str = ""
    required: bool = True
    help: str = ""
    choices: Sequence[tuple[str, str]] = ()
    error: str = ""


@dataclass(frozen=True)
class ActForm:
    """An act with its inputs, and what stands against it."""

    possibility: Possibility
    inputs: Sequence[Input]
    wrong: bool = False
    """It was tried and refused: what was typed is still there."""

    @property
    def action(self) -> Action:
        """The action of the programme."""
        return self.possibility.action

    @property
    def refusal(self) -> Refused | None:
        """What stands against the act; a scan that its own form takes does not."""
        refusal = self.possibility.refusal
        takes = self.action.kind in CARRIES_SCANS
        return None if refusal and takes and refusal.code.startswith("need:paper") else refusal

    @property
    def against(self) -> bool:
        """Tell whether the act goes against the applicant: its button is the quieter one."""
        return self.action.kind in AGAINST


@dataclass(frozen=True)
class Tried:
    """An act that was tried and refused: what was typed, and why not."""

    action: str
    typed: Mapping[str, str]
    fault: Fault
    lost: Sequence[str] = field(default=())
    """What was typed into an act that is gone: shown, so that it can be copied."""


def act_forms(dossier: Dossier, tried: Tried | None = None) -> list[ActForm]:
    """Return the forms of all acts of the reader's office, those that are possible first."""
    forms = [_form(dossier, one, tried) for one in dossier.acts]
    return sorted(forms, key=lambda one: (one.refusal is not None, one.against, not one.action.to))


def carry_out(request: HttpRequest, dossier: Dossier, action: str) -> object:
    """Carry out the act that was posted, or rehearse it until it is confirmed: a `RehearsedAct`.

    Raises `Refused` or `BadInput`.
    """
    if action not in {one.action.id for one in dossier.acts}:
        told = say("这一项现在不能办理，可能已有人先办。您写的内容还在，可以复制。")
        raise Refused(told, code="overtaken")
    act, account = posted_act(request, action), signed_in(request.user)
    seen, reasons, grade = seen_steps(request), posted_reasons(request), request.POST.get("grade", "")
    if is_asked_twice(dossier.call.actions[action]) and request.POST.get(SURE) != "1":
        return rehearse_act(
            dossier.application, act, account=account, seen=seen, reasons=reasons, grade=grade
        )
    return move_application(
        dossier.application.pk,
        act,
        account=account,
        seen=seen,
        reasons=reasons,
        files=posted_papers(request),
        grade=grade,
    )


def is_asked_twice(action: Action) -> bool:
    """Tell whether an act is confirmed on a page of its own: it leads away, and its office cannot call it back.

    What is sent back comes again; what carries a scan can be handed in anew.
    """
    return bool(action.to) and action.kind != "return" and action.kind not in CARRIES_SCANS


def refused(request: HttpRequest, dossier: Dossier, action: str, fault: Fault = NO_FAULT) -> Tried:
    """Return what was typed for an act that was not carried out, its fault aimed at the input that can mend it."""
    possible = {one.action.id: one for one in dossier.acts}
    if action not in possible:
        return Tried(action, request.POST, fault, lost=_typed(request))
    form = _form(dossier, possible[action], None)
    # An act that is held back shows what was typed, without its inputs.
    names = {} if form.refusal else {one.name: one.id for one in form.inputs}
    return Tried(action, request.POST, replace(fault, target=names.get(_aim(fault), "")))


def _aim(fault: Fault) -> str:
    """The name of the input that a fault is about."""
    if not fault.code.startswith(NEED):
        # A scan is kept in the slot `paper:ID`, and comes from the input `paper.ID`.
        return fault.target.removeprefix("id_").replace("paper:", PAPER) or fault.code
    word = fault.code.removeprefix(NEED)
    if word == "papers" and fault.element:
        return f"{PAPER}{fault.element}"
    return f"{REASON}{fault.element}" if word == "reason" and fault.element else word


def _typed(request: HttpRequest) -> list[str]:
    silent = ("csrfmiddlewaretoken", "seen", "papers", "back", SURE)
    given = ((key, request.POST.get(key, "")) for key in request.POST if key not in silent)
    return [text for _key, text in given if text.strip()]


def _form(dossier: Dossier, possibility: Possibility, tried: Tried | None) -> ActForm:
    if tried is None or tried.action != possibility.action.id:
        return ActForm(possibility, list(_inputs(dossier, possibility, {})))
    inputs = _inputs(dossier, possibility, tried.typed)
    target, text = tried.fault.target, tried.fault.text
    return ActForm(
        possibility, [replace(one, error=text) if one.id == target else one for one in inputs], wrong=True
    )


def _inputs(dossier: Dossier, possibility: Possibility, typed: Mapping[str, str]) -> Iterator[Input]:
    action = possibility.action
    papers = lookup.papers_of(dossier.call, dossier.application.procedure)
    yield from (_words(dossier, action, ask, typed) for ask in possibility.asks if _is_words(ask))
    if action.kind == "nominate" and "reason" not in possibility.asks:
        label = _("理由（并列时必须写）")
        yield _input(action, "reason", label, "area", typed, required=False)
    if action.kind == "receive":
        yield from _receipt(action, [one for one in papers if one.id in action.papers], typed)
    for paper in _scanned(action, papers):
        label = _("%(paper)s（扫描件）") % {"paper": paper.name}
        yield _input(action, f"{PAPER}{paper.id}", label, "file", {})
    if action.kind == "grade":
        grades = [(one.id, one.name) for one in dossier.call.grades.values()]
        yield replace(_input(action, "grade", _("等次"), "grade", typed), choices=grades)


def _is_words(ask: str) -> bool:
    return ask.partition(":")[0] in ("opinion", "reason", "document", "restated_on")


def _words(dossier: Dossier, action: Action, ask: str, typed: Mapping[str, str]) -> Input:
    word, _colon, element = ask.partition(":")
    if element in dossier.call.rules:
        rule = dossier.call.rules[element].name
        label = _("“%(rule)s”原则上未达，仍要办理的理由") % {"rule": rule}
        return _input(action, f"{REASON}{element}", label, "area", typed)
    if word == "document":
        return _input(action, word, _("依据的文件（名称、文号、日期）"), "line", typed)
    if word == "restated_on":
        return _input(action, word, _("重新申报的日子"), "day", typed)
    label = _("意见") if word == "opinion" else _("理由")
    told = _("申报主体会看到您写的。") if action.kind in AGAINST else ""
    return replace(_input(action, word, label, "area", typed), help=told)


def _receipt(action: Action, papers: Sequence[Paper], typed: Mapping[str, str]) -> Iterator[Input]:
    for paper in papers:
        yield _input(action, "papers", "", "hidden", {"papers": paper.id})
    most = max((one.copies for one in papers), default=1)
    on_time = {"received_on": clock.today().isoformat(), "copies": str(most)}
    given = {**on_time, **{key: typed[key] for key in on_time if key in typed}}
    told = _("收到的那一天算数，可以补登记。")
    yield replace(_input(action, "received_on", _("收到的日子"), "day", given), help=told)
    yield _input(action, "copies", _("份数"), "count", given)


def _scanned(action: Action, papers: Sequence[Paper]) -> list[Paper]:
    if action.kind not in CARRIES_SCANS:
        return []
    needed = {one.removeprefix("paper:") for one in action.needs if one.startswith("paper:")}
    return [one for one in papers if one.id in needed or one.id in action.papers]


def _input(
    action: Action, name: str, label: str, widget: str, typed: Mapping[str, str], *, required: bool = True
) -> Input:
    return Input(f"id_{action.id}_{name}", name, label, widget, typed.get(name, ""), required)
