"""Which days are working days: the State Council's yearly arrangement, and corrections by import.

A Saturday can be a working day and a Wednesday a holiday. The arrangement of a year is published late
in the year before; a day beyond the data is refused, never guessed.
"""

import csv
from collections.abc import Callable, Mapping
from datetime import date

import chinese_calendar

from linxuan.errors import BadInput, Refused
from linxuan.language import say

Corrections = Mapping[date, bool]
NONE: Corrections = {}
_WORDS = {"working": True, "上班": True, "holiday": False, "休息": False}


def is_working_day(day: date, corrections: Corrections = NONE) -> bool:
    """Tell whether offices work on `day`; a day in `corrections` is as they say.

    Raises Refused where neither the corrections nor the published arrangements reach.
    """
    if day in corrections:
        return corrections[day]
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        told = say("还没有{year}年的放假安排，算不出工作日。请先导入这一年的安排", year=day.year)
        raise Refused(told, code="working_days") from None


def with_corrections(corrections: Corrections) -> Callable[[date], bool]:
    """Return `is_working_day` with the corrections already known."""
    return lambda day: is_working_day(day, corrections)


def read_corrections(text: str) -> Corrections:
    """Read a table of days: CSV with the columns `day` (2027-01-01) and `is` (`working` or `holiday`).

    A year that the published arrangements lack is imported by listing each of its days. Raises
    BadInput with the line of the first fault.
    """
    rows = csv.DictReader(text.lstrip("\ufeff").splitlines())
    if not {"day", "is"} <= set(rows.fieldnames or ()):
        raise BadInput(say("放假安排表要有 day 和 is 两列"))
    days: dict[date, bool] = {}
    for row in rows:
        day, works = _correction(row, rows.line_num)
        if days.setdefault(day, works) != works:
            raise BadInput(say("第{line}行：{day}前面写的不一样，请只留一个", line=rows.line_num, day=day))
    return days


def _correction(row: Mapping[str, str | None], line: int) -> tuple[date, bool]:
    try:
        return date.fromisoformat((row["day"] or "").strip()), _WORDS[(row["is"] or "").strip().lower()]
    except ValueError:
        raise BadInput(
            say("第{line}行：“{day}”不是日期，要写成 2027-01-01", line=line, day=row["day"])
        ) from None
    except KeyError:
        told = say("第{line}行：is 一列只能是 working 或 holiday，不能是“{word}”", line=line, word=row["is"])
        raise BadInput(told) from None
