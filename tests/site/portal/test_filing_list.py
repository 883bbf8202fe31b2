"""The filing list of a round: made from the register of a day, added to with a reason, reminded of."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.designations import record_event
from linxuan_site.actions.grades import record_status
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.reminding_filers import remind_filers
from linxuan_site.actions.rounds import add_to_round, open_round
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Application, Delivery, Designation, FilingAddition, FilingList, Reminder
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.filing_list import filing_of
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

ROUND = "evaluation-2023"
LIST = f"/evaluation/{CALL}/{ROUND}/list/"


def entity(life: Life, number: int, **more: str) -> Designation:
    row = {
        "name": f"示例主体{number}",
        "credit_code": credit_code(number),
        "cohort": "2",
        "track": "enterprise",
    }
    given = {"document": "认定文件（示例）", "in_charge": "210211", "designated_on": "2021-01-01", **more}
    return enter_designation(definition_of(life.published), {**row, **given})


def test_the_list_is_made_from_the_register_of_a_day_and_remembered(life: Life) -> None:
    entity(life, 501)
    gone, later = entity(life, 502), entity(life, 503, designated_on="2023-05-01")
    record_event(gone, "withdrawn", holds_from=date(2023, 4, 1), document="函", account=life.city)

    assert open_round(CALL, ROUND, as_of=date(2023, 4, 15), account=life.city) == 1

    made = FilingList.objects.get()
    assert (made.as_of, made.made_by) == (date(2023, 4, 15), life.city)
    assert not Application.objects.filter(designation__in=[gone, later]).exists()


def test_a_list_is_made_once_and_not_of_a_day_to_come(life: Life) -> None:
    entity(life, 501)
    with pytest.raises(BadInput, match="不能晚于今天"):
        open_round(CALL, ROUND, as_of=date(2023, 5, 13), account=life.city)
    open_round(CALL, ROUND, account=life.city)
    entity(life, 502)

    assert open_round(CALL, ROUND) == 0


def test_one_more_is_put_on_the_list_with_a_reason(visitor: Visitor, life: Life) -> None:
    entity(life, 501)
    open_round(CALL, ROUND)
    late = entity(life, 502, cohort="1")
    client = visitor(life.city)

    silent = client.post(f"{LIST}add/", {"words": "示例主体502", "reason": " "})
    client.post(f"{LIST}add/", {"words": credit_code(502), "reason": "名录更正后补上"})

    assert silent.status_code == 422
    added = FilingAddition.objects.get()
    assert (added.report.designation, added.added_by) == (late, life.city)
    page = read(client.get(LIST).content).text
    assert "名录更正后补上" in page
    with pytest.raises(Refused, match="已经在名单里"):
        add_to_round(CALL, ROUND, late.pk, reason="再加", account=life.city)


def test_several_of_one_name_are_offered_and_what_was_typed_stays(visitor: Visitor, life: Life) -> None:
    entity(life, 501)
    open_round(CALL, ROUND)
    entity(life, 502)
    entity(life, 503)

    answer = visitor(life.city).post(f"{LIST}add/", {"words": "示例主体", "reason": "补"})

    page = read(answer.content)
    assert answer.status_code == 422
    assert "示例主体502" in page.text
    assert (page.values["words"], page.values["reason"]) == ("示例主体", "补")


def test_a_district_sees_who_has_not_filed_and_reminds_them_once_a_day(visitor: Visitor, life: Life) -> None:
    one, other = entity(life, 501), entity(life, 502)
    elsewhere = entity(life, 503, in_charge="210202")
    for number in (501, 502, 503):
        member_of(f"示例主体{number}", credit_code(number), f"entity-{number}")
    open_round(CALL, ROUND)
    reports = {row.designation_id: row.pk for row in Application.objects.filter(procedure=ROUND)}
    client = visitor(life.district)

    page = read(client.get(LIST).content)
    client.post(f"{LIST}remind/", {"who": [str(reports[one.pk])]})
    again = client.post(f"{LIST}remind/", {"who": [str(reports[one.pk]), str(reports[other.pk])]})

    assert "示例主体503" not in page.text
    assert Delivery.objects.filter(topic="reminder.report").count() == 1
    assert Reminder.objects.get().application_id == reports[one.pk]
    assert again.status_code == 409
    assert "刚刚提醒过“示例主体501”" in read(again.content).text
    with pytest.raises(Refused):
        remind_filers(CALL, ROUND, [reports[elsewhere.pk]], account=life.district)


@pytest.mark.parametrize(
    ("status", "proposed"),
    [
        ("licence_revoked", True),
        ("deregistered", True),
        ("suspended", True),
        ("liquidating", True),
        ("active", False),
    ],
)
def test_an_operating_status_proposes_written_material(life: Life, status: str, proposed: bool) -> None:
    one = entity(life, 501)
    open_round(CALL, ROUND)
    call = definition_of(life.published)
    record_status(call, one, status, holds_from=date(2023, 5, 1), source="查询", account=life.district)

    (filer,) = filing_of(life.district, call, call.rounds[ROUND]).filers

    assert filer.proposes_paper is proposed


def test_written_material_takes_any_reason_until_the_day_of_the_notice(life: Life, on: On) -> None:
    entity(life, 501)
    open_round(CALL, ROUND)
    report = Application.objects.get(procedure=ROUND)
    with on("2023-05-16"), pytest.raises(Refused) as late:
        life.act(report, "lodge-report", life.district, reason="厂房失火，资料尽毁", paper="written-material")

    assert late.value.code == "deadline"
    with on("2023-05-15"), pytest.raises(Refused) as lacking:
        life.act(report, "lodge-report", life.district, reason="厂房失火，资料尽毁", paper="written-material")
    assert lacking.value.code == "need:section:lodged"


@pytest.mark.parametrize("rows", [1, 12])
def test_the_list_asks_as_little_for_many_as_for_one(
    visitor: Visitor, life: Life, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(rows):
        entity(life, 501 + number)
    open_round(CALL, ROUND)
    client = visitor(life.city)
    client.get(LIST)

    with django_assert_max_num_queries(23):
        client.get(LIST)


def test_a_list_is_made_on_the_page_by_the_office_in_charge(visitor: Visitor, life: Life) -> None:
    entity(life, 501)

    assert "名单还没有定" in read(visitor(life.district).get(LIST).content).text
    assert visitor(life.district).post(f"{LIST}make/", {"as_of": "2023-05-01"}).status_code == 403
    wrong = visitor(life.city).post(f"{LIST}make/", {"as_of": "五月"})
    visitor(life.city).post(f"{LIST}make/", {"as_of": "2023-05-01"})

    assert wrong.status_code == 422
    assert FilingList.objects.get().as_of == date(2023, 5, 1)
