"""Rows of the register as Python values, and as the answers that our evaluator takes."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from bench.rules.columns import COLUMNS, DATE, LIST, MONEY
from linxuan.rules.terms import Value

Row: TypeAlias = Mapping[str, Any]
"""One row by column: None is unknown; Decimal, date, and a tuple of choices otherwise."""


def stored_rows(register: Path, most: int) -> Path:
    """Write the first rows of a register beside it as lines of JSON, and return that file.

    The engines read them from there: reading Parquet in every process would be measured with them.
    """
    path = register.with_suffix(f".{most}.jsonl")
    if not path.exists():
        _store(register, most, path)
    return path


def _store(register: Path, most: int, path: Path) -> None:
    import duckdb

    with duckdb.connect() as connection:
        connection.read_parquet(str(register)).limit(most).create("head")
        rows = connection.table("head").fetchall()
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, default=str, ensure_ascii=False) + "\n" for row in rows)


def read_rows(path: Path, most: int) -> Sequence[Row]:
    """Read rows back, with the values that they had."""
    with path.open(encoding="utf-8") as file:
        return [_row(json.loads(line)) for line, _ in zip(file, range(most), strict=False)]


def _row(values: Sequence[Any]) -> Row:
    return {
        name: _value(column.stored, value)
        for (name, column), value in zip(COLUMNS.items(), values, strict=True)
    }


def _value(stored: str, value: Any) -> Any:
    if value is None:
        return None
    if stored == MONEY:
        return Decimal(value)
    if stored == DATE:
        return date.fromisoformat(value)
    return tuple(value) if stored == LIST else value


def complete(row: Row) -> bool:
    """Tell whether every rule finds all that it looks at: peers that know no unknown then answer, too."""
    always = (name for name in COLUMNS if name not in _ASKED_ONLY_IF and name not in _IN_NO_RULE)
    asked = (name for name, (asks, answer) in _ASKED_ONLY_IF.items() if row[asks] == answer)
    return all(row[name] is not None for names in (always, asked) for name in names)


_ASKED_ONLY_IF: Mapping[str, tuple[str, Any]] = {
    "accident_on": ("accident", True),
    "pollution_on": ("pollution", True),
    "designated_on": ("designated", True),
    "owner_agrees": ("ownership", "state"),
}
_IN_NO_RULE = (
    "name", "register_number", "contact", "exports", "tax_paid", "customers", "copyrights", "research_staff", "revenue@2028",
)  # fmt: skip


def answers_of(row: Row) -> dict[str, Value | None]:
    """Return a row as answers: the years of a table together, and no key where nothing is known."""
    answers: dict[str, Any] = {}
    for name, value in row.items():
        if value is None or name == "register_number":
            continue
        field, _, year = name.partition("@")
        if year:
            answers.setdefault(field, {})[int(year)] = value
        else:
            answers[field] = value
    return answers
