"""Dates in a sentence, with the day they mean."""

import re
from datetime import date

from linxuan.language import say
from linxuan.notice.found import Found, apart
from linxuan.notice.numbering import chinese_number, unified

FIRST_YEAR, LAST_YEAR = 1900, 2199

_FULL = re.compile(r"(?<!\d)(\d{4})\s?年(\d{1,2})\s?月(\d{1,2})\s?[日号曰]")
_FIGURES = re.compile(r"(?<![A-Za-z0-9./-])(\d{4})([-./])(\d{1,2})\2(\d{1,2})(?![\d/-]|\.\d)")
_MONTH = re.compile(r"(?<!\d)(\d{4})\s?年(\d{1,2})\s?月(?!\s?\d{1,2}\s?[日号曰])")
_NUMERALS = re.compile(
    r"([一二][〇零○oO一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_NO_YEAR = re.compile(r"(?<![\d年])(\d{1,2})\s?月(\d{1,2})\s?[日号曰]")
_RANGE = re.compile(r"[日号曰]?\s?(?:\d{1,2}[:时]\d{0,2}\s?)?(?:至|到|—|－|-|~|–|——)\s?")


def find_dates(text: str) -> list[Found]:
    """Return the dates of `text`, in order: `value` is ISO 8601, empty where no year or no such day is given.

    A day of a range takes the year of the day before it. What is no date is a `suspect`.
    """
    plain = unified(text)
    found = [
        *(_dated(text, match, match[1], match[2], match[3]) for match in _FULL.finditer(plain)),
        *(_dated(text, match, match[1], match[3], match[4]) for match in _FIGURES.finditer(plain)),
        *(_dated(text, match, *map(_digits, match.groups())) for match in _NUMERALS.finditer(plain)),
        *(_month(text, match) for match in _MONTH.finditer(plain)),
        *(_without_year(text, match) for match in _NO_YEAR.finditer(plain)),
    ]
    return _with_years(text, apart(found))


def _with_years(text: str, found: list[Found]) -> list[Found]:
    complete: list[Found] = []
    for each in found:
        before = complete[-1] if complete else None
        if before and before.value and not each.value and each.kind == "date":
            between = unified(text[before.end : each.start])
            match = _NO_YEAR.match(unified(each.text))
            if match and _RANGE.fullmatch(between):
                each = _found(each.start, each.text, before.value[:4], match[1], match[2])
        complete.append(each)
    return complete


def _dated(text: str, match: re.Match[str], year: str, month: str, day: str) -> Found:
    return _found(match.start(), text[match.start() : match.end()], year, month, day)


def _found(start: int, text: str, year: str, month: str, day: str) -> Found:
    try:
        meant = date(int(year), int(month), int(day))
    except ValueError:
        return Found("suspect", start, text, hint=say("没有这一天，可能误读。"))
    if not FIRST_YEAR <= meant.year <= LAST_YEAR:
        return Found("suspect", start, text, hint=say("年份不像，可能误读。"))
    return Found("date", start, text, meant.isoformat())


def _month(text: str, match: re.Match[str]) -> Found:
    written = text[match.start() : match.end()]
    if not 1 <= int(match[2]) <= 12:
        return Found("suspect", match.start(), written, hint=say("没有这个月，可能误读。"))
    return Found("date", match.start(), written, f"{match[1]}-{int(match[2]):02}")


def _without_year(text: str, match: re.Match[str]) -> Found:
    """A day of any year: 2000 was a leap year, so that 29 February passes."""
    written = text[match.start() : match.end()]
    checked = _found(match.start(), written, "2000", match[1], match[2])
    return Found("date", match.start(), written, hint=say("没有写年份。")) if checked.value else checked


def _digits(numeral: str) -> str:
    return str(chinese_number(re.sub("[○oO]", "〇", numeral)))
