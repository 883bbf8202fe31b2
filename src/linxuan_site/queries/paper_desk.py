"""What a paper desk is asked for: whose sheet this is, what is wanted of it, what came already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Q, QuerySet

from linxuan.language import say
from linxuan.papers import Claim, Verdict
from linxuan.papers.typed import foreign_signs, means_a_code, readings
from linxuan.papers.words import in_words as verdict_words
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Paper
from linxuan.workflow import last_day_to_receive, open_day, receiving_actions
from linxuan_site import clock
from linxuan_site.models import Account, Application, IssuedPaper, Office
from linxuan_site.permissions import keys_of, lies_with_applicant, receives_papers, stands
from linxuan_site.queries.arrivals import (
    OnPaper,
    newest_of_offices,
    of_application,
    of_office,
    papers_of_application,
    papers_of_office,
)
from linxuan_site.queries.calls import own_definition
from linxuan_site.queries.cases import case_of, within
from linxuan_site.queries.extensions import put_off_for_all
from linxuan_site.queries.verifying import verdict_of_code

MOST_FOUND = 12
"""So many are offered where what was typed fits several."""
LONGEST = 400


@dataclass(frozen=True)
class Subject:
    """An application, or an office that sends its papers along, with the papers that are wanted of it here."""

    call: Call
    application: Application | None = None
    sender: Office | None = None

    @cached_property
    def papers(self) -> list[Paper]:
        """What is wanted of it."""
        if self.application is not None:
            return papers_of_application(self.call, self.application.procedure)
        return papers_of_office(self.call, self.sender.kind) if self.sender else []

    @cached_property
    def newest(self) -> Mapping[str, int | None]:
        """The newest revision of each paper; None for one whose prints have none."""
        if self.application is not None:
            revision = self.application.submissions.count()
            return {one.id: revision for one in self.papers}
        assert self.sender is not None
        made = newest_of_offices(self.call, [self.sender])
        return {one.id: made.get((self.sender.pk, one.id)) for one in self.papers}

    @cached_property
    def on_paper(self) -> OnPaper:
        """What came already."""
        if self.application is not None:
            return of_application(self.application)
        assert self.sender is not None
        return of_office(self.call, self.sender)

    @property
    def name(self) -> str:
        """Whose papers they are."""
        return self.application.subject if self.application else self.sender.name if self.sender else ""


@dataclass(frozen=True)
class Found:
    """What was found of what was scanned or typed.

    `verdict` is that of a code, `fault` says why nothing was found, `several` are those that fit.
    """

    subject: Subject | None = None
    verdict: Verdict | None = None
    paper: str = ""
    fault: str = ""
    several: Sequence[Subject] = field(default_factory=tuple)

    @property
    def claim(self) -> Claim | None:
        """What the code says of its page."""
        return self.verdict.claim if self.verdict else None

    @property
    def proved(self) -> bool:
        """Whether a code of ours said which revision it is a print of."""
        return self.verdict is not None and self.verdict.outcome in ("current", "superseded")

    @property
    def words(self) -> str:
        """What to hold of the sheet."""
        return verdict_words(self.verdict) if self.verdict else ""


def desk_call(account: Account, call: str) -> Call | None:
    """Return the newest version of a call whose papers are brought to the account's office; None for any other."""
    found = own_definition(account, call)
    return found if found and account.office and receives_papers(found, account.office) else None


def subject_for(
    account: Account, call: str, *, application: int | None = None, sender: int | None = None
) -> Subject | None:
    """Return what papers can be received of here; None if there is none, or this desk is not its."""
    definition = desk_call(account, call)
    if definition is None or account.office is None or (application is None) == (sender is None):
        return None
    if application is not None:
        row = _applications(definition, account.office).filter(pk=application).first()
        found = Subject(definition, application=row) if row else None
    else:
        office = _senders(definition, account.office).filter(pk=sender or 0).first()
        found = Subject(definition, sender=office) if office else None
    return found if found and found.papers else None


def found_by(account: Account, call: Call, typed: str) -> Found:
    """Return what a scanned code, a number or a part of one, or a name stands for."""
    typed = typed[:LONGEST]
    return _by_code(account, call, typed) if means_a_code(typed) else _by_number(account, call, typed)


def _by_code(account: Account, call: Call, typed: str) -> Found:
    verdicts = [verdict_of_code(one) for one in readings(typed)]
    verdict = next((one for one in verdicts if one.claim or one.revoked_on), None)
    if verdict is None:
        return Found(fault=_unreadable(typed, bool(verdicts)))
    if verdict.claim is None or verdict.filed is None:
        return Found(verdict=verdict, fault=verdict_words(verdict))
    return _of_number(account, call, verdict.claim.number, verdict)


def _unreadable(typed: str, whole: bool) -> str:
    foreign = foreign_signs(typed)
    if foreign:
        return say(
            "二维码里没有“{signs}”这些字符：扫码枪按的键被电脑认成了别的字。"
            "请切换到英文输入法、美式键盘再扫，或输入编号。",
            signs=foreign[:12],
        )
    if whole:
        return say("这个二维码的签名不对：不是本系统打印的，或被改动过。请输入编号，对照纸上的内容。")
    return say(
        "二维码没有读全（读到{count}个字符）。请把纸放平再扫一次，或输入编号。", count=len(typed.strip())
    )


