"""The last day of what lasts so long, where it may be counted in days on which offices work."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import count, islice
from typing import TypeAlias

from linxuan.language import say
from linxuan.programme.definition import Length, WorkingDays

Time: TypeAlias = Length | WorkingDays
IsWorkingDay = Callable[[date], bool]


def last_day(time: Time, begins: date, is_working_day: IsWorkingDay) -> date:
    """Return the last day, which ends at 24:00; the day on which it begins does not count.

    Raises Refused, through `is_working_day`, where the working days are not known that far.
    """
    if isinstance(time, Length):
        return time.after(begins)
    following = (begins + timedelta(days=after) for after in count(1))
    return list(islice(filter(is_working_day, following), time.count))[-1]


def in_words(time: Time) -> str:
    """Return a length of time as people say it."""
    if isinstance(time, WorkingDays):
        return say("{count}个工作日", count=time.count)
    return {
        "d": say("{count}日", count=time.count),
        "m": say("{count}个月", count=time.count),
        "y": say("{count}年", count=time.count),
    }[time.unit]
