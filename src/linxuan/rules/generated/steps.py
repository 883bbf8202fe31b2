"""What generated code calls: the few steps that are no expression of Python, by the names it uses."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, NoReturn, TypeVar

from linxuan.rules import days
from linxuan.rules.industries import section_of
from linxuan.rules.terms import Row, Value

ODD = (TypeError, AttributeError, ValueError, ArithmeticError)
"""What an answer of another type than its field's leads to, and a number with too many digits."""

_MOST_YEARS = 300
_MOST_DAYS = 1 << 14
"""Forty years of them are kept for each move."""


_Key = TypeVar("_Key", bound=Hashable)
_Found = TypeVar("_Found")


class Kept(dict[_Key, _Found]):
    """What was found for a key, so that it is worked out once: a look costs less than a call in Python.

    All is thrown away before there are more than `most`.
    """

    def __init__(self, work: Callable[[_Key], _Found], most: int) -> None:
        super().__init__()
        self._work, self._most = work, most

    def __missing__(self, key: _Key) -> _Found:
        found = self._work(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = found
        return found


def _refuse() -> NoReturn:
    """What is of another type is left to the reference."""
    raise TypeError


def _amount(value: Value) -> Decimal | int:
    return value if isinstance(value, Decimal | int) else _refuse()


def _no_amount(value: Value) -> None:
    _amount(value)


def _rows(value: Any, fields: AbstractSet[str]) -> tuple[Row, ...]:
    """The rows of a group; a row with keys that its form does not have is odd."""
    if value.__class__ is not tuple:
        _refuse()
    for row in value:
        if row.__class__ is not dict or not row.keys() <= fields:
            _refuse()
    found: tuple[Row, ...] = value
    return found


def _add_years(day: date, years: int) -> date | None:
    """As `days.add_years`, without its detour over months: every day but one exists in every year."""
    if day.month == 2 and day.day == 29:
        return days.add_years(day, years)
    year = day.year + years
    if not days.FIRST_DAY.year <= year <= days.LAST_DAY.year or abs(years) > _MOST_YEARS:
        return None
    return day.replace(year=year)


def _best(points: Sequence[Decimal | int | None], most: Sequence[Decimal | int]) -> Decimal | int | None:
    """The highest points, as soon as no unknown ones could still be higher."""
    known = max((each for each in points if each is not None), default=None)
    if known is None or any(each is None and most[n] > known for n, each in enumerate(points)):
        return None
    return known


STEPS: Mapping[str, Any] = {
    "odd": ODD,
    "date": date,
    "dict": dict,
    "refuse": _refuse,
    "amount": _amount,
    "no_amount": _no_amount,
    "rows": _rows,
    "add_years": _add_years,
    "add_months": days.add_months,
    "add_days": days.add_days,
    "section": lru_cache(maxsize=4096)(section_of),
    "best": _best,
    "size": len,
}


@lru_cache(maxsize=64)
def moved(move: str, count: int) -> Mapping[date, date | None]:
    """Return where days are after a move of so many years, months or days; the calendar is finite."""
    by: Callable[[date, int], date | None] = STEPS[move]
    return Kept(lambda day: by(day, count), _MOST_DAYS)
