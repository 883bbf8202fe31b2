import pytest

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.grades import record_grade
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Application, Designation
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.entities import entity_now
from tests.site.life.conftest import CALL, Life, On

ROUND = "evaluation-2023"


def designated(life: Life, number: int = 901, *, track: str = "enterprise", cohort: int = 2) -> Designation:
    row = {
        "name": f"示例{number}号",
        "credit_code": credit_code(number),
        "cohort": str(cohort),
        "track": track,
        "document": "第2批认定文件（示例）",
        "in_charge": "210211",
    }
    return enter_designation(definition_of(life.published), row)


def test_the_register_knows_what_the_notice_says_of_last_year(life: Life) -> None:
    entity = designated(life)

    grade = entity.grades.get()

    assert (grade.year, grade.grade) == (2022, "qualified")
    assert "三(一)" in grade.source


def test_a_register_may_hold_tracks_that_the_call_lacks(life: Life) -> None:
    designated(life, track="project", cohort=1)

    assert open_round(CALL, ROUND) == 0


def test_a_round_opens_one_report_for_each_entity(life: Life) -> None:
    designated(life, 901)
    designated(life, 902, track="platform", cohort=4)

    assert open_round(CALL, ROUND) == 2
    assert open_round(CALL, ROUND) == 0


def test_the_ministrys_grade_is_recorded_with_its_document(life: Life) -> None:
    entity = designated(life)
    open_round(CALL, ROUND)
    report = Application.objects.get(designation=entity)

    with pytest.raises(Refused, match="文件"):
        life.act(report, "grade", life.city, grade="excellent")
    life.act(report, "grade", life.city, grade="excellent", document="部函2号")

    assert entity.grades.get(year=2023).source == "部函2号"
    row = entity_now(definition_of(life.published), entity)
    assert row.standing.standing == "keep"


def test_a_grade_that_the_programme_lacks_is_refused(life: Life) -> None:
    entity = designated(life)

    with pytest.raises(BadInput, match="等次"):
        record_grade(definition_of(life.published), entity, 2023, "unqualified", source="部函", account=None)


def test_an_entity_that_cannot_file_online_goes_the_written_way(life: Life, on: On) -> None:
    entity = designated(life)
    open_round(CALL, ROUND)
    report = Application.objects.get(designation=entity)

    with on("2023-05-10"):
        save_answers(report.pk, {"lodged_reason": "账号停用"}, account=life.district, version=report.version)
        with pytest.raises(Refused):
            life.act(report, "lodge-report", life.district, reason="账号停用")
    report.refresh_from_db()
    assert report.stage == "evaluation-open"


def test_a_report_is_filed_until_its_own_day(life: Life, on: On) -> None:
    entity = designated(life)
    account = member_of("示例901号", credit_code(901), "entity-901")
    open_round(CALL, ROUND)
    report = Application.objects.get(designation=entity)

    with on("2023-05-06"), pytest.raises(Refused) as refusal:
        life.act(report, "file-report", account)

    assert (refusal.value.code, refusal.value.clause) == ("deadline", "三(二)")


def test_three_low_years_propose_revocation(life: Life) -> None:
    entity = designated(life)
    call = definition_of(life.published)
    for year in (2023, 2024, 2025):
        record_grade(call, entity, year, "basically_qualified", source="部函", account=None)

    standing = entity_now(call, entity).standing

    assert (standing.standing, standing.clause) == ("revoke", "三(一)")


def test_a_later_record_corrects_a_grade_and_keeps_the_earlier(life: Life) -> None:
    entity = designated(life)
    call = definition_of(life.published)
    record_grade(call, entity, 2023, "qualified", source="部函", account=None)
    record_grade(call, entity, 2023, "excellent", source="更正函", account=None)

    row = entity_now(call, entity)

    assert row.grades[2023].grade == "excellent"
    assert entity.grades.filter(year=2023).count() == 2
