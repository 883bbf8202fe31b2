"""The one way in which a revocation goes on: the core is asked, and what a step leaves behind is written with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from linxuan.designations import Kind
from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.revocation import Attempt, Terms, step, terms_of
from linxuan.revocation.course import ENTITY
from linxuan.revocation.wording import act_name
from linxuan_site import clock
from linxuan_site.actions.bans import ban_by
from linxuan_site.actions.delegations import refuse_stand_in_over
from linxuan_site.actions.designations import record_event
from linxuan_site.actions.files import Upload, look_first, store
from linxuan_site.actions.paper_about import issue_paper_about
from linxuan_site.actions.revocation_messages import tell_the_entity
from linxuan_site.actions.revocation_record import keep_course, write_step
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import (
    Account,
    IssuedPaper,
    RegisterEvent,
    RevocationCase,
    RevocationFile,
    RevocationStep,
)
from linxuan_site.permissions import may_read_designation
from linxuan_site.queries.calls import call_of_programme
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.holidays import working_days
from linxuan_site.queries.people import refusal_to_sign, signatories_to_ask
from linxuan_site.queries.revocations import course_of, party_of

MOST_FILES = 5
LONGEST_TEXT = 5000
LONGEST_DOCUMENT = 200
EVENTS: dict[str, Kind] = {"revoke": "revoked", "restore": "restored", "annul": "restored"}
"""What a step does to the register."""
PAPERS = {"notify": "revocation_proposal", "revoke": "revocation"}
"""The kind of paper that is made at a step, where the programme declares one."""


@dataclass(frozen=True)
class Said:
    """What somebody typed with a step. `decided_on` is the day that the decision bears, today where it is None."""

    reason: str = ""
    document: str = ""
    decided_on: date | None = None
    until: date | None = None
    received_on: date | None = None


def take_step(
    case_id: int,
    act: str,
    said: Said,
    *,
    account: Account,
    files: Sequence[Upload] = (),
    seen: int | None = None,
) -> RevocationStep:
    """Carry a case one step on, or raise `Refused` with the clause, or `BadInput`, and change nothing.

    A decision stands in the register, and the notice or letter is made, in the same transaction. `seen` is the
    number of steps that the person saw.
    """
    if len(files) > MOST_FILES:
        raise BadInput(say("一次最多交 {most} 个文件", most=MOST_FILES), field="attached")
    for file in files:
        look_first(file, field="attached")
    return _taken(case_id, act, said, account, files, seen)


@transaction.atomic
def _taken(
    case_id: int, act: str, said: Said, account: Account, files: Sequence[Upload], seen: int | None
) -> RevocationStep:
    refuse_stand_in_over(account)
    _refuse_texts(said)
    case = _locked(case_id)
    call = _call(case)
    terms = terms_of(call, case.rule)
    attempt = _attempt(case, terms, act, said, account)
    _refuse_overtaken(case, seen)
    course = step(course_of(case), attempt, terms, on=clock.today(), is_working_day=working_days())
    keep_course(case, course)
    event = _event(case, attempt, account)
    row = write_step(case, attempt, account=account, event=event, paper=_paper(call, case, act, account))
    for file in files:
        _keep(row, file)
    if act == "revoke":
        ban_by(call, case, row, account)
    tell_the_entity(call, case, row)
    return row


def _locked(case_id: int) -> RevocationCase:
    rows = RevocationCase.objects.select_for_update(of=("self",)).select_related("designation__organisation")
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise Refused(say("没有这一件"), code="unknown")
    return case


def _call(case: RevocationCase) -> Call:
    call = call_of_programme(case.designation.programme, case.designation.authority)
    if call is None:
        raise Refused(say("这个项目还没有发布过通知，不能办理"), code="call")
    return call


def _attempt(case: RevocationCase, terms: Terms, act: str, said: Said, account: Account) -> Attempt:
    if not may_read_designation(account, case.designation):
        raise Refused(say("这一件不在您的职责范围内"), code="office")
    party = party_of(account, case.designation, terms)
    if party == ENTITY:
        refusal = refusal_to_sign(account, act_name(act), signatories_to_ask(account))
        if refusal is not None:
            raise refusal
    decided_on = said.decided_on or (clock.today() if act in EVENTS else None)
    return Attempt(act, party, said.reason, said.document, decided_on, said.until, said.received_on)


def _refuse_texts(said: Said) -> None:
    refuse_unstorable([said.reason, said.document], field="reason")
    if len(said.reason) > LONGEST_TEXT:
        raise BadInput(say("最多写 {most} 字，更多的请作为文件上传", most=LONGEST_TEXT), field="reason")
    if len(said.document) > LONGEST_DOCUMENT:
        raise BadInput(say("最多{most}个字", most=LONGEST_DOCUMENT), field="document")


def _refuse_overtaken(case: RevocationCase, seen: int | None) -> None:
    last = case.steps.select_related("by").order_by("position").last()
    if seen is None or last is None or last.position <= seen:
        return
    who = signed_name(last.by, last) if last.by else say("规则")
    told = say("{who}刚刚办理了这一件，您的操作没有执行。您写的内容还在，可以复制。", who=who)
    raise Refused(told, code="overtaken")


def _event(case: RevocationCase, attempt: Attempt, account: Account) -> RegisterEvent | None:
    kind = EVENTS.get(attempt.act)
    if kind is None:
        return None
    return record_event(
        case.designation,
        kind,
        holds_from=attempt.decided_on,
        document=attempt.document,
        reason=attempt.reason,
        account=account,
    )


def _paper(call: Call, case: RevocationCase, act: str, account: Account) -> IssuedPaper | None:
    kind, track = PAPERS.get(act), case.designation.track
    papers = (one for one in call.papers.values() if one.kind == kind and track in one.concerns)
    paper = next(papers, None)
    if paper is None:
        return None
    return issue_paper_about(call.id, paper.id, case.designation.pk, account=account)


def _keep(row: RevocationStep, file: Upload) -> None:
    stored = store(file, field="attached")
    RevocationFile.objects.create(
        step=row,
        name=stored.name,
        content_type=stored.content_type,
        size=stored.size,
        digest=stored.digest,
        came_at=clock.now(),
    )
