"""The grades of a round from the ministry's letter to the end: proposed, checked, published, objected to, final."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.programme.definition import Call, Round
from linxuan_site.actions.grades import propose_grade, record_grade
from linxuan_site.actions.grading import object_to_grade, propose_from_letter, take_grades_on
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Account, Application, Designation, GradeRecord, GradeStep, Message
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.entities import EntityRow, some_of_round
from linxuan_site.queries.grading import grade_rows, groups_of, letter_of
from tests.site.life.conftest import CALL, Life
from tests.support.told import told

ROUND = "evaluation-2023"
DOCUMENT = "示例部评估通报〔2023〕2号"
LETTER = "示例901号\t优秀\t91.5\n示例902号\t基本合格\n"


def designated(life: Life, number: int) -> Designation:
    row = {
        "name": f"示例{number}号",
        "credit_code": credit_code(number),
        "cohort": "2",
        "track": "enterprise",
    }
    more = {"document": "第2批认定文件（示例）", "in_charge": "210211"}
    return enter_designation(definition_of(life.published), {**row, **more})


@pytest.fixture
def two(life: Life) -> tuple[Designation, Designation]:
    """Two entities of the round, which is open."""
    found = designated(life, 901), designated(life, 902)
    open_round(CALL, ROUND)
    return found


@pytest.fixture
def checker(life: Life) -> Account:
    return life.colleague(life.city, "checker")


def call_and_round(life: Life) -> tuple[Call, Round]:
    call = definition_of(life.published)
    return call, call.rounds[ROUND]


def proposed(life: Life, text: str = LETTER) -> list[int]:
    rows = propose_from_letter(CALL, ROUND, text, document=DOCUMENT, account=life.city)
    return [one.pk for one in rows]


def published(life: Life, checker: Account, text: str = LETTER) -> list[int]:
    ids = proposed(life, text)
    take_grades_on(CALL, ROUND, "checked", ids, account=checker)
    take_grades_on(CALL, ROUND, "published", ids, account=life.city)
    return ids


def of(life: Life, entity: Designation) -> EntityRow:
    (row,) = some_of_round(*call_and_round(life), [entity.pk])
    return row


def test_a_grade_counts_once_it_was_checked_and_published(
    life: Life, two: tuple[Designation, Designation], checker: Account
) -> None:
    ids = proposed(life)
    assert 2023 not in of(life, two[1]).grades
    take_grades_on(CALL, ROUND, "checked", ids, account=checker)
    assert of(life, two[1]).standing.standing == "keep"
    take_grades_on(CALL, ROUND, "published", ids, account=life.city)

    row = of(life, two[1])

    assert row.grades[2023].source == DOCUMENT
    assert row.standing.standing == "warn"


def test_publishing_ends_the_reports_and_tells_the_entities(
    life: Life, two: tuple[Designation, Designation], checker: Account
) -> None:
    member_of("示例901号", credit_code(901), "entity-901")

    published(life, checker)

    assert {one.stage for one in Application.objects.filter(procedure=ROUND)} == {"graded"}
    assert GradeRecord.objects.filter(designation=two[0], year=2023).count() == 1
    assert Message.objects.filter(topic="grade.published").count() == 1
    assert told("grade.published").subject == "2023年评估评价的等次：优秀"


def test_nobody_checks_what_he_proposed(life: Life, two: tuple[Designation, Designation]) -> None:
    ids = proposed(life)

    with pytest.raises(Refused, match="另一位"):
        take_grades_on(CALL, ROUND, "checked", ids, account=life.city)
    assert not GradeStep.objects.filter(record__in=ids).exists()


def test_all_take_a_step_or_none(life: Life, two: tuple[Designation, Designation], checker: Account) -> None:
    one, other = proposed(life)
    take_grades_on(CALL, ROUND, "checked", [one], account=checker)

    with pytest.raises(Refused, match=r"示例901号：.*已复核"):
        take_grades_on(CALL, ROUND, "checked", [one, other], account=checker)
    assert not GradeStep.objects.filter(record=other).exists()


def test_a_letter_with_a_wrong_line_proposes_nothing(
    life: Life, two: tuple[Designation, Designation]
) -> None:
    with pytest.raises(BadInput, match="第2行：没有“良好”这个等次") as fault:
        proposed(life, "示例901号\t优秀\n示例902号\t良好")

    assert fault.value.field == "text"
    assert not GradeRecord.objects.filter(year=2023).exists()


@pytest.mark.parametrize(("text", "document"), [("", DOCUMENT), (LETTER, " "), (LETTER, "长" * 201)])
def test_a_letter_has_lines_and_a_document(
    life: Life, two: tuple[Designation, Designation], text: str, document: str
) -> None:
    with pytest.raises(BadInput):
        propose_from_letter(CALL, ROUND, text, document=document, account=life.city)


def test_a_letter_is_held_against_the_filing_list(
    life: Life, two: tuple[Designation, Designation], checker: Account
) -> None:
    designated(life, 903)
    published(life, checker, "示例901号\t优秀")

    letter = letter_of(*call_and_round(life), "示例903号\t优秀\n示例901号\t合格")

    assert "不在这一轮的填报名单里" in letter.read.faults[0].problem
    assert [one.name for one in letter.read.missing] == ["示例902号"]
    assert letter.before == {two[0].pk: "优秀"}


def test_a_district_proposes_and_checks_nothing(life: Life, two: tuple[Designation, Designation]) -> None:
    with pytest.raises(Refused):
        propose_from_letter(CALL, ROUND, LETTER, document=DOCUMENT, account=life.district)
    with pytest.raises(Refused):
        take_grades_on(CALL, ROUND, "checked", proposed(life), account=life.district)


def test_an_entity_objects_to_its_own_published_grade_and_it_counts_no_more_until_it_is_final(
    life: Life, two: tuple[Designation, Designation], checker: Account
) -> None:
    own = member_of("示例902号", credit_code(902), "entity-902")
    other = member_of("示例901号", credit_code(901), "entity-901")
    _first, low = published(life, checker)

    with pytest.raises(Refused):
        object_to_grade(low, reason="不对", account=other)
    object_to_grade(low, reason="服务收入的口径有误", account=own)
    assert 2023 not in of(life, two[1]).grades
    assert of(life, two[1]).standing.standing == "keep"

    with pytest.raises(Refused, match="异议怎样处理"):
        take_grades_on(CALL, ROUND, "final", [low], account=life.city)
    take_grades_on(CALL, ROUND, "final", [low], reason="核对后维持", account=life.city)
    assert of(life, two[1]).grades[2023].grade == "basically_qualified"


def test_a_corrected_grade_takes_the_place_of_the_earlier_once_it_is_published(
    life: Life, two: tuple[Designation, Designation], checker: Account
) -> None:
    published(life, checker, "示例901号\t合格")
    (later,) = proposed(life, "示例901号\t优秀")
    assert of(life, two[0]).grades[2023].grade == "qualified"

    take_grades_on(CALL, ROUND, "checked", [later], account=checker)
    take_grades_on(CALL, ROUND, "published", [later], account=life.city)

    assert of(life, two[0]).grades[2023].grade == "excellent"
    assert GradeRecord.objects.filter(designation=two[0], year=2023).count() == 2


def test_a_grade_that_an_officer_records_at_the_report_goes_the_same_way(
    life: Life, two: tuple[Designation, Designation], checker: Account
) -> None:
    report = Application.objects.get(designation=two[0])
    life.act(report, "grade", life.city, grade="excellent", document=DOCUMENT)

    ((row,), _after) = grade_rows(*call_and_round(life))
    assert (row.state, row.record.source) == ("proposed", DOCUMENT)
    assert 2023 not in of(life, two[0]).grades
    take_grades_on(CALL, ROUND, "checked", [row.record.pk], account=checker)
    take_grades_on(CALL, ROUND, "published", [row.record.pk], account=life.city)
    assert of(life, two[0]).grades[2023].grade == "excellent"


def test_what_is_dropped_is_never_published(life: Life, two: tuple[Designation, Designation]) -> None:
    ids = proposed(life)
    take_grades_on(CALL, ROUND, "dropped", ids, reason="文件有误", account=life.city)

    with pytest.raises(Refused, match="不采用"):
        take_grades_on(CALL, ROUND, "published", ids, account=life.city)


def test_grades_are_counted_by_document_and_state(
    life: Life, two: tuple[Designation, Designation], checker: Account
) -> None:
    one, _other = proposed(life)
    take_grades_on(CALL, ROUND, "checked", [one], account=checker)

    found = groups_of(*call_and_round(life))

    assert [(group.state, group.counts) for group in found] == [
        ("proposed", [("优秀", 0), ("合格", 0), ("基本合格", 1)]),
        ("checked", [("优秀", 1), ("合格", 0), ("基本合格", 0)]),
    ]


# ── what the database itself keeps ──


def step(
    record: GradeRecord, kind: str, by: Account | None, position: int = 1, reason: str = ""
) -> GradeStep:
    return GradeStep.objects.create(
        record=record, position=position, kind=kind, proposed_by=record.recorded_by, by=by, reason=reason, at=timezone.now()
    )  # fmt: skip


def test_the_database_refuses_a_check_by_the_proposer(
    life: Life, two: tuple[Designation, Designation]
) -> None:
    call = definition_of(life.published)
    record = propose_grade(call, two[0], 2023, "excellent", source=DOCUMENT, account=life.city)

    with pytest.raises(IntegrityError, match="grade_checked_by_another"), transaction.atomic():
        step(record, "checked", life.city)
    with pytest.raises(IntegrityError), transaction.atomic():
        step(record, "checked", None)


@pytest.mark.parametrize(("kind", "reason"), [("approved", "x"), ("dropped", ""), ("objected", "")])
def test_the_database_refuses_a_step_that_is_none(
    life: Life, two: tuple[Designation, Designation], kind: str, reason: str
) -> None:
    call = definition_of(life.published)
    record = propose_grade(call, two[0], 2023, "excellent", source=DOCUMENT, account=life.city)

    with pytest.raises(IntegrityError), transaction.atomic():
        step(record, kind, life.city, reason=reason)


def test_a_step_is_written_once_and_never_changed(life: Life, two: tuple[Designation, Designation]) -> None:
    call = definition_of(life.published)
    record = record_grade(call, two[0], 2021, "excellent", source="通知", account=None)

    with pytest.raises(IntegrityError), transaction.atomic():
        step(record, "final", life.city, position=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        GradeStep.objects.filter(record=record).update(kind="dropped", reason="改")
