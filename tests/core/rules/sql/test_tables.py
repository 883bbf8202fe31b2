"""Small tables tried out whole: every day of seven years moved, every share of small numbers compared."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from linxuan.rules.evaluate import evaluate
from linxuan.rules.parse import parse
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope, Type, Variable
from linxuan.rules.sql.columns import Column, Columns, Stored
from linxuan.rules.sql.dialect import DUCKDB
from linxuan.rules.sql.env import Env
from linxuan.rules.sql.lower import truth
from linxuan.rules.terms import Value

DAYS = [date(2019, 1, 1) + timedelta(days=each) for each in range(7 * 365 + 2)]
EDGES = [date(1900, 1, 1), date(1900, 2, 28), date(2196, 2, 29), date(2199, 2, 28), date(2199, 12, 31)]
SHIFTS = [-4, -1, 0, 1, 2, 3, 4, 5, 12]
FAR = [-109_572, -3_601, -301, -300, -200, 200, 300, 301, 3_600, 109_571, 2**31, 2**63]
NAMES = {
    "day": (Variable("day", Type.DATE), Column("day", Stored.DATE)),
    "moved": (Variable("moved", Type.DATE), Column("moved", Stored.DATE)),
    "by": (Variable("by", Type.INTEGER), Column('"by"', Stored.NUMBER, 20)),
    "part": (Variable("part", Type.DECIMAL), Column("part", Stored.NUMBER, 18, 2)),
    "whole": (Variable("whole", Type.DECIMAL), Column("whole", Stored.NUMBER, 38, 2)),
    "least": (Variable("least", Type.DECIMAL), Column("least", Stored.NUMBER, 7, 6)),
    "code": (Variable("code", Type.TEXT), Column("code", Stored.TEXT)),
}
SCOPE = Scope({id: variable for id, (variable, _) in NAMES.items()})
COLUMNS: Columns = {id: column for id, (_, column) in NAMES.items()}
TYPES = {
    Stored.DATE: lambda _: "DATE",
    Stored.TEXT: lambda _: "VARCHAR",
    Stored.NUMBER: lambda column: f"DECIMAL({column.precision},{column.scale})",
}


def answers(text: str, rows: Iterable[Mapping[str, Value | None]], **parameters: Any) -> list[bool | None]:
    """Return what SQL says of each row; none of them may be left to the evaluator."""
    env = Env(DUCKDB, SCOPE, COLUMNS, parameters)
    sql, rows = truth(parse(text), env), list(rows)
    names = list(rows[0])
    cells = [[_cell(row[name]) for row in rows] for name in names]
    unnested = ", ".join(
        f'CAST(unnest(?) AS {TYPES[COLUMNS[name].stored](COLUMNS[name])}) AS "{name}"' for name in names
    )
    doubts = " OR ".join(env.doubts) or "FALSE"
    found = duckdb.execute(f"SELECT {sql}, {doubts} FROM (SELECT {unnested})", cells).fetchall()
    assert not any(asked for _, asked in found)
    return [answer for answer, _ in found]


def _cell(value: Any) -> str | None:
    return None if value is None else str(value)


@pytest.mark.parametrize("unit", ["years", "months", "days"])
@pytest.mark.parametrize("count", [*SHIFTS, *(each for each in FAR if abs(each) < 400)])
def test_every_day_is_moved_by_a_constant_as_the_calendar_says(unit: str, count: int) -> None:
    known = f"add_{unit}(day, {count}) = moved"
    move = parse(f"add_{unit}(day, {count})")
    rows = [{"day": day, "moved": evaluate(move, Record({"day": day}))} for day in (*DAYS, *EDGES)]
    expected = [None if row["moved"] is None else True for row in rows]
    assert answers(known, rows) == expected


@pytest.mark.parametrize("sign", ["=", "<>", "<", "<=", ">", ">="])
@pytest.mark.parametrize("bound", ["2022-02-28", "2024-02-29"])
def test_every_moved_day_is_held_against_a_constant_as_the_calendar_says(sign: str, bound: str) -> None:
    rows = [{"day": day} for day in (*DAYS, *EDGES, None)]
    moves = [
        "add_years(day, 2)",
        "add_months(day, -13)",
        "add_years(add_days(day, 1), -1)",
        "add_years(day, 170)",
    ]
    for text in (f"{move} {sign} '{bound}'" for move in moves):
        assert answers(text, rows) == [evaluate(parse(text), Record(row)) for row in rows]


@pytest.mark.parametrize("unit", ["years", "months", "days"])
def test_every_day_is_moved_by_a_field_as_the_calendar_says(unit: str) -> None:
    move = parse(f"add_{unit}(day, by)")
    pairs = [(day, by) for by in SHIFTS for day in DAYS] + [(day, by) for by in FAR for day in EDGES]
    records = [Record({"day": day, "by": by}) for day, by in pairs]
    rows = [{**each.values, "moved": evaluate(move, each)} for each in records]
    expected = [None if row["moved"] is None else True for row in rows]
    assert answers(f"add_{unit}(day, by) = moved", rows) == expected


@pytest.mark.parametrize("sign", ["=", "<>", "<", "<=", ">", ">="])
def test_every_share_of_small_numbers_is_compared_exactly(sign: str) -> None:
    numbers = [*map(Decimal, range(-3, 13)), Decimal("0.01"), Decimal("2.99"), Decimal("3.01"), None]
    shares = [Decimal(each) for each in ("0", "0.25", "0.3", "0.333333", "0.5", "1", "-0.25")]
    rows = [
        {"part": part, "whole": whole, "least": least}
        for part in numbers
        for whole in numbers
        for least in (*shares, None)
    ]
    text = f"share(part, whole) {sign} least"
    expected = [evaluate(parse(text), Record(row)) for row in rows]
    assert answers(text, rows) == expected


@pytest.mark.parametrize("least", ["0", "0.25", "0.3", "0.333333", "0.5", "1"])
def test_every_share_of_small_numbers_is_held_against_a_parameter(least: str) -> None:
    numbers = [*map(Decimal, range(-3, 13)), Decimal("0.01"), Decimal("2.99"), Decimal("3.01"), None]
    rows = [{"part": part, "whole": whole} for part in numbers for whole in numbers]
    term = parse("share_at_least(part, whole, $p)")
    expected = [evaluate(term, Record(row, {"p": Decimal(least)})) for row in rows]
    assert answers("share_at_least(part, whole, $p)", rows, p=Decimal(least)) == expected


@pytest.mark.parametrize("letter", ["A", "C", "I", "T"])
def test_every_division_has_its_section(letter: str) -> None:
    text = f"industry_section(code) = '{letter}'"
    codes = [f"{number:02}{rest}" for number in range(100) for rest in ("", "0", "99")] + [
        "1",
        "13000",
        "1３",
        None,
    ]
    rows = [{"code": code} for code in codes]
    assert answers(text, rows) == [evaluate(parse(text), Record(row)) for row in rows]
