"""The text of an expression cut into tokens; whatever is no part of the language is refused here."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from linxuan.language import say
from linxuan.rules import hints
from linxuan.rules.days import iso_day
from linxuan.rules.problems import ExpressionError

LONGEST_TEXT = 2_000
LONGEST_NUMBER = 30
KEYWORDS = frozenset({"AND", "OR", "NOT", "IN", "BETWEEN", "TRUE", "FALSE"})
"""Words that no field may be called; upper and lower case are the same."""

Kind = Literal["number", "text", "date", "name", "parameter", "keyword", "symbol", "end"]

_TOKEN = re.compile(
    r"""
      (?P<number>[0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z_.]))
    | (?P<date>(?i:date)[ \t\r\n]*'(?P<day>[^']*)')
    | (?P<text>'(?:[^']|'')*')
    | (?P<parameter>\$[a-z][a-z0-9_]*(?![A-Za-z0-9_$]))
    | (?P<word>[A-Za-z][A-Za-z0-9_]*(?![A-Za-z0-9_$]))
    | (?P<comment>--|/\*|\#)
    | (?P<symbol><>|!=|<=|>=|[=<>](?![=<>])|[-+*(),])
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"[ \t\r\n]*")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@dataclass(frozen=True)
class Token:
    """`value` is a keyword in capitals, a text without its quotes, an ISO day, else as written."""

    kind: Kind
    value: str
    position: int


def tokens(text: str) -> tuple[Token, ...]:
    """Cut `text`; the last token is always the end. Raises ExpressionError at the first fault."""
    if len(text) > LONGEST_TEXT:
        problem = say("表达式有{length}字，最多{most}字", length=len(text), most=LONGEST_TEXT)
        raise ExpressionError(problem, LONGEST_TEXT, say("拆成几条规则"))
    _refuse_hidden(text)
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Token]:
    at = _after_space(text, 0)
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise _unreadable(text, at)
        yield _token(match)
        at = _after_space(text, match.end())
    yield Token("end", "", at)


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _token(match: re.Match[str]) -> Token:
    value, at = match.group(), match.start()
    match match.lastgroup:
        case "number":
            return _number(value, at)
        case "date":
            return Token("date", _day(match["day"], at).isoformat(), at)
        case "text":
            return _text(value[1:-1], at)
        case "parameter":
            return Token("parameter", value[1:], at)
        case "word":
            return _word(value, at)
        case "symbol":
            return Token("symbol", "<>" if value == "!=" else value, at)
    raise ExpressionError(say("表达式里不能写注释"), at, say("说明写在 reading 或 why 里"))


def _number(value: str, at: int) -> Token:
    if len(value.replace(".", "")) > LONGEST_NUMBER:
        raise ExpressionError(say("数字太长，最多{most}位", most=LONGEST_NUMBER), at)
    return Token("number", value, at)


def _day(value: str, at: int) -> date:
    day = iso_day(value)
    if day is None:
        problem = say("“{value}”不是1900年至2199年间的日期", value=value)
        raise ExpressionError(problem, at, say("日期写成 DATE '2021-01-01'"))
    return day


def _text(value: str, at: int) -> Token:
    if any(character in "\t\r\n" for character in value):
        raise ExpressionError(say("文字里不能换行或有制表符"), at)
    return Token("text", unicodedata.normalize("NFC", value.replace("''", "'")), at)


def _word(value: str, at: int) -> Token:
    if value.upper() in KEYWORDS:
        return Token("keyword", value.upper(), at)
    if value != value.lower():
        hint = hints.for_word(value) or say("字段和函数用小写")
        raise ExpressionError(say("没有“{word}”这个词", word=value), at, hint)
    return Token("name", value, at)


def _refuse_hidden(text: str) -> None:
    for at, character in enumerate(text):
        if character not in "\t\r\n" and unicodedata.category(character) in _HIDDEN:
            problem = say("有一个看不见的字符 U+{code}", code=f"{ord(character):04X}")
            raise ExpressionError(problem, at, say("删去它"))


def _unreadable(text: str, at: int) -> ExpressionError:
    character = text[at]
    problem = say("“{character}”不属于规则语言", character=character)
    if character.isascii() and character.isalnum():
        problem = say("“{word}”读不懂", word=re.split(r"[^A-Za-z0-9_.$]", text[at:], maxsplit=1)[0])
    return ExpressionError(problem, at, hints.for_character(character))
