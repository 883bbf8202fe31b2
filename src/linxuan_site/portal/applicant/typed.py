"""From a posted section to answers as they are kept: text as it was typed, lists, year tables, rows.

What cannot be read is kept as well. An answer that says the same as the one kept is the one kept, so
that a save touches only what was changed.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.http import QueryDict

from linxuan.answers import DERIVED, columns_of, same_answer
from linxuan.answers.numbers import amount_as_shown
from linxuan.programme.definition import Call, Field

Raw = Any
"""An answer as JSON keeps it: text, yes or no, list, object; None where nothing was answered."""


def typed_answers(
    call: Call, procedure: str, fields: Iterable[Field], given: QueryDict, kept: Mapping[str, Raw]
) -> dict[str, Raw]:
    """Return what was typed for the fields, by id; files and derived fields are no answers."""
    typed = {
        field.id: _typed(call, field, field.id, given)
        for field in fields
        if field.kind not in DERIVED and field.kind != "file"
    }
    return {
        key: kept[key] if key in kept and same_answer(call, procedure, key, raw, kept[key]) else raw
        for key, raw in typed.items()
    }


def rows_given(group: str, given: Iterable[str]) -> list[int]:
    """Return the numbers of the rows of a group among the names of inputs, in order."""
    prefix = f"{group}."
    parts = (name.removeprefix(prefix).partition(".")[0] for name in given if name.startswith(prefix))
    return sorted({int(part) for part in parts if part.isascii() and part.isdigit() and len(part) < 4})


def amounts_rewritten(call: Call, fields: Collection[Field], given: QueryDict) -> dict[str, str]:
    """Return how amounts are written that somebody wrote otherwise, by the name of their input."""
    own = {one.id: one for one in fields}
    columns = {id: column for one in fields for id, column in columns_of(call, one).items()}
    found = {}
    for name, typed in given.items():
        parts = name.split(".")
        field = columns.get(parts[2]) if len(parts) == 3 else own.get(parts[0])
        if field and field.kind in ("integer", "decimal") and isinstance(typed, str):
            found[name] = amount_as_shown(field, typed)
    return {name: text for name, text in found.items() if text != given[name]}


def _typed(call: Call, field: Field, name: str, given: QueryDict) -> Raw:
    if field.kind == "group":
        return _rows(call, field, name, given)
    if field.years:
        years = {str(year): _text(given, f"{name}.{year}") for year in field.years}
        return {year: text for year, text in years.items() if text is not None} or None
    if field.kind == "choices":
        return [one for one in given.getlist(name) if one] or None
    if field.kind == "yes_no":
        return {"true": True, "false": False}.get(given.get(name, ""))
    return _text(given, name)


def _rows(call: Call, group: Field, name: str, given: QueryDict) -> list[dict[str, Raw]] | None:
    columns = columns_of(call, group)
    rows = [
        {id: _typed(call, column, f"{name}.{number}.{id}", given) for id, column in columns.items()}
        for number in rows_given(name, given)
    ]
    filled = [{id: raw for id, raw in row.items() if raw is not None} for row in rows]
    return [row for row in filled if row] or None


def _text(given: QueryDict, name: str) -> str | None:
    return given.get(name, "").replace("\r\n", "\n").strip() or None
