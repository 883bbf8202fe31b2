"""Texts whose lines were lost: a page of the web copied as one line is parted again at its numbers."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from linxuan.notice.lines import Line
from linxuan.notice.numbering import unified

_LONG = 120
"""Characters that no printed line has."""

_CHINESE = r"[一二三四五六七八九十]{1,3}"
_NUMBER = rf"(?:{_CHINESE}、|\({_CHINESE}\)|\d{{1,2}}[.、](?!\d)|\(\d{{1,2}}\)|第{_CHINESE}[章条]\s)"
_PLACE = re.compile(rf"(?:(?<=[。;:!?])|(?<=\s))(?={_NUMBER})")
_FIRST, _SECOND = (re.compile(rf"(?<=[。;:!?\s]){numeral}、") for numeral in "一二")


def unfolded(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines; a long one that holds `一、` and `二、` is cut before each number in it."""
    for line in lines:
        text = unified(line.text)
        if len(text) > _LONG and (first := _FIRST.search(text)) and _SECOND.search(text, first.end()):
            yield from _cut(line, text)
        else:
            yield line


def _cut(line: Line, text: str) -> Iterator[Line]:
    places = [0, *(match.start() for match in _PLACE.finditer(text)), len(text)]
    for begin, end in pairwise(places):
        yield Line(line.number, line.text[begin:end])
