"""A register of the invented form in DuckDB, and what SQL says of each of its rows."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any

import duckdb

from linxuan.rules.record import Record
from linxuan.rules.scope import Scope, Type, Variable
from linxuan.rules.sql.columns import Column, Stored, year_key
from linxuan.rules.sql.dialect import DUCKDB, Dialect
from linxuan.rules.sql.env import Env, Keys, doubtful
from linxuan.rules.sql.lower import truth
from linxuan.rules.terms import Term, Value
from tests.core.rules import vocabulary
from tests.core.rules.vocabulary import SETTLED, YEARS

WORKS = Variable(
    "works",
    Type.GROUP,
    "作品",
    fields={
        "worth": Variable("worth", Type.DECIMAL, "估值", "万元"),
        "copies": Variable("copies", Type.INTEGER, "份数", "份"),
        "title": Variable("title", Type.TEXT, "题名"),
        "made_on": Variable("made_on", Type.DATE, "完成日"),
    },
)
NAMES = (*vocabulary.NAMES, WORKS)
SCOPE = Scope({each.id: each for each in NAMES}, vocabulary.SCOPE.parameters, vocabulary.SCOPE.lists)
LISTS = {"districts": frozenset({"990101", "990102"})}
ODD = (
    "",
    "'",
    "''",
    "\\",
    "\\'",
    '"',
    "a\\nb",
    "%_",
    "${x}",
    "𠮷野家",
    "大连市",
    "é",
    "990101",
    "990102",
    "🙂;--",
)
AMOUNTS = [
    Decimal(each)
    for each in (
        *("0", "0.01", "-0.01", "1", "-5", "10", "30", "100", "0.3", "333333.333333", "0.000001"),
        *("999999999999999.999999", "-999999999999999.999999", "99999999999.99", "123456789012.5"),
    )
]
DAYS = [
    date.fromisoformat(each)
    for each in (
        *("1900-01-01", "1900-02-28", "2020-02-29", "2020-12-31", "2021-01-31", "2021-05-15", "2022-02-28"),
        *("2023-05-15", "2024-02-29", "2100-02-28", "2199-12-31", "2199-12-30", "2029-12-31"),
    )
]
DISTRICTS = ("990101", "990102", "990202", "9901", *ODD)
CODES = (
    "3484",
    "6513",
    "9999",
    "0001",
    "13",
    "430",
    "9",
    "34841",
    "３４８４",
    "34a4",
    "34 4",
    "3484\n",
    "0530",
    "9700",
    "",
)
TEXTS = {"industry": CODES, "district": DISTRICTS, "title": (*ODD, "6513")}
COUNTS = (0, 1, 2, 3, -1, 170, -300, 2147483648, 999999999999999)
SIMPLE: Mapping[Type, Sequence[Any]] = {Type.YES_NO: (True, False), Type.INTEGER: COUNTS, Type.DATE: DAYS}
KINDS: Mapping[Type, tuple[str, Stored]] = {
    Type.YES_NO: ("BOOLEAN", Stored.YES_NO),
    Type.INTEGER: ("DECIMAL(15,0)", Stored.NUMBER),
    Type.DECIMAL: ("DECIMAL(21,6)", Stored.NUMBER),
    Type.DATE: ("DATE", Stored.DATE),
    Type.TEXT: ("VARCHAR", Stored.TEXT),
    Type.CHOICE: ("VARCHAR", Stored.TEXT),
    Type.CHOICES: ("VARCHAR[]", Stored.LIST),
    Type.GROUP: ("", Stored.GROUP),
}
PLACES = {Type.INTEGER: (15, 0), Type.DECIMAL: (21, 6)}
MONEY = {"direct": (18, 2), "indirect": (18, 2)}


def rows(count: int, seed: int = 1) -> list[dict[str, Value]]:
    """Return random answers, a fifth of them left out."""
    random = Random(seed)
    return [
        {each.id: value for each in NAMES if (value := _value(random, each)) is not None}
        for _ in range(count)
    ]


def _value(random: Random, variable: Variable) -> Any:
    if random.random() < 0.2:
        return None
    if variable.years:
        picked = {year: _plain(random, variable) for year in YEARS if random.random() < 0.85}
        return picked or None
    return _plain(random, variable)


def _plain(random: Random, variable: Variable) -> Any:
    match variable.type:
        case Type.DECIMAL:
            found = (
                random.choice(AMOUNTS)
                if random.random() < 0.7
                else Decimal(random.randrange(-100, 3000)) / 100
            )
            return found.quantize(Decimal("0.01")) if variable.id in MONEY else found
        case Type.CHOICES:
            return tuple(sorted(random.sample("abc", random.randrange(4))))
        case Type.GROUP:
            return tuple(_row(random, variable) for _ in range(random.randrange(4)))
    return random.choice(SIMPLE.get(variable.type) or TEXTS.get(variable.id) or list(variable.options))


def _row(random: Random, group: Variable) -> dict[str, Value]:
    cells = {id: _value(random, each) for id, each in group.fields.items()}
    return {id: value for id, value in cells.items() if value is not None}


def records() -> list[Record]:
    """Return the rows of the register as the evaluator sees them."""
    years = {each.id: each.years for each in NAMES if each.years}
    groups = {each.id: tuple(each.fields) for each in NAMES if each.fields}
    return [Record(row, SETTLED, LISTS, years, groups) for row in table()[1]]


def columns(dialect: Dialect = DUCKDB) -> dict[str, Column]:
    """Return the columns of the register: one for each year of a year table."""
    found: dict[str, Column] = {}
    for each in NAMES:
        keys = [year_key(each.id, year) for year in each.years] or [each.id]
        fields = {
            id: Column(id, KINDS[inner.type][1], *PLACES.get(inner.type, (0, 0)))
            for id, inner in each.fields.items()
        }
        digits = MONEY.get(each.id) or PLACES.get(each.type, (0, 0))
        for key in keys:
            found[key] = Column(dialect.identifier(key), KINDS[each.type][1], *digits, fields)
    return found


def env(dialect: Dialect = DUCKDB, **parameters: Any) -> Env:
    """Return where terms over the register are written."""
    lists = {"districts": (Keys(("990101", "990102")),)}
    return Env(dialect, SCOPE, columns(dialect), {**SETTLED, **parameters}, lists)


@cache
def table(count: int = 200) -> tuple[duckdb.DuckDBPyConnection, list[dict[str, Value]]]:
    """Return a database with the register, and its rows."""
    found = rows(count)
    connection = duckdb.connect()
    names = columns()
    types = {key: _type(key) for key in names}
    connection.execute(
        f"CREATE TABLE register (row BIGINT, {', '.join(f'{names[k].sql} {t}' for k, t in types.items())})"
    )
    marks = ", ".join(f"CAST(? AS {each})" for each in types.values())
    lines = ", ".join(f"({at}, {marks})" for at in range(count))
    connection.execute(
        f"INSERT INTO register VALUES {lines}", [_stored(row, key) for row in found for key in names]
    )
    return connection, found


def _type(key: str) -> str:
    variable = SCOPE.names[key.partition("@")[0]]
    if variable.type is Type.GROUP:
        return f"STRUCT({', '.join(f'{id} {KINDS[each.type][0]}' for id, each in variable.fields.items())})[]"
    digits = MONEY.get(variable.id)
    return f"DECIMAL({digits[0]},{digits[1]})" if digits else KINDS[variable.type][0]


def _stored(row: Mapping[str, Value], key: str) -> Any:
    id, _, year = key.partition("@")
    value: Any = row.get(id)
    if year:
        return _cell(value.get(int(year))) if isinstance(value, Mapping) else None
    if isinstance(value, tuple) and SCOPE.names[id].type is Type.GROUP:
        return [{each: _cell(cells.get(each)) for each in SCOPE.names[id].fields} for cells in value]
    return list(value) if isinstance(value, tuple) else _cell(value)


def _cell(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def said(term: Term, over: Env) -> Sequence[tuple[bool | None, bool]]:
    """Return what SQL says of each row, and whether the row has to be asked of the evaluator."""
    sql = truth(term, over)
    doubts = doubtful(tuple(over.doubts)) if over.doubts else "FALSE"
    connection, _ = table()
    return connection.execute(f"SELECT {sql}, {doubts} FROM register ORDER BY row").fetchall()
