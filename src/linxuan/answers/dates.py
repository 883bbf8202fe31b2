"""Dates as people write them."""

import re
import unicodedata
from datetime import date, datetime

from linxuan.answers.raw import Unfit, shown
from linxuan.errors import BadInput
from linxuan.language import say

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
_SHAPES = (
    re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII),
    re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})", re.ASCII),
    re.compile(r"(\d{4})\.(\d{1,2})\.(\d{1,2})", re.ASCII),
)


def as_date(raw: object) -> date:
    """Read `2023-05-15`, `2023-5-15`, `2023年5月15日`, `2023/5/15` or `2023.5.15`, of 1900 to 2199.

    A moment with an hour is no date. Raises Unfit.
    """
    day = raw if isinstance(raw, date) and not isinstance(raw, datetime) else _written(raw)
    if not FIRST <= day <= LAST:
        raise Unfit(say("要填1900年至2199年之间的日期"))
    return day


def read_date(raw: object, *, named: str) -> date:
    """Read a date that is no answer, such as an option of a command. Raises BadInput, calling it `named`."""
    try:
        return as_date(raw)
    except Unfit as fault:
        told = say("{named} 不能是“{value}”：{allowed}", named=named, value=shown(raw), allowed=fault.allowed)
        raise BadInput(told) from None


def _written(raw: object) -> date:
    text = "".join(unicodedata.normalize("NFKC", raw).split()) if isinstance(raw, str) else ""
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            return _of_the_calendar(*map(int, found.groups()))
    raise Unfit(say("要填日期，如 2023-05-15 或 2023年5月15日"))


def _of_the_calendar(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Unfit(say("日历上没有这一天；要填日期，如 2023-05-15")) from None
