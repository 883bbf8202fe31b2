"""Numbers, shares and dates as Chinese notices write them: 3, 三, 30%, 百分之三十, 2023年5月15日."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
_HAN = "零〇一二两三四五六七八九十百千万亿"
_NUMBER = re.compile(
    rf"(?P<plain>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<scale>[万亿])?|(?P<han>[{_HAN}]+)"
)
_PERCENT = re.compile(rf"(\d+(?:\.\d+)?)(?:%|个百分点)|百分之(\d+(?:\.\d+)?|[{_HAN}]+)|([{_HAN}]+)成")
_DAY = re.compile(
    rf"(\d{{4}})[-./](\d{{1,2}})[-./](\d{{1,2}})|(\d{{4}}|[{_HAN}]{{4}})年(\d{{1,2}}|[{_HAN}]+)月(\d{{1,2}}|[{_HAN}]+)日"
)


def numbers_in(words: str) -> frozenset[Decimal]:
    """Return the numbers written in `words`; `3000万` is 3000 as well as 30000000."""
    return frozenset(_numbers(_plain(words)))


def shares_in(words: str) -> frozenset[Decimal]:
    """Return the shares written in `words`, as parts of one: `30%`, `百分之三十`, `三成`."""
    return frozenset(_shares(_plain(words)))


def days_in(words: str) -> frozenset[date]:
    """Return the full dates written in `words`."""
    return frozenset(_days(_plain(words)))


def _plain(words: str) -> str:
    """One width of digits and marks, and no white space between them."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def _numbers(words: str) -> Iterator[Decimal]:
    for found in _NUMBER.finditer(words):
        if found["han"]:
            yield Decimal(han_number(found["han"]))
            continue
        number = Decimal(found["plain"].replace(",", ""))
        yield number
        if found["scale"]:
            yield number * _LARGE[found["scale"]]


def _shares(words: str) -> Iterator[Decimal]:
    for percent, of_hundred, of_ten in _PERCENT.findall(words):
        if of_ten:
            yield Decimal(han_number(of_ten)) / 10
        else:
            yield _either(percent or of_hundred) / 100
    yield from (number for number in _numbers(words) if number <= 1)


def _days(words: str) -> Iterator[date]:
    for found in _DAY.findall(words):
        year, month, day = found[:3] if found[0] else found[3:]
        try:
            yield date(int(_either(year)), int(_either(month)), int(_either(day)))
        except ValueError:
            continue


def _either(written: str) -> Decimal:
    return Decimal(written if written[0].isdecimal() else han_number(written))


def han_number(written: str) -> int:
    """Return the value of a number in Chinese characters: 十五, 两百零三, 一万二千; 二〇二三 digit by digit."""
    if all(character in _DIGITS for character in written):
        return int("".join(str(_DIGITS[character]) for character in written))
    total = section = digit = 0
    for character in written:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _SMALL:
            section += (digit or 1) * _SMALL[character]
            digit = 0
        else:
            total = (total + section + digit or 1) * _LARGE[character]
            section = digit = 0
    return total + section + digit
