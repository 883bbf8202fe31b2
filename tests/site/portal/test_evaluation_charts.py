"""Evaluation over the years: each chart with its table and its CSV, and the report for the ministry."""

import csv
import io

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from linxuan.errors import Refused
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.grades import record_grade
from linxuan_site.actions.grading import propose_from_letter
from linxuan_site.actions.paper_about import issue_paper_about
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.documents.round_report import _ticks
from linxuan_site.models import Application, Designation
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.paper_subjects import may_have
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

ROUND = "evaluation-2023"
CHARTS = f"/evaluation/{CALL}/{ROUND}/charts/"
YEARS = ("2020", "2021", "2022")
FIGURES = {
    "staff": dict.fromkeys(YEARS, "100"),
    "operating_income": {"2020": "1000", "2021": "1100", "2022": "1200"},
    "service_income_direct": dict.fromkeys(YEARS, "300"),
    "service_income_indirect": dict.fromkeys(YEARS, "0"),
    "net_profit": dict.fromkeys(YEARS, "50"),
    "rd_spend": dict.fromkeys(YEARS, "40"),
    "operating_status": "active",
    "contact_person": "张三",
    "contact_phone": "0411-80000001",
    "evaluation_text": "一年来的情况（示例）。",
}


def filed(life: Life, on: On, count: int, *, silent: int = 1) -> None:
    """So many entities that filed, and some that did not; the first has a grade."""
    call = definition_of(life.published)
    more = {
        "track": "enterprise",
        "document": "认定文件（示例）",
        "in_charge": "210211",
        "mode": "总集成总承包",
    }
    for number in range(count + silent):
        row = {"name": f"示例主体{801 + number}", "credit_code": credit_code(801 + number), "cohort": "2"}
        enter_designation(call, {**row, **more})
    open_round(CALL, ROUND)
    with on("2023-04-25"):
        for number, report in enumerate(Application.objects.filter(procedure=ROUND).order_by("pk")[:count]):
            by = member_of(f"示例主体{801 + number}", credit_code(801 + number), f"entity-{801 + number}")
            save_answers(report.pk, FIGURES, account=by, version=report.version)
            life.act(report, "file-report", by)
    first = Application.objects.filter(procedure=ROUND).earliest("pk").designation
    record_grade(call, first, 2023, "excellent", source="部函", account=None)


def table(client: Client, id: str) -> list[list[str]]:
    content = client.get(f"{CHARTS}{id}.csv").content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content)))


def test_each_chart_has_its_table_and_its_file(visitor: Visitor, life: Life, on: On) -> None:
    filed(life, on, 3)
    client = visitor(life.city)

    page = read(client.get(CHARTS).content)

    drawn = {one["data-table"] for tag, one in page.tags if tag == "div" and "data-table" in one}
    shown = {one["id"] for tag, one in page.tags if tag == "table"}
    assert {"rounds", "filing", "grades-cohort", "grades-mode", "figure-service_share"} <= shown
    assert drawn in (set(), shown)
    assert {f"{CHARTS}{one}.csv" for one in shown} <= set(page.links)


def test_the_tables_say_what_is_on_record(visitor: Visitor, life: Life, on: On) -> None:
    filed(life, on, 3)
    client = visitor(life.city)

    assert table(client, "filing")[1:] == [["甘井子区", "3", "0", "1"]]
    assert table(client, "rounds")[1:] == [
        ["2022", "0", "0", "0", "4", "0"],
        ["2023", "4", "3", "1", "0", "0"],
    ]
    assert table(client, "grades-mode") == [
        ["模式", "优秀", "合格", "基本合格"],
        ["总集成总承包", "1", "0", "0"],
    ]
    assert table(client, "figure-operating_income")[-1] == ["2022", "1,200万元", "—"]
    assert table(client, "figure-service_share")[-1] == ["2022", "25.00%", "—"]


