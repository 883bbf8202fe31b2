"""The one way in which an application moves: portal, API and command line all come through here."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.workflow import APPLICANT, Act, Case, Transition, decide, quotas_for
from linxuan_site import clock
from linxuan_site.actions.application_messages import tell_the_applicant
from linxuan_site.actions.arrivals import enter_received
from linxuan_site.actions.bans import refuse_banned
from linxuan_site.actions.delegations import refuse_stand_in_over
from linxuan_site.actions.drafts import problems_of
from linxuan_site.actions.filing import freeze
from linxuan_site.actions.grades import propose_grade, proposed_as_before
from linxuan_site.actions.helping import end_help_with
from linxuan_site.actions.holding import release_places, take_places
from linxuan_site.actions.register import enter_newly_designated
from linxuan_site.actions.remarks import send_remarks
from linxuan_site.actions.scans import Scans, examine_what_came, keep_scans
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.actions.webhook_facts import tell_of_step
from linxuan_site.kept_reads import let_go
from linxuan_site.models import (
    Account,
    Application,
    PublishedCall,
    Step,
)
from linxuan_site.permissions import may_read_application, stands
from linxuan_site.queries.beside import hold_files, hold_placements, hold_steps
from linxuan_site.queries.calls import actor_of, definition_of, definition_of_version, told_of_end
from linxuan_site.queries.cases import case_of
from linxuan_site.queries.delegations import signature, who_acted
from linxuan_site.queries.desk_rows import newest_placement
from linxuan_site.queries.locked import locked_application, version_of
from linxuan_site.queries.order import contested
from linxuan_site.queries.people import refusal_to_sign, signatories_to_ask
from linxuan_site.queries.places import places_taken

RELEASING = {"return", "decline", "remove", "veto", "withdraw"}
AGREE = "agree"
MOVED = ("stage", "closed", "changed_at", "filed_on", "number")
"""The columns of an application that an act writes; its answers stay as they are."""


@transaction.atomic
def move_application(
    application_id: int,
    act: Act,
    *,
    account: Account,
    seen: int | None = None,
    reasons: Mapping[str, str] | None = None,
    files: Mapping[str, Scans] | None = None,
    grade: str = "",
    examine: bool = True,
) -> Step:
    """Carry out one act of the programme on an application, or raise `Refused` and change nothing.

    `seen` is the number of steps that the person saw: if another came in between, that one wins and
    this person is told. `reasons` says why a rule in principle may be passed over, by rule id;
    `files` are scans by paper id, one file or several; `grade` is the grade that an act of kind `grade`
    records. What is handed in of a form is examined afterwards, unless `examine` is false (a story that is
    replayed hands in samples).
    """
    refuse_stand_in_over(account)
    refuse_unstorable([*vars(act).values(), dict(reasons or {}), grade])
    application = _locked(application_id, act)
    if not may_read_application(account, application):
        if account.office is not None and not stands(account.office):
            raise Refused(told_of_end(account.office), code="office")
        raise Refused(say("这一件不在您的职责范围内"), code="office")
    _refuse_overtaken(application, seen)
    call = definition_of(application.published_call)
    _refuse_who_may_not_sign(call, act, account)
    refuse_banned(call, application, act.action, account)
    kept = keep_scans(application, files or {}, account=account)
    hold_files(application)
    hold_placements(application)
    case = case_of(application)
    case = replace(case, reasons={**case.reasons, **_given(reasons)}, papers=case.papers | set(kept))
    act = replace(act, papers=tuple(sorted({*act.papers, *kept})))
    transition = _decide(call, application, case, act, account)
    step = _write_step(application, transition, act, account, {"reasons": _given(reasons), "grade": grade})
    _carry_out(call, application, case, transition, step, account, grade)
    if step.office == APPLICANT:
        end_help_with(application, account)
    if examine:
        examine_what_came(call, application, kept, account=account)
    remarks = send_remarks(call, application, step, account) if transition.kind == "return" else []
    tell_of_step(call.authority, application, step)
    tell_the_applicant(call, application, step, remarks)
    return step


def _locked(application_id: int, act: Act) -> Application:
    # Acts that take places are counted one after another: the lock on the call makes them queue.
    version, call_id, procedure = version_of(application_id)
    if lookup.quotas_at(definition_of_version(version, call_id), act.action, procedure):
        first = PublishedCall.objects.filter(call=call_id).order_by("version").values_list("pk")[:1]
        PublishedCall.objects.select_for_update().defer("files").get(pk__in=first)
    application = locked_application(application_id)
    hold_steps(application)
    return application


def _refuse_overtaken(application: Application, seen: int | None) -> None:
    steps = list(application.steps.all())
    if seen is None or len(steps) <= seen:
        return
    last = steps[-1] if steps else None
    if last is not None:
        action = definition_of(application.published_call).actions.get(last.action)
        minutes = int((timezone.now() - last.recorded_at).total_seconds() // 60)
        told = (
            say("{who} {minutes} 分钟前已办理“{action}”，您的操作没有执行。您写的内容还在，可以复制。")
            if minutes
            else say("{who}刚刚已办理“{action}”，您的操作没有执行。您写的内容还在，可以复制。")
        )
        name = action.name if action else last.action
        raise Refused(told.format(who=who_acted(last), minutes=minutes, action=name), code="overtaken")


def _refuse_who_may_not_sign(call: Call, act: Act, account: Account) -> None:
    action = call.actions.get(act.action)
    refusal = refusal_to_sign(account, action.name if action else act.action, signatories_to_ask(account))
    if refusal is not None:
        raise refusal


def _given(reasons: Mapping[str, str] | None) -> dict[str, str]:
    return {rule: text.strip() for rule, text in (reasons or {}).items() if text.strip()}


def _decide(call: Call, application: Application, case: Case, act: Act, account: Account) -> Transition:
    action = call.actions.get(act.action)
    if action is not None and action.kind == "submit":
        _refuse_unreadable(call, application)
    taken = places_taken(call, application.call, case, act.action)
    _refuse_silent_choice(call, application, case, act, account)
    return decide(call, case, act, actor=actor_of(account), on=clock.today(), taken=taken)


def _refuse_silent_choice(
    call: Call, application: Application, case: Case, act: Act, account: Account
) -> None:
    """Between equals at the line a person decides, and says why: with the act, or with the rank given."""
    if act.action not in call.actions or act.reason.strip() or account.office is None:
        return
    placement = newest_placement(application, account.office.kind)
    if placement is not None and placement.rank is not None and placement.reason:
        return
    for quota in quotas_for(call, case, call.actions[act.action]):
        if contested(call, quota, application, account):
            raise Refused(
                say("这一件在名额线上与别家并列，系统不替人选。请写明选它的理由。"),
                clause=quota.clause,
                code="need:reason",
                element=quota.id,
            )


def _refuse_unreadable(call: Call, application: Application) -> None:
    problems = problems_of(call, application.procedure, application.answers)
    if problems:
        field, problem = next(iter(problems.items()))
        raise Refused(
            say("“{field}”填的内容看不懂：{problem}", field=call.fields[field].name, problem=problem),
            code="need:complete",
            element=field,
        )


def _write_step(
    application: Application, transition: Transition, act: Act, account: Account, extra: dict[str, Any]
) -> Step:
    details = {
        "papers": list(act.papers),
        "received_on": act.received_on.isoformat() if act.received_on else "",
        "copies": act.copies,
        "agreed": transition.kind == "agree",
        **extra,
    }
    position = len(application.steps.all()) + 1
    # Whoever asks for the steps from now on is told of this one too.
    let_go(application, "steps")
    return Step.objects.create(
        application=application,
        position=position,
        action=transition.action,
        kind=transition.kind,
        source=transition.source,
        target=transition.target,
        office=transition.office,
        office_key=actor_of(account).key,
        actor=account,
        actor_name=account.full_name,
        **signature(account),
        opinion=act.opinion.strip(),
        reason=act.reason.strip(),
        document=act.document.strip(),
        clause=transition.clause,
        details={key: value for key, value in details.items() if value},
        at=clock.now(),
    )


def _carry_out(
    call: Call,
    application: Application,
    case: Case,
    transition: Transition,
    step: Step,
    account: Account,
    grade: str,
) -> None:
    application.stage = transition.target
    application.closed = call.stages[transition.target].end
    application.changed_at = step.at
    if transition.kind in {"submit", "lodge"}:
        freeze(call, application, transition.filed_on or clock.today(), account=account)
    application.save(update_fields=MOVED)
    if transition.kind == "receive":
        enter_received(call, application, step, account)
    if transition.kind == "grade":
        _grade(call, application, step, account, grade)
    if transition.kind == "designate":
        enter_newly_designated(call, application.pk, document=step.document, account=account)
    if transition.kind in RELEASING:
        release_places(application, step)
    # A consent takes nothing: the place is taken by the act that it is given to.
    if transition.kind != AGREE:
        take_places(call, application, case, step)


def _grade(call: Call, application: Application, step: Step, account: Account, grade: str) -> None:
    year = call.rounds[application.procedure].year or clock.today().year
    entity = application.designation
    # A grade that is being published moves the report here: it was proposed already.
    if entity is None or not proposed_as_before(entity, year, grade):
        propose_grade(call, entity, year, grade, source=step.document or step.opinion, account=account)
