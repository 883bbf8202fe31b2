"""Sentences with places for figures: all else in them is settled when they are compiled.

What an operand has to say is text with one mark for every figure, in the order in which its figures are
written. A mark also says what stands at the edges of its figure, so that spaces fall out beforehand.
"""

import re
from collections.abc import Callable
from operator import itemgetter
from typing import TypeAlias

Sentence: TypeAlias = Callable[[tuple[str, ...]], str]
"""Puts figures into their places."""

NUMBER, DAY, NAME = "\ue000", "\ue001", "\ue002"
"""A number has figures at its edges, a day may end in a character, a name begins and ends in one."""

_OF_CLASS = {NUMBER: 0xE100, DAY: 0xE200, NAME: 0xE300}
_MOST = 0x100
_MARKS = re.compile("[\ue000-\ue002]")
_RESERVED = re.compile("[\ue000-\ue3ff]")
_PLACES = re.compile("[\ue100-\ue3ff]")
_BEFORE, _AFTER = "\u4e00-\u9fff\ue200-\ue3ff", "\u4e00-\u9fff\ue300-\ue3ff（“"
_SPACE_INSIDE = re.compile(f" (?:(?<=[{_BEFORE}] )(?=[{_AFTER}])|(?<=） ))")


def closed(sentence: str) -> str:
    """Chinese has no space between two characters; beside a figure it stays."""
    return _SPACE_INSIDE.sub("", sentence)


def unmarked(text: str) -> str:
    """Return a text of the package without characters that would be taken for marks."""
    return _RESERVED.sub("", text)


def sentence(template: str, **parts: str) -> Sentence:
    """Return what fills the figures of all parts, part by part, into `template`."""
    count = 0

    def place(mark: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return chr(_OF_CLASS[mark[0]] + count - 1)

    numbered = {name: _MARKS.sub(place, text) for name, text in parts.items()}
    if count > _MOST:
        raise ValueError(count)
    text = closed(template.format(**numbered))
    order = [ord(each) % _MOST for each in _PLACES.findall(text)]
    shape = _PLACES.sub("%s", text.replace("%", "%%"))
    return _filling(shape, order)


def _filling(shape: str, order: list[int]) -> Sentence:
    if not order:
        whole = shape % ()
        return lambda _: whole
    if order == sorted(order):
        return shape.__mod__
    pick = itemgetter(*order)
    return lambda figures: shape % pick(figures)
