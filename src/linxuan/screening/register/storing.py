"""From the cells of a file to the relation that rules are asked of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from linxuan.answers.reading import reader_of
from linxuan.programme.definition import Call
from linxuan.rules.sql.columns import Column
from linxuan.rules.terms import Value
from linxuan.screening.register import quoting
from linxuan.screening.register.binding import Binding
from linxuan.screening.register.odd import Told, as_text, typed, wide_enough
from linxuan.screening.register.shape import Shape, sql_type
from linxuan.screening.register.shapes import shape_of
from linxuan.screening.register.source import Given, Source

ROW = "row"
_WRITING = "FORMAT parquet, COMPRESSION lz4, ROW_GROUP_SIZE 30720"
"""Small groups of rows: what is not written yet is held in memory."""


@dataclass(frozen=True)
class Plan:
    """One column on its way: what gives it, how SQL reads it, and what the reader told of the rest."""

    number: int
    binding: Binding
    shape: Shape
    absent: Value | None = None
    """What an empty cell means, where the map says it."""
    told: Told | None = None

    @property
    def stored(self) -> dict[str, Column]:
        """What it gives, by key, with room for what an empty cell means."""
        found = dict(self.told.stored) if self.told else {self.binding.keys[0]: self.shape.stored}
        return {key: wide_enough(column, self.absent) for key, column in found.items()}

    @property
    def value(self) -> str:
        """The name of the value that SQL reads, in the base."""
        return f"value {self.number}"

    @property
    def odd(self) -> str:
        """The name of the odd cell, in the base; NULL where the cell is not odd."""
        return f"odd {self.number}"


def planned(call: Call, procedure: str, source: Source, bindings: Sequence[Binding]) -> list[Plan]:
    """Return how each column is to be read, before any cell is looked at."""
    found = []
    for number, each in enumerate(bindings):
        shape = shape_of(call, procedure, each, range=source.ranges.get(each.heading))
        value = None if each.absent is None else reader_of(call, procedure, each.field.id)(each.absent)
        if isinstance(value, Mapping):
            value = next(iter(value.values()))
        found.append(Plan(number, each, shape, absent=value))
    return found


def base(
    scan: str, row: str, plans: Sequence[Plan], identity: Sequence[Given], *, known: Sequence[Plan] = ()
) -> str:
    """Return a query for all rows: place, values, odd cells, identity.

    `known` are plans whose reader was asked beforehand: what it told is put in, and only the rest is odd.
    """
    asked = {each.number: each.told for each in known if each.told}
    parts = [
        ROW,
        *(f"identity_{place} AS {quoting.name(identity_name(place))}" for place in range(len(identity))),
    ]
    for plan in plans:
        value, odd = f"value_{plan.number}", ""
        if not plan.shape.sure:
            odd = f"CASE WHEN {plan.shape.odd(value, f'cell_{plan.number}')} THEN cell_{plan.number} END"
        if told := asked.get(plan.number):
            value = f"coalesce({value}, {told.table}.v0)"
            odd = f"CASE WHEN {told.table}.raw IS NULL THEN {odd} END"
        parts.append(f"{value} AS {quoting.name(plan.value)}")
        parts += [f"{odd} AS {quoting.name(plan.odd)}"] if odd else []
    joins = "".join(
        f" LEFT JOIN {told.table} ON cell_{number} = {told.table}.raw" for number, told in asked.items()
    )
    return f"SELECT {', '.join(parts)} FROM ({_cells(scan, row, plans, identity)}){joins}"


def _cells(scan: str, row: str, plans: Sequence[Plan], identity: Sequence[Given]) -> str:
    """The cells beside their values: a value is worked out once, and what has none may be odd."""
    parts = [f"{row} AS {ROW}"]
    parts += [f"{each.shape.value} AS value_{each.number}" for each in plans]
    parts += [f"{each.shape.cell} AS cell_{each.number}" for each in plans if not each.shape.sure]
    parts += [f"{each.sql} AS identity_{place}" for place, each in enumerate(identity)]
    return f"SELECT {', '.join(parts)} FROM {scan}"


def settled(source: str, plans: Sequence[Plan], identity: int) -> str:
    """Return a query over a base: each value under its key, rows that cannot be read left out."""
    parts = [ROW]
    parts += [f"{sql} AS {quoting.name(key)}" for each in plans for key, sql in _values(each)]
    parts += [quoting.name(identity_name(place)) for place in range(identity)]
    told = [each for each in plans if each.told]
    joins = "".join(
        f" LEFT JOIN {each.told.table} ON base.{quoting.name(each.odd)} = {each.told.table}.raw"
        for each in told
        if each.told
    )
    faults = [f"{each.told.table}.reason IS NULL" for each in told if each.told and each.told.unreadable]
    where = f" WHERE {' AND '.join(faults)}" if faults else ""
    return f"SELECT {', '.join(parts)} FROM {source} AS base{joins}{where}"


def _values(plan: Plan) -> list[tuple[str, str]]:
    first = plan.binding.keys[0]
    own = f"base.{quoting.name(plan.value)}"
    column = plan.stored[first]
    if column != plan.shape.stored:
        own = f"CAST({own} AS {sql_type(column)})"
    if plan.absent is not None:
        own = f"coalesce({own}, {typed(quoting.text(as_text(plan.absent)), column)})"
    if not plan.told:
        return [(first, own)]
    places = {key: place for place, key in enumerate(plan.binding.keys)}
    found = []
    for key in plan.told.stored:
        told = f"{plan.told.table}.v{places[key]}"
        plain = own if key == first else "NULL"
        found.append((key, f"CASE WHEN base.{quoting.name(plan.odd)} IS NULL THEN {plain} ELSE {told} END"))
    return found


def columns_of(plans: Sequence[Plan]) -> dict[str, Column]:
    """Return what the settled relation gives, by key."""
    found: dict[str, Column] = {}
    for plan in plans:
        found |= {key: replace(column, sql=quoting.name(key)) for key, column in plan.stored.items()}
    return found


def identity_name(place: int) -> str:
    """Return the name that a column of the identity has in the relation."""
    return f"identity {place}"


def written(connection: duckdb.DuckDBPyConnection, query: str, file: Path) -> str:
    """Write what a query gives to a file; return that file as a relation."""
    connection.execute(f"COPY ({query}) TO {quoting.text(file)} ({_WRITING})")
    return f"read_parquet({quoting.text(file)})"
