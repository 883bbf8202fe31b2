"""Sentences with places for figures: all else in them is settled when they are compiled.

What an operand has to say is text with one mark for every figure, in the order in which its figures are
written. A mark also says what stands at the edges of its figure, so that spaces fall out beforehand.
"""

import re
from collections.abc import Callable
from operator import itemgetter
from typing import TypeAlias

from linxuan.language import CHINESE, current_language

Sentence: TypeAlias = Callable[[tuple[str, ...]], str]
"""Puts figures into their places."""

NUMBER, DAY, NAME = "\ue000", "\ue001", "\ue002"
"""A number has figures at its edges, a day may end in a character, a name begins and ends in one."""

_OF_CLASS = {NUMBER: 0xF0000, DAY: 0xF1000, NAME: 0xF2000}
"""Where the numbered places of each mark begin, in a plane that no text uses."""
_MOST = 0x1000
_MARKS = re.compile("[\ue000-\ue002]")
_PLACES = re.compile("[\U000f0000-\U000f2fff]")
_RESERVED = re.compile("[\ue000-\ue002\U000f0000-\U000f2fff]")
_BEFORE = "\u4e00-\u9fff\U000f1000-\U000f2fff"
_AFTER = "\u4e00-\u9fff\U000f2000-\U000f2fff（“"
_SPACE_INSIDE = re.compile(f" (?:(?<=[{_BEFORE}] )(?=[{_AFTER}])|(?<=） ))")


def closed(sentence: str) -> str:
    """Chinese has no space between two characters; beside a figure it stays. English keeps them all."""
    return _SPACE_INSIDE.sub("", sentence) if current_language() == CHINESE else sentence


def unmarked(text: str) -> str:
    """Return a text of the package without characters that would be taken for marks."""
    return _RESERVED.sub("", text)


def sentence(template: str, **parts: str) -> Sentence:
    """Return what fills the figures of all parts, part by part, into `template`."""
    texts, order = places(template, **parts)
    return _filling("%s".join(each.replace("%", "%%") for each in texts), order)


def places(template: str, **parts: str) -> tuple[list[str], list[int]]:
    """Return the texts of a sentence around its figures, and which figure stands in each place."""
    count = 0

    def place(mark: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return chr(_OF_CLASS[mark[0]] + count - 1)

    numbered = {name: _MARKS.sub(place, text) for name, text in parts.items()}
    if count > _MOST:
        raise ValueError(count)
    text = closed(template.format(**numbered))
    return _PLACES.split(text), [ord(each) % _MOST for each in _PLACES.findall(text)]


def _filling(shape: str, order: list[int]) -> Sentence:
    if not order:
        whole = shape % ()
        return lambda _: whole
    if order == sorted(order):
        return shape.__mod__
    pick = itemgetter(*order)
    return lambda figures: shape % pick(figures)
