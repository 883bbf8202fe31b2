"""From answers with a type to words for people, and to JSON that reads back as the same."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from linxuan.answers.choices import offered
from linxuan.answers.fields import columns_of, field_of
from linxuan.language import say
from linxuan.programme.definition import Call, Field
from linxuan.rules.terms import Row, Value

Json: TypeAlias = str | int | bool | list["Json"] | dict[str, "Json"] | None


def display_answer(call: Call, procedure: str, field_id: str, value: Value | None) -> str:
    """Return an answer as people read it: labels, 2023年5月15日, 1,234.50, 是; units are left out.

    What is unknown is the empty text. Raises BadInput if the form lacks the field.
    """
    return "" if value is None else _shown(call, procedure, field_of(call, procedure, field_id), value)


def to_json(value: Value | Row | None) -> Json:
    """Return an answer as JSON can hold it: decimals and dates as text, years as text keys."""
    if isinstance(value, bool | int | str) or value is None:
        return value
    if isinstance(value, Mapping):
        return {str(key): to_json(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [to_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else f"{value:f}"


def _shown(call: Call, procedure: str, field: Field, value: Value) -> str:
    if isinstance(value, bool):
        return say("是") if value else say("否")
    if isinstance(value, date):
        return say("{year}年{month}月{day}日", year=value.year, month=value.month, day=value.day)
    if isinstance(value, int | Decimal):
        return _amount(field, value)
    if isinstance(value, str):
        return _labels(call, procedure, field).get(value, value)
    if isinstance(value, Mapping):
        return say("；").join(_year(field, year, value[year]) for year in sorted(value))
    return _several(call, procedure, field, value)


def _amount(field: Field, value: int | Decimal) -> str:
    return f"{value * 100:.2f}%" if field.kind == "share" else f"{value:,}"


def _year(field: Field, year: int, value: int | Decimal) -> str:
    return say("{year}年：{amount}", year=year, amount=_amount(field, value))


def _several(call: Call, procedure: str, field: Field, values: tuple[str, ...] | tuple[Row, ...]) -> str:
    labels = _labels(call, procedure, field)
    words = [each if isinstance(each, Mapping) else labels.get(each, each) for each in values]
    rows = [_row(call, procedure, field, each) for each in words if isinstance(each, Mapping)]
    return "\n".join(rows) if rows else say("、").join(each for each in words if isinstance(each, str))


def _row(call: Call, procedure: str, group: Field, row: Row) -> str:
    cells = (
        say("{label}：{value}", label=column.name, value=_shown(call, procedure, column, answer))
        for each, column in columns_of(call, group).items()
        if (answer := row.get(each)) is not None
    )
    return say("；").join(cells)


def _labels(call: Call, procedure: str, field: Field) -> Mapping[str, str]:
    chooses = field.kind in ("choice", "choices", "category", "mode", "region")
    return offered(call, procedure, field) if chooses else {}
