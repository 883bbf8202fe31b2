"""Parameters that are set or varied: each row is judged as if the parameter had the value beside it."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from linxuan.checking import check
from linxuan.checking.ruleset import ruleset
from linxuan.programme.definition import ParameterValue
from linxuan.programme.reading import read_programme
from linxuan.rules.sql.columns import Column, Stored
from linxuan.rules.sql.dialect import DUCKDB
from linxuan.screening.demands import RuleSql, rule_sql
from linxuan.screening.derived import names_of
from tests.core.screening.random_register import Questions

ROOT = Path(__file__).parents[3]
DALIAN = Questions(
    read_programme(ROOT / "programmes" / "dalian-2023"), "platform", [date(2021, 5, 15), date(2023, 5, 15)]
)
CHAMPION = Questions(
    read_programme(ROOT / "tests" / "programmes" / "champion-2022"), "enterprise", [date(2022, 6, 30)]
)
VARIED = [
    (DALIAN, "platform_years_min", [0, 1, 2, 3, 300, 2**40], Column("varied", Stored.NUMBER, 15)),
    (
        CHAMPION,
        "main_share_min",
        [Decimal("0.7"), Decimal("0.29"), Decimal(0)],
        Column("varied", Stored.NUMBER, 6, 4),
    ),
    (CHAMPION, "rd_share_min", [Decimal("0.3"), Decimal("0.02")], Column("varied", Stored.NUMBER, 6, 4)),
    (CHAMPION, "patents_min", [0, 1, 3], Column("varied", Stored.NUMBER, 15)),
]


def _found(
    sql: RuleSql, questions: Questions, rows: list[dict[str, object]], values: list[ParameterValue]
) -> list[str]:
    table = questions.table(rows)
    marks = ", ".join(f"(CAST({value} AS DECIMAL(21,6)))" for value in values)
    query = (
        f"SELECT {sql.applies or 'TRUE'}, {sql.outcome}, {sql.inexact or 'FALSE'} FROM register, "
        f"(VALUES {marks}) AS over(varied) ORDER BY row, varied"
    )
    words = {None: "unknown", True: "met", False: "not_met"}
    return [
        "asked" if asked else words[outcome] if applies else "none"
        for applies, outcome, asked in table.execute(query).fetchall()
    ]


@pytest.mark.parametrize(("questions", "parameter", "values", "column"), VARIED)
def test_a_varied_parameter_is_judged_at_each_value(
    questions: Questions, parameter: str, values: list[ParameterValue], column: Column
) -> None:
    rules = ruleset(questions.call, questions.procedure)
    names = names_of(rules, questions.columns(), on=None, dialect=DUCKDB)
    random = Random(parameter)
    rows = [questions.answers(random) for _ in range(60)]
    wide = (
        Column(column.sql, column.stored, 21, 6)
        if column.scale
        else Column(f"CAST({column.sql} AS DECIMAL(15,0))", column.stored, 15)
    )
    sql = rule_sql(rules, names, {parameter: wide}, on=None, dialect=DUCKDB)
    for demand, each in zip(rules.demands, sql, strict=True):
        if parameter in demand.parameters:
            expected = [
                _checked(questions, row, parameter, value, demand.rule.id)
                for row in rows
                for value in sorted(values)
            ]
            found = _found(each, questions, rows, values)
            assert [a if a == "asked" else b for a, b in zip(found, expected, strict=True)] == found


def _checked(
    questions: Questions, row: dict[str, object], parameter: str, value: ParameterValue, rule: str
) -> str:
    found = check(questions.call, questions.procedure, row, overrides={parameter: value}).findings
    return next((each.outcome for each in found if each.rule == rule), "none")
