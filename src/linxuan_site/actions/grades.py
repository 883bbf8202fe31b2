"""Grades and operating statuses of designated entities: recorded with their source, never overwritten."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.proposals import propose_by_rules
from linxuan_site.models import Account, Designation, GradeRecord, StatusRecord
from linxuan_site.permissions import is_officer, may_read_designation
from linxuan_site.queries.delegations import signature


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
    """Record the grade of one year with the document it comes from; raises `BadInput`.

    Where it leads to a revocation by the rules, that is proposed in the same transaction.
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
    row = GradeRecord.objects.create(
        designation=designation,
        year=year,
        grade=grade,
        source=source.strip(),
        recorded_by=account,
        recorded_at=timezone.now(),
        **(signature(account) if account else {}),
    )
    if any(rule.leads_to == "revoke" and grade in rule.grades for rule in call.standings.values()):
        propose_by_rules(call, designation)
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
    """Record the operating status of an entity from a day on, with the proof and the register's own word.

    `status` is '' for a word that a person has to judge first. Where it leads to a revocation by the rules, that is
    proposed in the same transaction.
    Raises `Refused` for who is no officer in charge of it, and `BadInput` at what cannot be.
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
    row = StatusRecord.objects.create(
        designation=designation,
        status=status,
        raw_word=raw_word,
        holds_from=holds_from,
        source=source.strip(),
        recorded_by=account,
        recorded_at=timezone.now(),
        **(signature(account) if account else {}),
    )
    propose_by_rules(call, designation)
    return row
