"""Values in the forms that the peers take, prepared before any clock runs."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from bench.rules.records import Row


def renamed(name: str) -> str:
    """`revenue@2030` as an identifier: the latest year of revenue goes by its bare name."""
    return "revenue" if name == "revenue@2030" else name.replace("@", "_")


def as_numbers(value: Any) -> Any:
    """An amount as a number, a date as ISO text, choices as a list."""
    if isinstance(value, Decimal):
        return float(value)
    return _plain(value)


def as_hundredths(value: Any) -> Any:
    """An amount as a whole number of hundredths, for engines whose only fractions are floats."""
    if isinstance(value, Decimal):
        return int(value * 100)
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def of_names(row: Row, names: Collection[str]) -> dict[str, Any]:
    """Return the values that go by these names."""
    return {renamed(name): value for name, value in row.items() if renamed(name) in names}


def add_months(day: str, months: int) -> str:
    """Calendar arithmetic on ISO text, for engines that have none: a day that the month lacks is its last."""
    year, month = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    return f"{year:04}-{month + 1:02}-{min(int(day[8:]), monthrange(year, month + 1)[1]):02}"
