"""Typed cells of a row, as they come out of the database, back to answers of one record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from linxuan.programme.definition import Call
from linxuan.rules.sql.columns import Column, Columns, Stored
from linxuan.rules.terms import Value

Convert: TypeAlias = Callable[[Any], Any]


def answers_reader(call: Call, columns: Columns) -> Callable[[Sequence[object]], dict[str, Value | None]]:
    """Return what makes answers of the cells of a row, which come in the order of `columns`.

    Years of a table come together; a cell without a value is no answer.
    """
    parts = [(*_split(key), _converter(call, key, column)) for key, column in columns.items()]

    def answers(cells: Sequence[object]) -> dict[str, Value | None]:
        values: dict[str, Any] = {}
        for (id, year, convert), cell in zip(parts, cells, strict=True):
            if cell is None:
                continue
            if year:
                values.setdefault(id, {})[year] = convert(cell)
            else:
                values[id] = convert(cell)
        return values

    return answers


def _split(key: str) -> tuple[str, int]:
    id, _, year = key.partition("@")
    return id, int(year or 0)


def _converter(call: Call, key: str, column: Column) -> Convert:
    """A count is stored as a decimal without places, and is a whole number to a rule."""
    field = call.fields.get(_split(key)[0])
    if column.stored is Stored.NUMBER and field is not None and field.kind == "integer":
        return int
    if column.stored is Stored.LIST:
        return tuple
    if column.stored is Stored.GROUP:
        return _rows(call, column.fields)
    return _same


def _rows(call: Call, fields: Columns) -> Convert:
    converters = {id: _converter(call, id, column) for id, column in fields.items()}

    def rows(cell: Iterable[Mapping[str, object]]) -> tuple[dict[str, object], ...]:
        return tuple(
            {id: convert(row[id]) for id, convert in converters.items() if row.get(id) is not None}
            for row in cell
        )

    return rows


def _same(cell: object) -> object:
    return cell
