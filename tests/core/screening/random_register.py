"""Random answers to any procedure of any package, and the same as a register in DuckDB."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import duckdb

from linxuan.answers.fields import FILED_ON, fields_of, filing_date
from linxuan.programme.definition import Call, Field
from linxuan.rules.sql.columns import Column, Stored, year_key
from linxuan.rules.sql.dialect import DUCKDB, Dialect
from linxuan.rules.terms import Value

_TYPES = {
    "integer": ("DECIMAL(15,0)", Stored.NUMBER, 15, 0),
    "decimal": ("DECIMAL(18,2)", Stored.NUMBER, 18, 2),
    "date": ("DATE", Stored.DATE, 0, 0),
    "yes_no": ("BOOLEAN", Stored.YES_NO, 0, 0),
    "choices": ("VARCHAR[]", Stored.LIST, 0, 0),
}
_TEXT = ("VARCHAR", Stored.TEXT, 0, 0)
_AMOUNTS = [
    Decimal(each)
    for each in ("0", "0.01", "1", "-5", "29.99", "30", "70", "100", "1000.50", "9999999999999999.99")
]
_CODES = ["3484", "6513", "0111", "9999", "210211", ""]


@dataclass(frozen=True)
class Questions:
    """What is asked under a procedure: the fields of its form that somebody fills in."""

    call: Call
    procedure: str
    days: Sequence[date]
    left_out: frozenset[str] = frozenset()
    """Fields that the register has no column for."""

    @property
    def fields(self) -> Mapping[str, Field]:
        """The fields by id, the filing date too."""
        asked = fields_of(self.call, self.procedure)
        plain = {id: each for id, each in asked.items() if each.kind not in ("computed", "share", "lookup")}
        asked_for = {**plain, FILED_ON: filing_date()}
        return {id: each for id, each in asked_for.items() if id not in self.left_out}

    def answers(self, random: Random, left_out: float = 0.25) -> dict[str, Value]:
        """Return random answers, some of them left out."""
        found = {id: self._answer(random, each, left_out) for id, each in self.fields.items()}
        return {id: value for id, value in found.items() if value is not None}

    def _answer(self, random: Random, field: Field, left_out: float) -> Any:
        if random.random() < left_out:
            return None
        if field.years:
            given = {year: self._value(random, field) for year in field.years if random.random() < 0.85}
            return given or None
        if field.kind == "group":
            rows = range(random.randrange(4))
            return tuple(self._row(random, field) for _ in rows)
        return self._value(random, field)

    def _row(self, random: Random, group: Field) -> dict[str, Value]:
        cells = {id: self._answer(random, self.call.fields[id], 0.2) for id in group.fields}
        return {id: value for id, value in cells.items() if value is not None}

    def _value(self, random: Random, field: Field) -> Any:
        match field.kind:
            case "integer":
                return random.choice([0, 1, 2, 3, 10, -1])
            case "decimal":
                return random.choice(_AMOUNTS)
            case "date":
                return random.choice(self.days) + timedelta(days=random.choice([-1, 0, 0, 1, 365, 366]))
            case "yes_no":
                return random.random() < 0.7
            case "choices":
                return tuple(each for each in field.options if random.random() < 0.6)
        known = list(field.options) or list(self.call.lists[field.list].rows if field.list else _CODES)
        if field.kind == "category" and self.procedure in self.call.tracks:
            known = list(self.call.tracks[self.procedure].categories) or [""]
        return random.choice([*known, random.choice(_CODES)])

    # ── as a register ──

    def columns(self, dialect: Dialect = DUCKDB) -> dict[str, Column]:
        """Return the columns of the register: one for each year of a year table."""
        return {key: self._column(dialect, key, field) for key, field in self._keys()}

    def _keys(self) -> list[tuple[str, Field]]:
        return [
            (key, field)
            for id, field in self.fields.items()
            for key in ([year_key(id, year) for year in field.years] or [id])
        ]

    def _column(self, dialect: Dialect, key: str, field: Field) -> Column:
        name = dialect.identifier(key)
        if field.kind == "group":
            inner = {id: self._typed(id, self.call.fields[id]) for id in field.fields}
            return Column(name, Stored.GROUP, fields=inner)
        return self._typed(name, field)

    def _typed(self, sql: str, field: Field) -> Column:
        _, stored, precision, scale = _TYPES.get(field.kind, _TEXT)
        return Column(sql, stored, precision, scale)

    def type_of(self, field: Field) -> str:
        """Return the type of a column in DuckDB."""
        if field.kind == "group":
            cells = ", ".join(f'"{id}" {self.type_of(self.call.fields[id])}' for id in field.fields)
            return f"STRUCT({cells})[]"
        return _TYPES.get(field.kind, _TEXT)[0]

    def cells(self, answers: Mapping[str, Value]) -> list[Any]:
        """Return one row of the register."""
        return [self._cell(answers.get(key.partition("@")[0]), key, field) for key, field in self._keys()]

    def _cell(self, value: Any, key: str, field: Field) -> Any:
        _, _, year = key.partition("@")
        if year:
            value = value.get(int(year)) if isinstance(value, Mapping) else None
        if field.kind == "group" and value is not None:
            return [{id: _plain(row.get(id)) for id in field.fields} for row in value]
        return _plain(value)

    def table(self, rows: Sequence[Mapping[str, Value]]) -> duckdb.DuckDBPyConnection:
        """Return a database with the table `register` of these rows, numbered by `row`."""
        connection = duckdb.connect()
        types = {key: self.type_of(field) for key, field in self._keys()}
        made = ", ".join(f"{DUCKDB.identifier(key)} {type}" for key, type in types.items())
        connection.execute(f"CREATE TABLE register (row BIGINT, {made})")
        marks = ", ".join(f"CAST(? AS {type})" for type in types.values())
        for at, row in enumerate(rows):
            connection.execute(f"INSERT INTO register VALUES ({at}, {marks})", self.cells(row))
        return connection


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
