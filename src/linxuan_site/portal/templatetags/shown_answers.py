"""Answers as people read them."""

from collections.abc import Mapping
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


def answer(call: Call, procedure: str, field: Field, value: Value | None) -> dict[str, object]:
    """`{% answer call procedure field value %}`: one answer with its unit, also year tables and rows.

    What is unknown reads 未填, never 无 or 0.
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
            "rows": [_row(call, procedure, field, columns, row) for row in value],
        }
    return shown | {"text": display_answer(call, procedure, field.id, value)}


def _year(call: Call, procedure: str, field: Field, value: Mapping[Any, Any], year: int) -> str:
    return "" if value.get(year) is None else display_answer(call, procedure, field.id, value[year])


def _row(call: Call, procedure: str, group: Field, columns: list[Field], row: object) -> list[str]:
    cells = row if isinstance(row, Mapping) else {}
    return [_cell(call, procedure, group, column, cells.get(column.id)) for column in columns]


def _cell(call: Call, procedure: str, group: Field, column: Field, value: Value | None) -> str:
    # A row of one column reads `label：value`: in a table the head of the column says the label.
    if value is None:
        return ""
    whole = display_answer(call, procedure, group.id, ({column.id: value},))
    return whole.removeprefix(say("{label}：{value}", label=column.name, value=""))
