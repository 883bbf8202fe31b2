"""A round of evaluation, and the page of one designated entity."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from linxuan_site.actions.grades import record_grade, record_status
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Designation, StatusRecord
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

ROUND = f"/evaluation/{CALL}/evaluation-2023/"
LOW = "basically_qualified"


def entity(life: Life, number: int = 501, district: str = "210211") -> Designation:
    row = {"name": f"示例主体{number}", "credit_code": credit_code(number), "cohort": "2"}
    more = {"track": "enterprise", "document": "认定文件（示例）", "in_charge": district}
    return enter_designation(definition_of(life.published), {**row, **more})


def graded(life: Life, one: Designation, year: int, grade: str) -> None:
    call = definition_of(life.published)
    record_grade(call, one, year, grade, source="评估通报（示例）", account=life.city)


def test_a_round_tells_who_has_not_filed_by_district(visitor: Visitor, life: Life) -> None:
    entity(life)
    open_round(CALL, "evaluation-2023")

    page = read(visitor(life.city).get(ROUND).content).text

    assert "1 家示范主体：0 家已填报，0 家交书面材料，1 家还没有填" in page
    assert page.index("甘井子区") < page.rindex("示例主体501")


def test_a_district_sees_its_own_entities_only(visitor: Visitor, life: Life) -> None:
    entity(life, 501)
    entity(life, 502, "210202")

    page = read(visitor(life.district).get(ROUND).content).text

    assert "示例主体501" in page
    assert "示例主体502" not in page


def test_what_is_to_do_stands_before_what_is_kept(visitor: Visitor, life: Life) -> None:
    entity(life, 501)
    warned, revoked = entity(life, 502), entity(life, 503)
    graded(life, warned, 2023, LOW)
    call, since = definition_of(life.published), date(2023, 5, 1)
    record_status(call, revoked, "deregistered", holds_from=since, source="查询", account=life.city)

    page = read(visitor(life.city).get(ROUND).content).text

    places = [page.rindex(word) for word in ("要处理的 2 家", "保留的 1 家")]
    assert places == sorted(places)
    assert page.index("示例主体503") < page.index("示例主体502") < page.index("示例主体501")
    assert "建议取消" in page


def test_who_has_not_filed_when_all_is_over_is_a_case_for_a_person(
    visitor: Visitor, life: Life, on: On
) -> None:
    entity(life)
    open_round(CALL, "evaluation-2023")
    client = visitor(life.city)

    before = read(client.get(ROUND).content).text
    with on("2023-05-16"):
        after = read(client.get(ROUND).content).text

    assert "2023年没有填报" not in before
    assert "2023年没有填报" in after


def test_three_low_years_in_a_row_lead_to_revoke(visitor: Visitor, life: Life) -> None:
    one = entity(life)
    for year in (2022, 2023, 2024):
        graded(life, one, year, LOW)

    page = read(visitor(life.city).get(f"/register/{one.pk}/").content).text

    assert "建议取消" in page
    assert "连续3年" in page


@pytest.mark.parametrize("rows", [1, 12])
def test_a_round_asks_as_little_for_many_as_for_one(
    visitor: Visitor, life: Life, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        entity(life, 501 + number)
    open_round(CALL, "evaluation-2023")
    client = visitor(life.city)
    client.get(ROUND)

    with django_assert_max_num_queries(36):
        assert client.get(ROUND).content.decode().count("/register/") >= rows


STATUS = {"status": "suspended", "holds_from": "2023-05-01", "source": "信用公示系统", "raw_word": "歇业"}


def test_an_operating_status_is_recorded_with_its_proof(visitor: Visitor, life: Life) -> None:
    one = entity(life)
    client = visitor(life.district)

    client.post(f"/register/{one.pk}/status/", STATUS)

    page = read(client.get(f"/register/{one.pk}/").content).text
    assert "停业" in page
    assert "歇业" in page
    assert "请人判断" in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"status": "sleeping"}, "请从列出的经营状态里选一个"),
        ({"status": ""}, "请填写"),
        ({"holds_from": "五月"}, "日期应像"),
        ({"holds_from": "2023-06-01"}, "不能晚于今天"),
        ({"source": " "}, "请填写"),
        ({"source": "长" * 301}, "300"),
        ({"raw_word": "长" * 61}, "60"),
    ],
)
def test_a_status_that_cannot_be_is_refused_and_what_was_typed_stays(
    visitor: Visitor, life: Life, wrong: dict[str, str], told: str
) -> None:
    one = entity(life)
    given = {**STATUS, **wrong}

    answer = visitor(life.city).post(f"/register/{one.pk}/status/", given)

    page = read(answer.content)
    assert answer.status_code == 422
    assert told in page.text
    assert page.values["raw_word"] == given["raw_word"]
    assert page.values["holds_from"] == given["holds_from"]
    assert not StatusRecord.objects.exists()


def test_an_entity_sees_itself_and_nobody_else_does(visitor: Visitor, life: Life) -> None:
    one = entity(life)
    own = member_of("示例主体501", credit_code(501), "entity-501")

    assert visitor(own).get(f"/register/{one.pk}/").status_code == 200
    assert visitor(life.applicant(1)).get(f"/register/{one.pk}/").status_code == 404
    assert visitor(life.other_district).get(f"/register/{one.pk}/").status_code == 404


def test_a_round_that_is_not_there_is_not_found(visitor: Visitor, life: Life) -> None:
    assert visitor(life.city).get(f"/evaluation/{CALL}/nothing/").status_code == 404
    assert visitor(life.city).get("/evaluation/nothing/evaluation-2023/").status_code == 404
