"""Values of TOML as a package writes them: texts, whole numbers, exact decimals, dates, lists and tables."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Literal

from linxuan.language import say
from linxuan.programme.definition import Length, WorkingDays
from linxuan.programme.faults import listed

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
LARGEST = 10**15
_HIGHEST, _FINEST = 15, -8
"""Powers of ten: looked at first, because working with 1e999999999 takes for ever, or fails."""
_WORKING_DAYS = re.compile(r"([0-9]{1,3})wd")
_LENGTH = re.compile(r"([0-9]{1,3})([ymd])")
_LIKE_A_DATE = re.compile(r"\d{4}-\d{2}-\d{2}.*")


class Misshapen(Exception):
    """A value that is not of the sort its key takes; the text says what it should be."""


def text_of(raw: object) -> str:
    """Return a text without the white space around it. Raises Misshapen."""
    if not isinstance(raw, str):
        raise Misshapen(say("要写文字，放在引号里"))
    text = unicodedata.normalize("NFC", raw).strip()
    if not text:
        raise Misshapen(say("是空的"))
    if any(unicodedata.category(each) in ("Cc", "Cs") and each not in "\n\t\r" for each in text):
        raise Misshapen(say("文字里有看不见的控制字符"))
    return text


def texts_of(raw: object) -> tuple[str, ...]:
    """Return one text or a list of texts, each once. Raises Misshapen."""
    texts = tuple(map(text_of, raw if isinstance(raw, list) else [raw]))
    twice = [each for each, count in Counter(texts).items() if count > 1]
    if twice:
        raise Misshapen(say("写了两次：{words}", words=listed(twice)))
    return texts


def whole_number(raw: object, least: int) -> int:
    """Return a whole number from TOML. Raises Misshapen."""
    if not isinstance(raw, int) or isinstance(raw, bool):
        raise Misshapen(say("要写整数，不加引号"))
    if not least <= raw <= LARGEST:
        raise Misshapen(say("要在 {least} 和 {most} 之间", least=least, most=LARGEST))
    return raw


def decimal_number(raw: object) -> Decimal:
    """Return an exact decimal from a text in quotes or a whole number. Raises Misshapen."""
    if isinstance(raw, float):
        raise Misshapen(say('小数要放在引号里，如 "0.30"，否则不精确'))
    try:
        number = Decimal(raw) if isinstance(raw, str | int) and not isinstance(raw, bool) else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not _FINEST <= number.adjusted() <= _HIGHEST or not _fits(number):
        raise Misshapen(say('要写数字，放在引号里，最多八位小数，如 "0.30"'))
    return number


def _fits(number: Decimal) -> bool:
    return abs(number) <= LARGEST and number == round(number, 8)


def share_of(raw: object) -> Decimal:
    """Return a share of one from a text in quotes, such as "0.30". Raises Misshapen."""
    share = decimal_number(raw)
    if not 0 <= share <= 1:
        raise Misshapen(say('比例要在 0 和 1 之间，30% 写 "0.30"'))
    return share


def part_of(raw: object) -> Decimal:
    """Return a share that is neither nothing nor all. Raises Misshapen."""
    share = share_of(raw)
    if not 0 < share < 1:
        raise Misshapen(say("这里的比例要大于 0、小于 1"))
    return share


def length_of(raw: object) -> Length:
    """Return a length of time from `"3y"`, `"6m"` or `"90d"`. Raises Misshapen."""
    found = _LENGTH.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found is None or int(found[1]) == 0:
        raise Misshapen(say('要写多久，放在引号里：三年 "3y"、六个月 "6m"、九十天 "90d"'))
    unit: Literal["y", "m", "d"] = "y" if found[2] == "y" else "m" if found[2] == "m" else "d"
    return Length(int(found[1]), unit)


def time_of(raw: object) -> Length | WorkingDays:
    """Return a length of time, or one in working days from `"10wd"`. Raises Misshapen."""
    found = _WORKING_DAYS.fullmatch(raw.strip()) if isinstance(raw, str) else None
    if found is not None and int(found[1]):
        return WorkingDays(int(found[1]))
    try:
        return length_of(raw)
    except Misshapen:
        raise Misshapen(say('要写多久，放在引号里：十个工作日 "10wd"、六十天 "60d"、六个月 "6m"')) from None


def day_of(raw: object) -> date:
    """Return a date of TOML that has no time. Raises Misshapen."""
    if isinstance(raw, str) and _LIKE_A_DATE.fullmatch(raw):
        raise Misshapen(say("“{day}”不是日期：没有这一天，或多了引号", day=raw))
    if not isinstance(raw, date) or isinstance(raw, datetime):
        raise Misshapen(say("要写日期，不加引号，如 2023-05-15"))
    if not FIRST_DAY <= raw <= LAST_DAY:
        raise Misshapen(say("日期要在 1900 年和 2199 年之间"))
    return raw


def yes_no_of(raw: object) -> bool:
    """Return true or false. Raises Misshapen."""
    if not isinstance(raw, bool):
        raise Misshapen(say("要写 true 或 false，不加引号"))
    return raw


def list_of(raw: object) -> list[object]:
    """Return a list of TOML. Raises Misshapen."""
    if not isinstance(raw, list):
        raise Misshapen(say("要写列表：[ … ]"))
    return raw


def table_of(raw: object) -> Mapping[str, object]:
    """Return a table of TOML. Raises Misshapen."""
    if not isinstance(raw, Mapping):
        raise Misshapen(say("要写表：{ … }"))
    return raw
