"""Answers in words, and the codes that are written like words."""

import re
import unicodedata
from collections.abc import Mapping

from linxuan import credit_code
from linxuan.answers.raw import Unfit
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Field

LONGEST = {"text": 500, "long_text": 20_000, "file": 255}
"""Characters that are taken where the field names no length of its own."""
_PHONE = re.compile(r"\+?[\d() -]{5,24}(?:(?:转|x|ext\.?)\d{1,6})?", re.ASCII)
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(?:\.[^@\s.]+)+")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
"""Control characters but for the ends of lines and cells, halves of a pair, and what turns the direction of writing."""


def as_text(field: Field, raw: object) -> str:
    """Read words on one line: runs of white space become one space. Raises Unfit."""
    return _within_length(field, " ".join(_words(raw).split()))


def as_long_text(field: Field, raw: object) -> str:
    """Read words with their line ends. Raises Unfit."""
    return _within_length(field, _words(raw).strip())


def as_file(field: Field, raw: object) -> str:
    """Read the name of a file, given alone or as `{"name": …}`. Raises Unfit."""
    name = raw.get("name") if isinstance(raw, Mapping) else raw
    return as_text(field, name)


def as_credit_code(_: Field, raw: object) -> str:
    """Read a unified social credit code; it is stored in upper case, without spaces. Raises Unfit."""
    try:
        return credit_code.read_credit_code(_code(raw))
    except BadInput as fault:
        raise Unfit(fault.problem) from None


def as_region(_: Field, raw: object) -> str:
    """Read the six digits of a division: any well-formed code, whether on a list or not. Raises Unfit."""
    return _digits(raw, 6, say("要填6位数字的行政区划代码"))


def as_industry(_: Field, raw: object) -> str:
    """Read the four digits of a class of GB/T 4754, without its letter. Raises Unfit."""
    return _digits(raw, 4, say("要填国民经济行业分类的4位数字，不带字母"))


def as_phone(_: Field, raw: object) -> str:
    """Read a telephone number, with an extension where there is one. Raises Unfit."""
    return _shaped(raw, _PHONE, say("要填电话号码，如 0411-12345678"))


def as_email(_: Field, raw: object) -> str:
    """Read an e-mail address. Raises Unfit."""
    return _shaped(raw, _EMAIL, say("要填电子邮箱，如 name@example.cn"))


def _words(raw: object) -> str:
    if not isinstance(raw, str):
        raise Unfit(say("要填文字"))
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    if _UNPRINTABLE.search(text):
        raise Unfit(say("文字里有不能显示的字符，请删去后重填"))
    return text


def _within_length(field: Field, text: str) -> str:
    longest = field.chars or LONGEST[field.kind]
    if len(text) > longest:
        raise Unfit(say("最多{longest}字，现在是{length}字", longest=longest, length=len(text)))
    return text


def _code(raw: object) -> str:
    """A code as text; whole numbers are codes that somebody wrote without quotes."""
    return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else _words(raw)


def _digits(raw: object, count: int, wanted: str) -> str:
    return _shaped(raw, re.compile(rf"[0-9]{{{count}}}"), wanted)


def _shaped(raw: object, shape: re.Pattern[str], wanted: str) -> str:
    text = unicodedata.normalize("NFKC", _code(raw)).strip()
    if not shape.fullmatch(text):
        raise Unfit(wanted)
    return text
