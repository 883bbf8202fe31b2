"""Calendar arithmetic with one meaning everywhere: whole days from 1900 to 2199, no time, no zone."""

import re
from calendar import monthrange
from datetime import date, timedelta

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
EDGES = (FIRST_DAY, LAST_DAY)

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST_MONTHS = (LAST_DAY.year - FIRST_DAY.year + 1) * 12
_IN_EVERY_MONTH = 28
_MOST_DAYS = (LAST_DAY - FIRST_DAY).days


def iso_day(text: str) -> date | None:
    """Read `2021-01-01`; None for anything else and for days outside 1900 to 2199."""
    if not _ISO.fullmatch(text):
        return None
    try:
        return within_reach(date.fromisoformat(text))
    except ValueError:
        return None


def within_reach(day: date) -> date | None:
    """Return `day`, or None where it lies outside 1900 to 2199."""
    return day if FIRST_DAY <= day <= LAST_DAY else None


def add_years(day: date, years: int) -> date | None:
    """Move by whole years; 29 February becomes 28 February where the year has none."""
    return add_months(day, years * 12)


def add_months(day: date, months: int) -> date | None:
    """Move by whole months; a day that the month does not have becomes its last day.

    None where the result lies outside 1900 to 2199.
    """
    if abs(months) > _MOST_MONTHS:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        return None
    last = day.day if day.day <= _IN_EVERY_MONTH else min(day.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, last)


def add_days(day: date, days: int) -> date | None:
    """Move by days of the calendar. None where the result lies outside 1900 to 2199."""
    return within_reach(day + timedelta(days=days)) if abs(days) <= _MOST_DAYS else None
