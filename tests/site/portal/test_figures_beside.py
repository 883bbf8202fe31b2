"""Last year's figures beside this year's: on the form of the report, and with the doubts on its review."""

import pytest
from pytest_django import DjangoAssertNumQueries

from linxuan.programme.reading import package_files
from linxuan_site.actions.calls import publish_files
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Account, Application, Designation
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, PACKAGE, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

ROUND = "evaluation-2023"
NEXT = "dalian-2024"
TEXT = {
    "operating_status": "active",
    "contact_person": "张三",
    "contact_phone": "0411-80000001",
    "evaluation_text": "一年来的情况（示例）。",
}


def entity(life: Life, number: int = 701) -> tuple[Designation, Account]:
    row = {"name": f"示例主体{number}", "credit_code": credit_code(number), "cohort": "2"}
    more = {
        "track": "enterprise",
        "document": "认定文件（示例）",
        "in_charge": "210211",
        "mode": "总集成总承包",
    }
    one = enter_designation(definition_of(life.published), {**row, **more})
    return one, member_of(f"示例主体{number}", credit_code(number), f"entity-{number}")


def figures(first: int, **incomes: str) -> dict[str, object]:
    """Sound figures of three years, the operating income as said."""
    years = [str(first + place) for place in range(3)]
    plain = {
        "staff": "100",
        "service_income_direct": "300",
        "service_income_indirect": "0",
        "net_profit": "50",
    }
    tables = {key: dict.fromkeys(years, value) for key, value in {**plain, "rd_spend": "40"}.items()}
    return {**tables, "operating_income": {year: incomes.get(f"in_{year}", "1000") for year in years}}


def files(life: Life, call: str, one: Designation, by: Account, given: dict[str, object]) -> Application:
    report = Application.objects.get(call=call, designation=one)
    save_answers(report.pk, {**TEXT, **given}, account=by, version=report.version)
    life.act(report, "file-report", by)
    report.refresh_from_db()
    return report


def open_next_year() -> None:
    """Publish the call of the year after, with tables one year later."""
    package = dict(package_files(PACKAGE))
    package = {name: content for name, content in package.items() if not name.startswith("cases/")}
    call, fields = package["call.toml"].decode(), package["forms/fields.toml"].decode()
    package["call.toml"] = call.replace("year    = 2023", "year    = 2024").encode()
    package["forms/fields.toml"] = fields.replace("[2020, 2021, 2022]", "[2021, 2022, 2023]").encode()
    publish_files(package, NEXT)
    open_round(NEXT, ROUND)


@pytest.fixture
def reports(life: Life, on: On) -> tuple[Application, Application, Account]:
    """The reports of two years: the income of 2022 told otherwise the second time, that of 2023 a third of it."""
    one, by = entity(life)
    open_round(CALL, ROUND)
    with on("2023-04-25"):
        first = files(life, CALL, one, by, figures(2020))
    open_next_year()
    with on("2023-04-26"):
        second = files(life, NEXT, one, by, figures(2021, in_2022="1200", in_2023="400"))
    return first, second, by


def test_the_reviewing_office_is_pointed_at_what_stands_out(
    visitor: Visitor, life: Life, reports: tuple[Application, Application, Account]
) -> None:
    _first, second, _by = reports

    page = read(visitor(life.district).get(f"/desk/applications/{second.pk}/").content)

    assert "营业收入：2023年是400万元，2022年是1,200万元，减少66.7%，超过50%。" in page.text
    assert "营业收入：2022年这次填的是1,200万元，上次填的是1,000万元。" in page.text
    assert "#field-operating_income" in page.links
    assert "field-operating_income" in page.ids
    assert "上次：2023年评估评价" in page.text


def test_the_first_report_has_nothing_to_stand_beside(
    visitor: Visitor, life: Life, reports: tuple[Application, Application, Account]
) -> None:
    first, _second, _by = reports

    page = read(visitor(life.district).get(f"/desk/applications/{first.pk}/").content)

    assert "没有突出的变化" in page.text
    assert "以前没有填报过" in page.text


def test_an_entity_sees_last_years_figures_on_its_form_and_no_doubts(
    visitor: Visitor, reports: tuple[Application, Application, Account]
) -> None:
    _first, second, by = reports

    page = read(visitor(by).get(f"/applications/{second.pk}/form/year/").content)

    assert "上次填报的数" in page.text
    assert "上次 1,000万元" in page.text
    assert "超过50%" not in page.text


def test_a_section_without_figures_shows_none(
    visitor: Visitor, reports: tuple[Application, Application, Account]
) -> None:
    _first, second, by = reports

    assert (
        "上次填报的数" not in read(visitor(by).get(f"/applications/{second.pk}/form/identity/").content).text
    )


def test_a_figure_far_from_the_peers_is_pointed_at(visitor: Visitor, life: Life, on: On) -> None:
    people = [entity(life, 701 + number) for number in range(9)]
    open_round(CALL, ROUND)
    with on("2023-04-25"):
        filed = [
            files(life, CALL, one, by, figures(2020, in_2022="333") if number == 8 else figures(2020))
            for number, (one, by) in enumerate(people)
        ]

    odd, plain = (
        read(visitor(life.district).get(f"/desk/applications/{one.pk}/").content).text
        for one in (filed[8], filed[0])
    )

    assert "服务收入占比：2022年是90.09%，同类9家一般在30.00%到30.00%之间。" in odd
    assert "同类9家" not in plain


def test_the_peers_are_read_once(
    visitor: Visitor,
    life: Life,
    reports: tuple[Application, Application, Account],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    _first, second, _by = reports
    client = visitor(life.district)
    client.get(f"/desk/applications/{second.pk}/")

    with django_assert_max_num_queries(45):
        client.get(f"/desk/applications/{second.pk}/")
