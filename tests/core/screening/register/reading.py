"""What a register was read as, and what the reference makes of the same cells."""

from collections.abc import Mapping
from typing import Any

import duckdb

from linxuan.answers import read_answer
from linxuan.errors import BadInput
from linxuan.programme.definition import Call
from linxuan.screening.register import Register
from linxuan.screening.register.wanted import without_bounds
from tests.core.build import TRACK


def values(connection: duckdb.DuckDBPyConnection, register: Register) -> dict[int, dict[str, Any]]:
    """Return what is known of each readable row, by its place; years and lists as the answers have them."""
    keys = list(register.columns)
    cells = ", ".join(register.columns[key].sql for key in keys)
    found = connection.execute(f"SELECT row, {cells} FROM {register.relation}").fetchall()
    return {row: _known(dict(zip(keys, each, strict=True))) for row, *each in found}


def unreadable(connection: duckdb.DuckDBPyConnection, register: Register) -> list[tuple[Any, ...]]:
    return connection.execute(f"FROM {register.unreadable_rows} ORDER BY ALL").fetchall()


def expected(call: Call, id: str, raw: object) -> Any:
    """Return what the reader of the answers makes of a cell; BadInput where it refuses it."""
    try:
        return read_answer(without_bounds(call), TRACK, id, raw)
    except BadInput:
        return BadInput


def _known(row: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in row.items():
        id, _, year = key.partition("@")
        if value is None:
            continue
        if year:
            found.setdefault(id, {})[int(year)] = value
        else:
            found[id] = tuple(map(_plain, value)) if isinstance(value, list) else value
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: each for key, each in value.items() if each is not None}
    return value
