"""The period of a publicity (公示): which days count, and which day is the last."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count, islice

from linxuan.programme.definition import PublicityTerms

IsWorkingDay = Callable[[date], bool]


def period(terms: PublicityTerms, opens_on: date, is_working_day: IsWorkingDay) -> tuple[date, date]:
    """Return the first and the last day on which the names stand published; both belong to it.

    The first is the day it opens, whether that day counts or not; the last ends at 24:00. Raises
    Refused, through `is_working_day`, where the working days are not known that far.
    """
    return opens_on, counted_days(terms, opens_on, is_working_day)[-1]


def counted_days(terms: PublicityTerms, opens_on: date, is_working_day: IsWorkingDay) -> tuple[date, ...]:
    """Return the days that make up the period: as many as the terms ask for, in order."""
    start = opens_on if terms.first_day == "counted" else opens_on + timedelta(days=1)
    days = (start + timedelta(days=after) for after in count())
    if terms.unit == "working_days":
        days = (day for day in days if is_working_day(day))
    return tuple(islice(days, terms.days))
