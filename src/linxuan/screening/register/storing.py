"""From the cells of a file to the relation that rules are asked of."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from linxuan.rules.sql.columns import Column
from linxuan.screening.register import quoting
from linxuan.screening.register.binding import Binding
from linxuan.screening.register.odd import Told, told_value
from linxuan.screening.register.shapes import Shape, sql_type
from linxuan.screening.register.source import Given

ROW = "row"
COMPRESSION = "COMPRESSION lz4"


@dataclass(frozen=True)
class Plan:
    """One column on its way: what gives it, how SQL reads it, and what the reader told of the rest."""

    number: int
    binding: Binding
    shape: Shape
    told: Told | None = None

    @property
    def value(self) -> str:
        """The name of the value that SQL reads, in the base."""
        return f"value {self.number}"

    @property
    def odd(self) -> str:
        """The name of the odd cell, in the base; NULL where the cell is not odd."""
        return f"odd {self.number}"


def base(scan: str, row: str, plans: Sequence[Plan], identity: Sequence[Given], *, odd: bool) -> str:
    """Return a query for all rows: place, values, odd cells unless there are none, identity."""
    parts = [f"{row} AS {ROW}"]
    parts += [f"{_sure_value(each)} AS {quoting.name(each.value)}" for each in plans]
    if odd:
        parts += [f"{_odd_cell(each)} AS {quoting.name(each.odd)}" for each in plans if each.shape.odd]
    parts += [f"{each.sql} AS {quoting.name(identity_name(place))}" for place, each in enumerate(identity)]
    return f"SELECT {', '.join(parts)} FROM {scan}"


def _sure_value(plan: Plan) -> str:
    """The value; NULL where the reader told it, because it may not even fit."""
    return (
        f"CASE WHEN {plan.shape.odd} THEN NULL ELSE {plan.shape.value} END" if plan.told else plan.shape.value
    )


def _odd_cell(plan: Plan) -> str:
    return f"CASE WHEN {plan.shape.odd} THEN {plan.shape.cell} END"


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
    if not plan.told:
        return [(first, own)]
    places = {key: place for place, key in enumerate(plan.binding.keys)}
    found = []
    for key, column in plan.told.stored.items():
        told = told_value(plan.told.table, places[key], column)
        plain = f"CAST({own} AS {sql_type(column)})" if key == first else "NULL"
        found.append((key, f"CASE WHEN base.{quoting.name(plan.odd)} IS NULL THEN {plain} ELSE {told} END"))
    return found


def columns_of(plans: Sequence[Plan]) -> dict[str, Column]:
    """Return what the settled relation gives, by key."""
    found: dict[str, Column] = {}
    for plan in plans:
        stored = plan.told.stored if plan.told else {plan.binding.keys[0]: plan.shape.stored}
        found |= {key: replace(column, sql=quoting.name(key)) for key, column in stored.items()}
    return found


def identity_name(place: int) -> str:
    """Return the name that a column of the identity has in the relation."""
    return f"identity {place}"


def written(connection: duckdb.DuckDBPyConnection, query: str, file: Path) -> str:
    """Write what a query gives to a file; return that file as a relation."""
    connection.execute(f"COPY ({query}) TO {quoting.text(file)} (FORMAT parquet, {COMPRESSION})")
    return f"read_parquet({quoting.text(file)})"
