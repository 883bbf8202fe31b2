"""What follows from the answers, in SQL: nones, columns of lists, days, periods, and cases of parameters."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from linxuan.checking import check
from linxuan.checking.ruleset import ruleset
from linxuan.programme.definition import Call, Deadline, Option, Parameter, ParameterCase, Table
from linxuan.rules.sql.columns import Column, Stored
from linxuan.rules.sql.dialect import DUCKDB
from linxuan.screening.demands import rule_sql
from linxuan.screening.derived import names_of
from tests.core.build import TRACK, action, call, expression, field, form, rule, section, stage, track
from tests.core.screening.findings import assert_same_findings
from tests.core.screening.random_register import Questions

YEARS = (2020, 2021, 2022)
DAYS = [date(2021, 3, 1), date(2022, 2, 28), date(2023, 5, 15)]
PLACES = {
    f"2102{number:02}": {
        "city": f"c{number % 20}",
        "kind": ("plain", "mountain", "")[number % 3],
        "valid_from": ("", "2021-03-01", "2022")[number % 4 % 3],
        "valid_to": ("", "2022-02-28", "2023-05-14", "2022-12")[number % 7 % 4],
    }
    for number in range(30)
}
CITIES = {f"c{number}": {"province": "辽宁" if number % 2 else "it's"} for number in range(15)}
FIELDS = [
    field("place", list="places"),
    field("city", "lookup", list="places", by="place", column="city"),
    field("kind", "lookup", list="places", by="place", column="kind"),
    field("province", "lookup", list="cities", by="city", column="province"),
    field("a", "decimal", years=YEARS),
    field("b", "decimal", years=YEARS, none_if_given="a"),
    field("c", "integer", years=YEARS, none_if_given="n"),
    field("n", "integer"),
    field("m", "decimal", none_if_given="a"),
    field("f", "choices", options={"x": Option("甲"), "y": Option("乙")}, none_if_given="n"),
    field("g", "group", fields=("w", "on_day"), none_if_given="f"),
    field("sum", "computed", value=expression("b + m")),
]
INSIDE = [field("w", "decimal"), field("on_day", "date")]


def _case(when: str, value: Any) -> ParameterCase:
    return ParameterCase(expression(when), value)


PARAMETERS = [
    Parameter(id="least", name="", kind="decimal", value=Decimal(30), values=(
        _case("kind = 'mountain'", Decimal(1)), _case("n >= 2", Decimal(100)), _case("province = '辽宁'", Decimal(1)),
    )),
    Parameter(id="years", name="", kind="integer", value=2, values=(_case("n = 1", 3), _case("sum > 30", 9))),
    Parameter(id="kinds", name="", kind="choices", field="f", value=("x",), values=(_case("n > 0", ("x", "y")),)),
]  # fmt: skip
RULES = [
    rule("listed", "in_list(place, 'places')"),
    rule("city", "city IN ('c3', 'c17')"),
    rule("kind", "kind <> 'plain'"),
    rule("province", "province = 'it''s'"),
    rule("nones", "total(b, 2) >= 1"),
    rule("left-out", "c = 0"),
    rule("earlier", "total(c, 2) >= 0"),
    rule("beside-a-table", "m <= 30"),
    rule("no-choices", "size(f) <= 1"),
    rule("no-rows", "size(g) >= 1"),
    rule("rows", "count_where(g, w > 1 OR on_day <= filed_on) >= 1"),
    rule("computed", "sum >= $least"),
    rule("some-years", "each_year(a > 0, $years)"),
    rule("two-parameters", "total(a, $years) >= $least"),
    rule("some-choices", "has_all(f, $kinds)"),
    rule("days", "filed_on <= as_of"),
    rule("life", "cohort = 1 AND track = 'enterprise'"),
    rule("plain-when", "n >= 1", when=expression("m > 1")),
    rule("when", "n >= 1", when=expression("sum >= $least")),
    rule("when-years", "n >= 1", when=expression("each_year(a >= 30, $years) OR m > $least")),
    rule("amended", "n >= 1", since=date(2022, 2, 28)),
    rule("former", "n >= 1", until=date(2022, 2, 27)),
]
TABLES = [Table("places", ("key", "city"), PLACES), Table("cities", ("key", "province"), CITIES)]
OPEN = call(
    fields=[*FIELDS, *INSIDE],
    forms=[form(section("all", *(each.id for each in FIELDS)))],
    tracks=[track()],
    parameters=PARAMETERS,
    rules=RULES,
    lists=TABLES,
)
CLOSING = replace(
    OPEN,
    actions={"submit": action("submit", "applicant", "draft")},
    stages={"draft": stage("draft")},
    deadlines={
        "last": Deadline(
            id="last", name="", days=(date(2022, 2, 28),), actions=("submit",), concerns=(TRACK,)
        )
    },
)


@pytest.mark.parametrize("on", [None, date(2021, 2, 28), date(2022, 3, 1)])
@pytest.mark.parametrize("asked", [OPEN, CLOSING], ids=["open", "closing"])
def test_what_follows_from_the_answers_is_the_same_in_sql(asked: Call, on: date | None) -> None:
    questions = Questions(asked, TRACK, DAYS)
    random = Random(str(on))
    assert_same_findings(questions, [questions.answers(random, 0.35) for _ in range(300)], on)


@pytest.mark.parametrize("left_out", [["filed_on"], ["place", "a"], ["n", "f", "b"], ["g", "m", "c"]])
def test_a_column_that_the_register_lacks_is_unknown_for_all(left_out: list[str]) -> None:
    questions = Questions(CLOSING, TRACK, DAYS, frozenset(left_out))
    random = Random(str(left_out))
    assert_same_findings(questions, [questions.answers(random) for _ in range(100)], None)


def test_a_number_of_years_may_be_varied() -> None:
    questions = Questions(OPEN, TRACK, DAYS)
    rules = ruleset(OPEN, TRACK)
    names = names_of(rules, questions.columns(), on=None, dialect=DUCKDB)
    column = Column("CAST(varied AS DECIMAL(9,0))", Stored.NUMBER, 9)
    sql = {each.rule.id: each for each in rule_sql(rules, names, {"years": column}, on=None, dialect=DUCKDB)}
    rows = [questions.answers(Random(each)) for each in range(80)]
    for id in ("some-years", "two-parameters"):
        query = f"SELECT {sql[id].outcome}, {sql[id].inexact} FROM register, range(0, 6) AS over(varied) ORDER BY row, varied"
        found = questions.table(rows).execute(query).fetchall()
        values = [(row, years) for row in rows for years in range(6)]
        for (row, years), (outcome, asked) in zip(values, found, strict=True):
            findings = check(OPEN, TRACK, row, overrides={"years": years}).findings
            expected = next(each.outcome for each in findings if each.rule == id)
            assert asked or expected == {None: "unknown", True: "met", False: "not_met"}[outcome], (
                row,
                years,
            )
        assert any(not asked for _, asked in found)
