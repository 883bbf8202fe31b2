"""Answers as people read them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from linxuan.answers import columns_of, display_answer
from linxuan.language import say
from linxuan.programme.definition import Call, Field
from linxuan.rules.terms import Value


def at(mapping: Mapping[Any, Any], key: object) -> Any:
    """`{{ mapping|at:key }}`: the entry under a key that is a variable; None if there is none."""
    return mapping.get(key)


def amount(value: Decimal | int | None) -> str:
    """`{{ value|amount }}`: 1,234.50; nothing for None."""
    return "" if value is None else f"{value:,}"


@dataclass(frozen=True)
class Cell:
    """One answer of a row: its words, and the file that they name."""

    text: str
    file: Any = None


def answer(
    call: Call, procedure: str, field: Field, value: Value | None, files: Iterable[Any] = ()
) -> dict[str, object]:
    """`{% answer call procedure field value %}`: one answer with its unit, also year tables and rows.

    What is unknown reads 未填, never 无 or 0. `files` are those that the rows of a group name.
    """
    shown: dict[str, object] = {
        "field": field,
        "value": value,
        "text": "",
        "years": [],
        "rows": [],
        "columns": [],
    }
    if value is None:
        return shown
    if field.years and isinstance(value, Mapping):
        return shown | {"years": [(year, _year(call, procedure, field, value, year)) for year in field.years]}
    if field.kind == "group" and isinstance(value, tuple):
        columns = list(columns_of(call, field).values())
        return shown | {
            "columns": columns,
            "rows": [_row(call, procedure, field, columns, row, tuple(files)) for row in value],
        }
    return shown | {"text": display_answer(call, procedure, field.id, value)}


def _year(call: Call, procedure: str, field: Field, value: Mapping[Any, Any], year: int) -> str:
    return "" if value.get(year) is None else display_answer(call, procedure, field.id, value[year])


def _row(
    call: Call, procedure: str, group: Field, columns: list[Field], row: object, files: Sequence[Any]
) -> list[Cell]:
    cells = row if isinstance(row, Mapping) else {}
    return [
        Cell(
            _text(call, procedure, group, column, cells.get(column.id)),
            _file(files, f"{group.id}.{column.id}", cells.get(column.id)),
        )
        for column in columns
    ]


def _file(files: Sequence[Any], slot: str, name: object) -> Any:
    return next((one for one in reversed(files) if one.slot == slot and one.name == name), None)


def _text(call: Call, procedure: str, group: Field, column: Field, value: Value | None) -> str:
    # A row of one column reads `label：value`: in a table the head of the column says the label.
    if value is None:
        return ""
    whole = display_answer(call, procedure, group.id, ({column.id: value},))
    return whole.removeprefix(say("{label}：{value}", label=column.name, value=""))
