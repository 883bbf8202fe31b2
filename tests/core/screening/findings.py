"""The findings of a register by SQL, held to those of `check`, row by row."""

from collections.abc import Mapping, Sequence
from datetime import date

from linxuan.checking import check
from linxuan.checking.ruleset import ruleset
from linxuan.rules.sql.dialect import DUCKDB
from linxuan.rules.terms import Value
from linxuan.screening.demands import RuleSql, rule_sql
from linxuan.screening.derived import names_of
from tests.core.screening.random_register import Questions


def assert_same_findings(questions: Questions, rows: Sequence[dict[str, Value]], on: date | None) -> None:
    """Hold every finding to the check; what SQL leaves to the evaluator is not compared."""
    expected = [_checked(questions, row, on) for row in rows]
    for row, said, wanted in zip(rows, _screened(questions, rows, on), expected, strict=True):
        asked = {rule: outcome for rule, outcome in said.items() if outcome == "asked"}
        assert said == wanted | asked, row


def _checked(questions: Questions, row: Mapping[str, Value], on: date | None) -> dict[str, str]:
    return {
        each.rule: each.outcome for each in check(questions.call, questions.procedure, row, on=on).findings
    }


def _screened(
    questions: Questions, rows: Sequence[dict[str, Value]], on: date | None
) -> list[dict[str, str]]:
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
