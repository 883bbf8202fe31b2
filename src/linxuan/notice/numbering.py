"""The number at the front of a clause: 一、 （一） 1. （1） ① 第一条, whatever the width of its marks."""

import re
from dataclasses import dataclass

_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BRACKETS = str.maketrans("〔［【〕］】[]", "((()))()")
# Characters that some printers use for the numerals: radicals of the same shape.
_RADICALS = str.maketrans("⼀⼆⼋⼗", "一二八十")

_LONGEST = 24
"""Characters of a line in which its number must stand."""
_MOST = 199

# A scanner takes 一 for a dash, and 1 for a letter; such a number needs its neighbours to be one.
_MISREAD = {"-": "一", "—": "一", "–": "一", "l": "1", "I": "1"}

_CHINESE = r"[〇零一二三四五六七八九十百](?:\s*[〇零一二三四五六七八九十百]){0,4}"
_EITHER = rf"(?:{_CHINESE}|\d{{1,3}})"
_NOT_A_REFERENCE = r"(?!\s*[、,和及至或到的第规所之])"

# In the order of their rank, outermost first; the part captured is the number.
_STYLES: tuple[tuple[str, str], ...] = (
    ("part", rf"第\s*({_EITHER})\s*编{_NOT_A_REFERENCE}"),
    ("chapter", rf"第\s*({_EITHER})\s*章{_NOT_A_REFERENCE}"),
    ("section", rf"第\s*({_EITHER})\s*节{_NOT_A_REFERENCE}"),
    ("article", rf"第\s*({_EITHER})\s*条{_NOT_A_REFERENCE}"),
    ("chinese", rf"({_CHINESE}|[-—–](?=\s*、))\s*[、.](?!\s*{_CHINESE}\s*[、.])"),
    ("bracketed chinese", rf"\(\s*({_CHINESE}|[-—–])\s*\)\s*(?:[、.](?!\s*\())?(?!\s*[、和至或到])"),
    ("arabic", r"(\d{1,2}|[lI])\s*[.、](?![\d/])"),
    ("dotted", r"(\d{1,2}(?:\.\d{1,2}){1,3})(?![\d.%])\s*[.、]?"),
    ("bracketed arabic", r"\(\s*(\d{1,2}|[lI])\s*\)(?!\s*[、和至或到])"),
    ("half bracketed", r"(\d{1,2})\s*\)"),
    ("circled", r"([①-⑳])"),
)
_PATTERNS = tuple((style, re.compile(pattern)) for style, pattern in _STYLES)
RANK = {style: rank for rank, (style, _) in enumerate(_STYLES)}

_ENCLOSED = {
    **{0x3220 + n: f"({numeral})" for n, numeral in enumerate("一二三四五六七八九十")},
    **{0x2474 + n: f"({n + 1})" for n in range(20)},
    **{0x2488 + n: f"{n + 1}." for n in range(20)},
}
_LABELS = {
    "part": "第{}编",
    "chapter": "第{}章",
    "section": "第{}节",
    "article": "第{}条",
    "bracketed chinese": "({})",
    "bracketed arabic": "({})",
    "half bracketed": "{})",
}


@dataclass(frozen=True)
class Lead:
    """The number of a clause: `label` as in an address, `number` its place among its like.

    `series` is what it counts within: the style, and for `1.2` also what stands before the last point.
    """

    style: str
    series: str
    number: int
    label: str
    written: str
    """The number as the text has it."""
    length: int
    """Characters of the line that the number takes, with the white space before it."""
    doubtful: bool = False
    """It may be words as well, and is a number only where its neighbours are there too."""


def read_lead(text: str) -> Lead | None:
    """Return the number with which a line begins, or None where it begins with words."""
    start = len(text) - len(text.lstrip())
    enclosed = text[start : start + 1].translate(_ENCLOSED)
    front = enclosed if len(enclosed) > 1 else unified(text[start : start + _LONGEST])
    for style, pattern in _PATTERNS:
        if match := pattern.match(front):
            length = start + (1 if front is enclosed else match.end())
            return _lead(style, re.sub(r"\s", "", match[1]), text[start:length], length)
    return None


def unified(text: str) -> str:
    """Return `text` with half-width letters, digits and marks and round brackets, as long as before."""
    return text.translate(_WIDTH).translate(_BRACKETS).translate(_RADICALS)


def chinese_number(numeral: str) -> int:
    """Return the value of a Chinese numeral below 1000 (`二十三`), or of plain digits (`二〇二三`)."""
    if not set(numeral) & set("十百"):
        return int("".join(str(_DIGITS[each]) for each in numeral))
    total, digit = 0, None
    for each in numeral:
        if each in "十百":
            total += (1 if digit is None else digit) * (10 if each == "十" else 100)
            digit = None
        else:
            digit = _DIGITS[each]
    return total + (digit or 0)


def _lead(style: str, numeral: str, written: str, length: int) -> Lead | None:
    doubtful = style == "dotted" or numeral in _MISREAD
    numeral = _MISREAD.get(numeral, numeral)
    before, _, last = numeral.rpartition(".")
    number = _value(last)
    if not 0 < number <= _MOST:
        return None
    label = _LABELS.get(style, "{}").format(numeral)
    return Lead(style, f"{style} {before}".strip(), number, label, written, length, doubtful)


def _value(numeral: str) -> int:
    if numeral.isascii():
        return int(numeral)
    return ord(numeral) - ord("①") + 1 if "①" <= numeral <= "⑳" else chinese_number(numeral)


_TAIL = re.compile(
    rf"(?:第({_EITHER})[编章节条]|\(({_CHINESE}|\d{{1,3}})\)|({_CHINESE})|(\d{{1,3}})\)?|([①-⑳]))(?:之\d+)?$"
)


def number_of(label: str) -> int:
    """Return the number that a label, or an address, ends with: 2 for `(二)` or `一(一)2`; 0 if with none."""
    match = _TAIL.search(label)
    numeral = next((group for group in match.groups() if group), "") if match else ""
    return _value(numeral) if numeral else 0