def _of_number(account: Account, call: Call, number: str, verdict: Verdict) -> Found:
    assert account.office is not None
    row = _applications(call, account.office).filter(number=number).first()
    if row is not None:
        paper = lookup.form_paper(call, row.procedure)
        return Found(Subject(call, application=row), verdict, paper.id if paper else "")
    letter = IssuedPaper.objects.filter(call=call.id, number=number).order_by("-pk").first()
    if letter is not None:
        sender = _senders(call, account.office).filter(pk=letter.office_id).first()
        if sender is not None:
            return Found(Subject(call, sender=sender), verdict, letter.paper)
    return Found(verdict=verdict, fault=say("“{number}”不是送到这里的材料", number=number))


def _by_number(account: Account, call: Call, typed: str) -> Found:
    assert account.office is not None
    wanted = " ".join(typed.split())
    if not wanted:
        return Found()
    rows = _applications(call, account.office)
    exact = list(rows.filter(number__iexact=wanted)[:2])
    fitting = exact or list(rows.filter(_fits(wanted)).order_by("number", "pk")[: MOST_FOUND + 1])
    subjects = [Subject(call, application=one) for one in fitting]
    if not exact:
        letters = IssuedPaper.objects.filter(call=call.id, number__icontains=wanted).values("office")
        senders = _senders(call, account.office)
        named = senders.filter(Q(name__icontains=wanted) | Q(key=wanted) | Q(pk__in=letters))
        subjects += [Subject(call, sender=one) for one in named.order_by("key")[:MOST_FOUND]]
    subjects = [one for one in subjects if one.papers]
    if len(subjects) == 1:
        return Found(subjects[0])
    if not subjects:
        return Found(fault=say("没有找到“{typed}”。请核对编号，或扫页上的二维码。", typed=wanted[:60]))
    if len(subjects) > MOST_FOUND:
        told = say(
            "“{typed}”符合的太多，只列出前{count}个，请多输几位。", typed=wanted[:60], count=MOST_FOUND
        )
        return Found(fault=told, several=subjects[:MOST_FOUND])
    return Found(several=subjects)


def _fits(wanted: str) -> Q:
    named = Q(organisation__name__icontains=wanted) | Q(item__icontains=wanted)
    return named | Q(number__icontains=wanted) | Q(organisation__credit_code=wanted)


def _applications(call: Call, office: Office) -> QuerySet[Application]:
    rows = Application.objects.filter(call=call.id, published_call__authority=call.authority)
    rows = within(rows.filter(number__isnull=False), office)
    return rows.select_related("organisation", "published_call").defer("published_call__files", "touched")


def _senders(call: Call, office: Office) -> QuerySet[Office]:
    """Offices that send papers to this one: all of a kind, or those whose applications this one is in charge of."""
    kinds = {one.sender for one in call.papers.values() if one.receiver == office.kind and one.lists}
    rows = Office.objects.filter(authority=call.authority, kind__in=kinds & set(call.offices))
    if "" in keys_of(office):
        return rows
    known = _applications(call, office).values_list("offices", flat=True)
    keys = {key for offices in known for kind, key in offices.items() if kind in kinds}
    return rows.filter(key__in=keys)


def senders_of(call: Call, office: Office) -> list[Office]:
    """Return the offices that stand and send papers to this one, in the order of their keys."""
    return [one for one in _senders(call, office).order_by("kind", "key") if stands(one)]


def applications_of_desk(call: Call, office: Office) -> QuerySet[Application]:
    """Return the applications whose papers come to this desk: those that were filed."""
    procedures = [one for one in (*call.tracks, *call.rounds) if papers_of_application(call, one)]
    return _applications(call, office).filter(procedure__in=procedures)


def last_day_of(subject: Subject) -> date | None:
    """Return the last day on which the papers may come; None where no deadline says one."""
    if subject.application is not None:
        case, today = case_of(subject.application), clock.today()
        days = [last_day_to_receive(subject.call, case, one.id, on=today) for one in subject.papers]
        return min((one.day for one in days if one is not None), default=None)
    return last_day_of_offices(subject.call)


def out_of_place(subject: Subject, day: date) -> list[str]:
    """Return what is wrong with papers that come on a day, as codes: too late, or nothing that is wanted now."""
    last = last_day_of(subject)
    late = ["late"] if last is not None and day > last else []
    application, call = subject.application, subject.call
    if application is None:
        return late
    if application.closed:
        return [*late, "closed"]
    if lies_with_applicant(application, call):
        return [*late, "returned"]
    return [*late, *(["early"] if _is_before(call, application) else [])]


def _is_before(call: Call, application: Application) -> bool:
    """Tell whether an application is at a stage before the first at which its papers are received."""
    stages = [one.id for one in lookup.stages_of(call, application.procedure)]
    here = [
        stages.index(stage)
        for action in receiving_actions(call, application.procedure)
        for stage in action.from_stages
        if stage in stages
    ]
    return bool(here) and stages.index(application.stage) < min(here)


def last_day_of_offices(call: Call) -> date | None:
    """Return the last day on which papers may come to a desk, as it is for everybody."""
    later, today = put_off_for_all(call.id), clock.today()
    acts = {action.id for one in call.tracks for action in receiving_actions(call, one)}
    deadlines = [one for one in call.deadlines.values() if acts & set(one.actions)]
    return min((open_day(one, later.get(one.id, ()), today)[0] for one in deadlines), default=None)
