"""Which days are working days: the State Council's yearly arrangement, and corrections by import.

A Saturday can be a working day and a Wednesday a holiday. The arrangement of a year is published late
in the year before; a day beyond the data is refused, never guessed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import version

import chinese_calendar

from linxuan.errors import Refused
from linxuan.language import say

Corrections = Mapping[date, bool]
NONE: Corrections = {}
_SATURDAY = 5


@dataclass(frozen=True)
class Arranged:
    """What the arrangement that is installed says of one day; `named` is the holiday, empty on other days."""

    works: bool
    name: str = ""


def is_working_day(day: date, corrections: Corrections = NONE) -> bool:
    """Tell whether offices work on `day`; a day in `corrections` is as they say.

    Raises Refused where neither the corrections nor the published arrangements reach.
    """
    if day in corrections:
        return corrections[day]
    found = arranged(day)
    if found is None:
        told = say("还没有{year}年的放假安排，算不出工作日。请先导入这一年的安排", year=day.year)
        raise Refused(told, code="working_days")
    return found.works


def with_corrections(corrections: Corrections) -> Callable[[date], bool]:
    """Return `is_working_day` with the corrections already known."""
    return lambda day: is_working_day(day, corrections)


def arranged(day: date) -> Arranged | None:
    """Return what the installed arrangements say of a day; None for a year that they do not reach."""
    try:
        is_holiday, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    return Arranged(not is_holiday, _chinese(name) if name else "")


def installed_arrangements() -> str:
    """Return which arrangements are installed, as a source of days: the package with its version."""
    return f"chinesecalendar {version('chinesecalendar')}"


def is_weekend(day: date) -> bool:
    """Tell whether it is a Saturday or a Sunday: what is not said otherwise of one is said by the week."""
    return day.weekday() >= _SATURDAY


def days_of(year: int) -> list[date]:
    """Return every day of a year."""
    first = date(year, 1, 1)
    return [first + timedelta(days=after) for after in range((date(year, 12, 31) - first).days + 1)]


def _chinese(name: str) -> str:
    return next((one.chinese for one in chinese_calendar.Holiday if one.value == name), name)
