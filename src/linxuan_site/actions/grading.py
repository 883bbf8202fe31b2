"""The grades of a round are proposed from a letter, checked by another person, published, objected to, and final."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.evaluation.lives import GradeState, StepKind, refuse_out_of_time, refuse_step
from linxuan.language import say
from linxuan.lengths import last_day
from linxuan.programme.definition import Call, Round
from linxuan.workflow import Act
from linxuan_site import clock, outbox
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.consequences import following
from linxuan_site.actions.delegations import refuse_stand_in_over
from linxuan_site.actions.grades import propose_grade, take_step
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Designation, GradeRecord, NoGrade, PublishedCall
from linxuan_site.permissions import grades, may_sign
from linxuan_site.queries.calls import call_of_programme, current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.graded_years import missing_in
from linxuan_site.queries.grading import (
    grades_in,
    letter_of,
    reports_of,
    undisputed_grades,
    with_state,
    year_of,
)
from linxuan_site.queries.holidays import working_days

LONGEST_DOCUMENT = 200
MOST = 5_000
"""So many grades take a step at a time."""


@transaction.atomic
def propose_from_letter(
    call: str, round_id: str, text: str, *, document: str, account: Account
) -> list[GradeRecord]:
    """Propose every grade of a letter, or none: raises `BadInput` at `text` while a line is wrong.

    Who is missing in the letter gets none. A grade that the entity has already in this round is proposed again: once
    it is published it takes the other's place.
    """
    refuse_unstorable([text, document])
    definition, round_ = round_to_grade(call, round_id, account)
    if not document.strip():
        raise BadInput(say("请写明等次出自哪份文件"), field="document")
    if len(document.strip()) > LONGEST_DOCUMENT:
        raise BadInput(say("最多{most}个字", most=LONGEST_DOCUMENT), field="document")
    read = letter_of(definition, round_, text).read
    if read.faults:
        first = read.faults[0]
        told = say(
            "有{count}行不对，都没有登记；第{line}行：{problem}",
            count=len(read.faults),
            line=first.line,
            problem=first.problem,
        )
        raise BadInput(told, field="text")
    if not read.lines:
        raise BadInput(say("没有读到等次：每行写一家和它的等次"), field="text")
    entities = Designation.objects.in_bulk([one.entity.key for one in read.lines])
    return [
        propose_grade(
            definition,
            entities[one.entity.key],
            year_of(round_),
            one.grade,
            source=document,
            score=one.score,
            account=account,
        )
        for one in read.lines
    ]


@transaction.atomic
def take_grades_on(
    call: str,
    round_id: str,
    step: StepKind,
    ids: Collection[int],
    *,
    account: Account,
    reason: str = "",
    seen: str | None = None,
) -> list[GradeRecord]:
    """Let grades of a round take one step, all of them or none; raises `Refused` with the first that cannot.

    `seen` is how many the person saw, where a whole document is meant: others that came meanwhile stop it. Publishing moves the reports on by the act that grades them, and tells the entities.
    """
    refuse_unstorable(reason)
    definition, round_ = round_to_grade(call, round_id, account)
    if not ids or len(ids) > MOST:
        raise BadInput(say("请选择1到{most}个等次", most=MOST), field="ids")
    if seen is not None and seen != str(len(ids)):
        raise Refused(say("这份文件的等次刚刚有变化，没有办理。请看过再办。"), code="overtaken")
    rows = _locked(definition, round_, ids)
    if len(rows) != len(set(ids)):
        raise BadInput(say("有的等次不在这一轮里"), field="ids")
    until = _time_to_object(round_) if step == "published" else None
    with following(definition, {one.designation_id for one in rows}):
        for record in rows:
            _take(record, step, account, reason, until=until)
        if step == "published":
            _publish(definition, round_, rows, account, until)
    return rows


@transaction.atomic
def state_no_grade(
    call: str, round_id: str, entities: Collection[int], *, reason: str, account: Account
) -> list[NoGrade]:
    """State that some who had to be graded in a round get no grade of its year, and why; all of them or none.

    That settles what is awaited of the year. Raises `Refused` where one has a final grade, or it is stated already.
    """
    refuse_unstorable(reason)
    definition, round_ = round_to_grade(call, round_id, account)
    if not reason.strip():
        raise BadInput(say("请写明为什么没有等次"), field="reason")
    keys = set(entities)
    if not keys or len(keys) > MOST:
        raise BadInput(say("请先选择是哪几家"), field="entities")
    year = year_of(round_)
    # Two who state it at once do it one after the other, and the second sees what the first did.
    list(Designation.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))
    missing = set(missing_in(definition, year).filter(pk__in=keys).values_list("pk", flat=True))
    if missing != keys:
        raise Refused(say("有的已有确定的等次，或已经写明没有等次。请看过再办。"), code="overtaken")
    with following(definition, keys):
        return [
            NoGrade.objects.create(
                designation_id=key,
                year=year,
                reason=reason.strip(),
                stated_by=account,
                stated_at=timezone.now(),
                **signature(account),
            )
            for key in sorted(keys)
        ]


@transaction.atomic
def object_to_grade(record_id: int, *, reason: str, account: Account) -> GradeRecord:
    """Object to a published grade: its own entity, by somebody who may sign for it. Raises `Refused`."""
    refuse_unstorable(reason)
    refuse_stand_in_over(account)
    record = GradeRecord.objects.select_related("designation").filter(pk=record_id).first()
    own = record is not None and record.designation.organisation_id == account.organisation_id
    if record is None or account.organisation_id is None or not own:
        raise Refused(say("只有示范主体自己可以对等次提出异议"), code="office")
    if not may_sign(account):
        raise Refused(say("由单位的签署人提出异议"), code="role")
    locked: GradeRecord = with_state(GradeRecord.objects.select_for_update(of=("self",))).get(pk=record_id)
    _take(locked, "objected", account, reason)
    return locked


def make_final() -> int:
    """Make final what was published with a time to object, once it is over and nobody did; return how many were.

    Each programme is a transaction of its own. What was published without such a time waits for an officer.
    """
    return sum(_made_final(programme, authority) for programme, authority in _programmes_with_time())


def round_to_grade(call: str, round_id: str, account: Account) -> tuple[Call, Round]:
    """Return a call and its round for somebody who deals with its grades; raises `Refused` for anybody else."""
    refuse_stand_in_over(account)
    published = current_call(call)
    if not grades(account, published.authority):
        raise Refused(say("等次由{authority}办理", authority=published.authority), code="office")
    definition = definition_of(published)
    if round_id not in definition.rounds:
        known = say("、").join(definition.rounds)
        raise BadInput(say("没有“{round}”这一轮评估评价，可以是：{known}", round=round_id, known=known))
    return definition, definition.rounds[round_id]


def _programmes_with_time() -> list[tuple[str, str]]:
    rows = undisputed_grades().order_by().values_list("designation__programme", "designation__authority")
    return sorted(set(rows))


@transaction.atomic
def _made_final(programme: str, authority: str) -> int:
    call = call_of_programme(programme, authority)
    if call is None:
        return 0
    rows = undisputed_grades().filter(designation__programme=programme, designation__authority=authority)
    locked = list(rows.select_for_update(of=("self",)).order_by("pk")[:MOST])
    with following(call, {one.designation_id for one in locked}):
        for record in locked:
            take_step(record, "final", None)
    return len(locked)


def _locked(call: Call, round_: Round, ids: Collection[int]) -> list[GradeRecord]:
    # Two who decide on the same grades do it one after the other: they queue on the call.
    first = PublishedCall.objects.filter(call=call.id).order_by("version").values_list("pk")[:1]
    PublishedCall.objects.select_for_update().defer("files").get(pk__in=first)
    rows = with_state(grades_in(call, round_)).filter(pk__in=ids).select_for_update(of=("self",))
    return list(rows.select_related("designation__organisation").order_by("pk"))


def _time_to_object(round_: Round) -> date | None:
    """The last day on which an entity may object to a grade that is published today; None where no time is set."""
    if round_.objections is None:
        return None
    return last_day(round_.objections, clock.today(), working_days())


def _take(
    record: GradeRecord, step: StepKind, account: Account, reason: str, *, until: date | None = None
) -> None:
    people = {record.recorded_by_id, record.on_behalf_of_id} - {None}
    absent = account.standing_in.absent if account.standing_in else None
    same = bool(people & {account.pk, absent.pk if absent else None})
    state: GradeState = record.state  # type: ignore[attr-defined]
    may_object_until: date | None = record.until  # type: ignore[attr-defined]
    try:
        refuse_step(state, step, same_person=same, reason=reason)
        refuse_out_of_time(state, step, may_object_until, on=clock.today())
    except Refused as refusal:
        told = say("{name}：{problem}", name=record.designation.name, problem=refusal.reason)
        raise Refused(told, code=refusal.code) from None
    take_step(record, step, account, reason, until=until)


def _publish(
    call: Call, round_: Round, rows: Sequence[GradeRecord], account: Account, until: date | None
) -> None:
    reports = {one.designation_id: one for one in reports_of(call, round_)}
    acts = [one for one in call.actions.values() if one.kind == "grade" and round_.id in one.concerns]
    for record in rows:
        report = reports[record.designation_id]
        act = next((one for one in acts if report.stage in one.from_stages), None)
        if act is not None:
            asked = Act(act.id, document=record.source[:LONGEST_DOCUMENT])
            move_application(report.pk, asked, account=account, grade=record.grade)
        told = outbox.Told(
            "grade.published",
            f"grade:{record.pk}",
            _facts(call, round_, record, until),
            page=("entity", record.designation_id),
            about=f"designation:{record.designation_id}",
            by=account,
        )
        outbox.announce(told, to=record.designation.organisation)


def _facts(call: Call, round_: Round, record: GradeRecord, until: date | None) -> dict[str, str]:
    return {
        "until": until.isoformat() if until else "",
        "name": record.designation.name,
        "round": round_.name,
        "grade": call.grades[record.grade].name,
        "document": record.source,
    }
