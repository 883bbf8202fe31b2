"""Grades and operating statuses of designated entities: recorded with their source, never overwritten."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.evaluation.lives import StepKind
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.consequences import following
from linxuan_site.actions.proposals import propose_by_rules
from linxuan_site.actions.webhook_facts import tell_of_grade
from linxuan_site.models import Account, Designation, GradeRecord, GradeStep, StatusRecord
from linxuan_site.permissions import is_officer, may_read_designation
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.graded_years import NOWHERE


@transaction.atomic
def record_grade(
    call: Call,
    designation: Designation | None,
    year: int,
    grade: str,
    *,
    source: str,
    account: Account | None,
) -> GradeRecord:
    """Record a grade that is known already, such as the notice tells of an earlier year: it is final at once.

    Nothing that somebody decides in a round comes this way: that is proposed, see `propose_grade`.
    """
    record = propose_grade(call, designation, year, grade, source=source, account=account)
    take_step(record, "final", account)
    if any(rule.leads_to == "revoke" and grade in rule.grades for rule in call.standings.values()):
        # Earlier years come one after the other: where anybody stands among all is looked at when all are there.
        propose_by_rules(call, record.designation, places=NOWHERE)
    return record


def propose_grade(
    call: Call,
    designation: Designation | None,
    year: int,
    grade: str,
    *,
    source: str,
    account: Account | None,
    score: Decimal | None = None,
    why: str = "",
    computed_score: Decimal | None = None,
) -> GradeRecord:
    """Propose the grade of one year with the document it comes from; it counts once it is published.

    `score` is a local one, for reference; `why` and `computed_score` say how a grade was computed. Raises `BadInput`.
    """
    if designation is None:
        raise BadInput(say("这一件没有对应的示范主体，不能登记等次"))
    if grade not in call.grades:
        names = say("、").join(
            say("{key}（{label}）", key=one.id, label=one.name) for one in call.grades.values()
        )
        raise BadInput(say("没有“{grade}”这个等次，可以是：{names}", grade=grade, names=names), field="grade")
    if not source.strip():
        raise BadInput(say("请写明等次出自哪份文件"), field="document")
    return GradeRecord.objects.create(
        designation=designation,
        year=year,
        grade=grade,
        source=source.strip(),
        score=score,
        why=why or None,
        computed_score=computed_score,
        recorded_by=account,
        recorded_at=timezone.now(),
        **(signature(account) if account else {}),
    )


def proposed_as_before(designation: Designation, year: int, grade: str) -> bool:
    """Tell whether this grade of the year is proposed, or further on, and was not dropped."""
    rows = GradeRecord.objects.filter(designation=designation, year=year).order_by("-pk")
    newest = rows.exclude(steps__kind="dropped").first()
    return newest is not None and newest.grade == grade


def take_step(
    record: GradeRecord,
    kind: StepKind,
    account: Account | None,
    reason: str = "",
    *,
    until: date | None = None,
) -> GradeStep:
    """Write one step of a grade; whether it follows is asked before, of `lives.refuse_step`.

    `until` is, of publishing, the last day on which the entity may object, where the programme gives one.
    """
    row = GradeStep.objects.create(
        record=record,
        position=record.steps.count() + 1,
        kind=kind,
        proposed_by=record.recorded_by,
        reason=reason.strip(),
        until=until,
        by=account,
        at=timezone.now(),
        **(signature(account) if account else {}),
    )
    if kind == "published":
        tell_of_grade(record)
    return row


@transaction.atomic
def record_status(
    call: Call,
    designation: Designation,
    status: str,
    *,
    holds_from: date,
    source: str,
    raw_word: str = "",
    account: Account | None = None,
) -> StatusRecord:
    """Record an operating status, see `enter_status`; what it leads to by the rules follows in the same transaction.

    Raises `Refused` for what was recorded last in the same words: it was sent twice.
    """
    Designation.objects.select_for_update().get(pk=designation.pk)
    latest = designation.statuses.order_by("pk").last()
    if latest is not None and (latest.status, latest.raw_word, latest.holds_from, latest.source) == (
        status,
        raw_word,
        holds_from,
        source.strip(),
    ):
        raise Refused(say("这一条已经登记过了"), code="recorded")
    with following(call, [designation.pk]):
        return enter_status(
            call,
            designation,
            status,
            holds_from=holds_from,
            source=source,
            raw_word=raw_word,
            account=account,
        )


def enter_status(
    call: Call,
    designation: Designation,
    status: str,
    *,
    holds_from: date,
    source: str,
    raw_word: str = "",
    account: Account | None = None,
) -> StatusRecord:
    """Record the operating status of an entity from a day on, with the proof and the register's own word.

    `status` is '' for a word that a person has to judge first. What follows of it is the caller's to see to, once
    for all that he records. Raises `Refused` for who is no officer in charge of it, and `BadInput` at what cannot be.
    """
    if account is not None and not (is_officer(account) and may_read_designation(account, designation)):
        raise Refused(say("经营状态由主管部门登记"), code="office")
    field = call.fields.get("operating_status")
    judged = status or not raw_word.strip()
    if field is not None and judged and status not in field.options:
        raise BadInput(say("请从列出的经营状态里选一个"), field="status")
    if not source.strip():
        raise BadInput(say("请写明经营状态的依据"), field="source")
    if holds_from > clock.today():
        raise BadInput(say("经营状态从哪一天起，不能晚于今天"), field="holds_from")
    return StatusRecord.objects.create(
        designation=designation,
        status=status,
        raw_word=raw_word,
        holds_from=holds_from,
        source=source.strip(),
        recorded_by=account,
        recorded_at=timezone.now(),
        **(signature(account) if account else {}),
    )
