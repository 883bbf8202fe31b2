"""Every rule of every package at hand, as SQL over random registers: what `check` says, row by row."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from random import Random

import pytest

from linxuan.checking import check
from linxuan.checking.ruleset import ruleset
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_programme
from linxuan.rules.sql.dialect import DUCKDB
from linxuan.rules.terms import Value
from linxuan.screening.demands import RuleSql, rule_sql
from linxuan.screening.derived import names_of
from tests.core.screening.random_register import Questions

ROOT = Path(__file__).parents[3]
PACKAGES = {
    "dalian": ROOT / "programmes" / "dalian-2023",
    "champion": ROOT / "tests" / "programmes" / "champion-2022",
    "craft": ROOT / "tests" / "programmes" / "craft-2024",
    "guild": ROOT / "tests" / "core" / "programme" / "guild",
}
CALLS: Mapping[str, Call] = {name: read_programme(path) for name, path in PACKAGES.items()}
PROCEDURES = [(name, each) for name, call in CALLS.items() for each in (*call.tracks, *call.rounds)]
DAYS = {
    "dalian": [date(2023, 5, 15), date(2021, 5, 15), date(2021, 1, 1)],
    "champion": [date(2022, 6, 30), date(2022, 7, 1), date(2012, 6, 30), date(2012, 2, 29)],
    "guild": [date(2024, 2, 29), date(2023, 5, 15), date(2025, 1, 1)],
    "craft": [date(2004, 12, 31), date(2005, 1, 1), date(2014, 12, 31), date(2024, 9, 1)],
}
ROWS = 150


@pytest.mark.parametrize("on", [None, date(2022, 7, 1), date(2023, 5, 16)])
@pytest.mark.parametrize(("package", "procedure"), PROCEDURES)
def test_every_rule_says_of_every_row_what_the_check_says(
    package: str, procedure: str, on: date | None
) -> None:
    questions = Questions(CALLS[package], procedure, DAYS[package])
    random = Random(f"{package}{procedure}{on}")
    rows = [questions.answers(random) for _ in range(ROWS)]
    expected = [_checked(questions, row, on) for row in rows]
    screened = _screened(questions, rows, on)
    for said, wanted in zip(screened, expected, strict=True):
        assert said == {
            rule: "asked" if said.get(rule) == "asked" else outcome for rule, outcome in wanted.items()
        }


def _checked(questions: Questions, row: Mapping[str, Value], on: date | None) -> dict[str, str]:
    return {
        each.rule: each.outcome for each in check(questions.call, questions.procedure, row, on=on).findings
    }


def _screened(questions: Questions, rows: list[dict[str, Value]], on: date | None) -> list[dict[str, str]]:
    rules = ruleset(questions.call, questions.procedure)
    names = names_of(rules, questions.columns(), on=on, dialect=DUCKDB)
    sql = rule_sql(rules, names, {}, on=on, dialect=DUCKDB)
    if not sql:
        return [{} for _ in rows]
    selected = ", ".join(", ".join(_columns(each)) for each in sql)
    found = questions.table(rows).execute(f"SELECT {selected} FROM register ORDER BY row").fetchall()
    return [_findings(sql, row) for row in found]


def _columns(rule: RuleSql) -> tuple[str, str, str]:
    assert rule.outcome
    return rule.applies or "TRUE", rule.outcome, rule.inexact or "FALSE"


def _findings(rules: tuple[RuleSql, ...], row: tuple[bool | None, ...]) -> dict[str, str]:
    cells = [row[at : at + 3] for at in range(0, len(row), 3)]
    words = {None: "unknown", True: "met", False: "not_met"}
    return {
        each.rule.id: "asked" if inexact else words[outcome]
        for each, (applies, outcome, inexact) in zip(rules, cells, strict=True)
        if applies
    }
