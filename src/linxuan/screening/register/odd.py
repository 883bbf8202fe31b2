"""Odd cells: each distinct one is read once, by the answers' reader, and joined back to its rows."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

import duckdb

from linxuan.answers.showing import Json, to_json
from linxuan.rules.sql.columns import Column, Stored
from linxuan.rules.terms import Value
from linxuan.screening.register import quoting
from linxuan.screening.register.cells import Cells
from linxuan.screening.register.shape import sql_type

Progress: TypeAlias = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

_BATCH = 20_000


@dataclass(frozen=True)
class Told:
    """What the reader made of the odd cells of one column.

    `table` has `raw`, a value for each of `keys` (`v0`, `v1`, …), `reason` and `doubt`; a NULL reason is a cell that was read.
    """

    table: str
    keys: tuple[str, ...]
    stored: Mapping[str, Column]
    unreadable: int
    doubtful: int


def read_odd(
    connection: duckdb.DuckDBPyConnection,
    cells: Cells,
    name: str,
    odd: str,
    stored: Column,
    progress: Progress,
) -> Told | None:
    """Read the cells that the query `odd` gives as `raw`, each distinct one once; None if there are none."""
    asked, answers, told = f"asked_{name}", f"answers_{name}", f"told_{name}"
    connection.execute(f"CREATE TEMP TABLE {asked} AS SELECT row_number() OVER () AS n, raw FROM ({odd})")
    count = _one(connection, f"SELECT count(*) FROM {asked}")
    if not count:
        connection.execute(f"DROP TABLE {asked}")
        return None
    keys = cells.binding.keys
    connection.execute(
        f"CREATE TEMP TABLE {answers} (n BIGINT, "
        + "".join(f"v{each} VARCHAR, " for each in range(len(keys)))
        + "reason VARCHAR, doubt BOOLEAN)"
    )
    widest = _Widest(stored)
    given = [False] * len(keys)
    for start in range(0, count, _BATCH):
        progress(cells.binding.heading, start, count)
        batch = connection.execute(
            f"SELECT n, raw FROM {asked} WHERE n > {start} AND n <= {start + _BATCH}"
        ).fetchall()
        _keep(connection, answers, [_told(cells, n, raw, widest, given) for n, raw in batch])
    column = widest.column()
    values = "".join(f"{typed(f'v{each}', column)} AS v{each}, " for each in range(len(keys)))
    connection.execute(
        f"CREATE TEMP TABLE {told} AS SELECT raw, {values}reason, doubt FROM {asked} JOIN {answers} USING (n)"
    )
    connection.execute(f"DROP TABLE {asked}")
    connection.execute(f"DROP TABLE {answers}")
    unreadable = _one(connection, f"SELECT count(*) FROM {told} WHERE reason IS NOT NULL")
    doubtful = _one(connection, f"SELECT count(*) FROM {told} WHERE doubt")
    known = {key: column for key, each in zip(keys, given, strict=True) if each or key == keys[0]}
    return Told(told, tuple(known), known, unreadable, doubtful)


def typed(words: str, column: Column) -> str:
    """Return SQL for a value of its stored type; `words` is SQL for the text that it stands as."""
    kind = sql_type(column)
    if column.stored is Stored.LIST:
        return f"""from_json({words}, '["VARCHAR"]')"""
    if column.stored is Stored.GROUP:
        shape = json.dumps([{each: _texts_of(inner) for each, inner in column.fields.items()}])
        return f"CAST(from_json({words}, {quoting.text(shape)}) AS {kind})"
    return f"CAST({words} AS {kind})"


def _texts_of(column: Column) -> Json:
    return ["VARCHAR"] if column.stored is Stored.LIST else "VARCHAR"


_Row: TypeAlias = tuple[int, list[str | None], str | None, bool]


def _told(cells: Cells, n: int, raw: object, widest: "_Widest", given: list[bool]) -> _Row:
    value, reason = cells.read(raw)
    values = _by_key(cells, value)
    for place, each in enumerate(values):
        if each is not None:
            given[place] = True
            widest.see(each)
    doubt = not reason and value is None and cells.lenient and bool(str(raw).strip())
    return n, [as_text(each) for each in values], reason or None, doubt


def _by_key(cells: Cells, value: Value | None) -> list[Value | None]:
    if not cells.binding.field.years:
        return [value]
    years = [int(key.partition("@")[2]) for key in cells.binding.keys]
    if not isinstance(value, Mapping):
        return [None for _ in years]
    if cells.binding.year is not None:
        # The reader takes one amount alone for that of the latest year.
        return [next(iter(value.values()), None)]
    return [value.get(year) for year in years]


def as_text(value: Value | None) -> str | None:
    """Return a value as the text from which `typed` makes it again."""
    if value is None or isinstance(value, str):
        return value
    plain = to_json(value)
    if isinstance(plain, bool):
        return str(plain).lower()
    return plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False)


def _keep(connection: duckdb.DuckDBPyConnection, answers: str, rows: Sequence[_Row]) -> None:
    """Hand a batch over as columns: many times as fast as row by row."""
    width = len(rows[0][1])
    columns: list[list[object]] = [[row[0] for row in rows]]
    columns += [[row[1][place] for row in rows] for place in range(width)]
    columns += [[row[2] for row in rows], [row[3] for row in rows]]
    kinds = ["BIGINT[]", *["VARCHAR[]"] * (width + 1), "BOOLEAN[]"]
    unnested = ", ".join(f"unnest(${place}::{kind})" for place, kind in enumerate(kinds, start=1))
    connection.execute(f"INSERT INTO {answers} SELECT {unnested}", columns)


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])


class _Widest:
    """The narrowest type that holds all numbers of a column, those that SQL reads included."""

    def __init__(self, stored: Column) -> None:
        self._stored = stored
        self._digits = stored.precision - stored.scale
        self._places = stored.scale

    def see(self, value: Value) -> None:
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            number = Decimal(value)
            self._digits = max(self._digits, number.adjusted() + 1)
            self._places = max(self._places, -int(number.as_tuple().exponent))

    def column(self) -> Column:
        if self._stored.stored is not Stored.NUMBER:
            return self._stored
        return replace(self._stored, precision=self._digits + self._places, scale=self._places)


def wide_enough(stored: Column, value: Value | None) -> Column:
    """Return the type with room for one more value."""
    widest = _Widest(stored)
    if value is not None:
        widest.see(value)
    return widest.column()