def test_what_is_only_proposed_is_in_no_chart(visitor: Visitor, life: Life, on: On) -> None:
    filed(life, on, 1)
    propose_from_letter(CALL, ROUND, "示例主体802,基本合格", document="部函", account=life.city)

    assert table(visitor(life.city), "grades-cohort")[1:] == [["第2批", "1", "0", "0"]]


def test_figures_of_fewer_than_three_are_not_shown(visitor: Visitor, life: Life, on: On) -> None:
    filed(life, on, 2)

    assert visitor(life.city).get(f"{CHARTS}figure-operating_income.csv").status_code == 404


def test_the_designated_stand_beside_those_not_selected(visitor: Visitor, life: Life, on: On) -> None:
    filed(life, on, 3)
    for number in (1, 2, 3):
        application = life.submitted(
            number, operating_income={"2020": "5000", "2021": "5000", "2022": "5000"}
        )
        life.act(application, "decline", life.district, opinion="择优")

    assert table(visitor(life.city), "figure-operating_income")[-1] == ["2022", "1,200万元", "5,000万元"]


def test_the_report_of_a_round_is_a_numbered_paper_with_its_figures(life: Life, on: On) -> None:
    filed(life, on, 3)

    made = issue_paper_about(CALL, "round-report", 2023, account=life.city, word=True)
    again = issue_paper_about(CALL, "round-report", 2023, account=life.city)

    assert again == made
    assert (made.kind, made.revision) == ("round_report", 1)
    assert made.number
    assert made.layouts.get().name.endswith(".docx")
    with default_storage.open(made.file) as file:
        assert file.read().startswith(b"%PDF")


def test_a_report_that_would_say_something_else_is_made_anew_under_its_number(life: Life, on: On) -> None:
    filed(life, on, 3)
    first = issue_paper_about(CALL, "round-report", 2023, account=life.city)
    entity = Designation.objects.latest("pk")
    record_grade(definition_of(life.published), entity, 2023, "qualified", source="部函", account=None)

    second = issue_paper_about(CALL, "round-report", 2023, account=life.city)

    assert (second.number, second.revision) == (first.number, 2)


def test_a_report_of_a_round_is_for_the_office_that_publishes_its_grades(life: Life, on: On) -> None:
    filed(life, on, 3)
    made = issue_paper_about(CALL, "round-report", 2023, account=life.city)

    with pytest.raises(Refused):
        issue_paper_about(CALL, "round-report", 2023, account=life.district)
    assert may_have(life.city, made)
    assert not may_have(life.district, made)
    assert not may_have(life.applicant(1), made)


@pytest.mark.parametrize(
    ("lowest", "highest", "written"),
    [
        (0, 88, ["0", "20", "40", "60", "80", "100"]),
        (0, 0.4, ["0.0", "0.1", "0.2", "0.3", "0.4"]),
        (-3, 7, ["-4", "-2", "0", "2", "4", "6", "8"]),
        (0, 0, ["0", "1"]),
    ],
)
def test_a_scale_has_round_numbers_that_hold_every_value(
    lowest: float, highest: float, written: list[str]
) -> None:
    assert [words for _value, words in _ticks(lowest, highest)] == written


def test_charts_and_report_are_for_the_office_in_charge(visitor: Visitor, life: Life) -> None:
    for address in (CHARTS, f"{CHARTS}rounds.csv"):
        assert visitor(life.district).get(address).status_code == 403
    assert visitor(life.city).get(CHARTS).status_code == 200
    assert visitor(life.city).get(f"{CHARTS}nothing.csv").status_code == 404


@pytest.mark.parametrize("rows", [1, 8])
def test_the_charts_ask_as_little_for_many_as_for_one(
    visitor: Visitor, life: Life, on: On, rows: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    filed(life, on, rows)
    client = visitor(life.city)
    client.get(CHARTS)

    with django_assert_max_num_queries(14):
        client.get(CHARTS)
