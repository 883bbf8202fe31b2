"""The lines of a raw text: their white space, their widths, and what belongs to the page, not to the text."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

WIDE_GAP = 4
"""Columns of white space inside a line that part two entries; less is the scanner's."""

_SPREAD_SHARE = 4
_LINE_END = re.compile(r"\r\n|\r|\n")
_PAGE_NUMBER = re.compile(r"[-—–－―─·•]+\d{1,3}[-—–－―─·•]+|第\d{1,3}页([,，/]?共\d{1,3}页)?")
_RULE = re.compile(r"[-—–－―─_＿=＝*＊]{3,}")
_BARE_NUMBER = re.compile(r"\d{1,3}")
_FEWEST_LINES_A_PAGE = 8
_DIGITS = "0123456789"


@dataclass(frozen=True)
class Line:
    """One line: `number` counts from 1 in the raw text."""

    number: int
    text: str


def split(raw: str) -> list[Line]:
    """Return the lines of `raw`, numbered as an editor does."""
    return [Line(number, text) for number, text in enumerate(_LINE_END.split(raw), 1)]


@lru_cache(maxsize=10_000)
def is_blank(character: str) -> bool:
    """Tell whether a character prints nothing: white space, controls, marks of width zero."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")


def bare(text: str) -> str:
    """Return `text` without anything that prints nothing."""
    return "".join(character for character in text if not is_blank(character))


def width(text: str) -> int:
    """Return the columns that the printed line took: wide for all but Latin letters and digits.

    Scanners write half-width marks where wide ones stood. Their single spaces take room only where
    the whole line is spread.
    """
    words = text.split()
    columns = sum(1 if _is_latin(each) else 2 for word in words for each in word)
    return columns + (len(words) - 1 if len(words) * _SPREAD_SHARE >= columns else 0)


def indent(text: str) -> int:
    """Return the columns of white space at the front of a line."""
    front = text[: len(text) - len(text.lstrip())]
    return sum(map(_blank_columns, front))


def without_page_marks(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines with something on them, and apart from them page numbers and ruled lines."""
    kept: list[Line] = []
    left: list[Line] = []
    for line in lines:
        words = bare(line.text)
        if words:
            is_mark = _PAGE_NUMBER.fullmatch(words) or _RULE.fullmatch(words)
            (left if is_mark else kept).append(line)
    numbers = _bare_page_numbers(kept)
    return [line for line in kept if line not in numbers], sorted([*left, *numbers], key=lambda at: at.number)


def _bare_page_numbers(lines: Sequence[Line]) -> set[Line]:
    """Lines that hold only a number, each one more than the last and a page away from it."""
    places = [place for place, line in enumerate(lines) if _BARE_NUMBER.fullmatch(bare(line.text))]
    pages = {
        place
        for before, after in pairwise(places)
        if int(bare(lines[after].text)) == int(bare(lines[before].text)) + 1
        and after - before > _FEWEST_LINES_A_PAGE
        for place in (before, after)
    }
    return {lines[place] for place in pages}


def tight(text: str) -> str:
    """Return `text` without the spaces of the scanner and the ends of broken lines.

    One space stays between Latin words and where a wide gap parts two entries of a line.
    """
    pieces: list[str] = []
    gap = ""
    for piece in _pieces(text):
        if piece[0].isspace():
            gap = piece
            continue
        if pieces:
            pieces.append(_kept(gap, pieces[-1] or pieces[-2], piece))
        pieces.append(piece)
        gap = ""
    return "".join(pieces)


def _pieces(text: str) -> list[str]:
    shown = "".join(each for each in text if each.isspace() or not is_blank(each))
    return re.findall(r"\s+|\S+", shown)


def _kept(gap: str, before: str, after: str) -> str:
    if not gap:
        return ""
    if not (_is_latin(before[-1]) and _is_latin(after[0])):
        wide = "\n" not in gap and sum(map(_blank_columns, gap)) >= WIDE_GAP
        return " " if wide and min(len(before), len(after)) > 1 else ""
    if before[-1].isdigit() and after[0].isdigit():
        # A tab parts the cells of a table: 3 and 1 are never 31.
        if "\t" in gap and "\n" not in gap:
            return " "
        return "" if "\n" in gap or _is_spread(before, after) else " "
    return "" if "\n" in gap and "/" in before else " "


def _is_spread(before: str, after: str) -> bool:
    """Digits printed apart: at least one of the two stands alone, as in `2 0 2 3`."""
    last = len(before) - len(before.rstrip(_DIGITS))
    first = len(after) - len(after.lstrip(_DIGITS))
    return 1 in (last, first)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _blank_columns(character: str) -> int:
    return {"\t": WIDE_GAP, "\u3000": 2}.get(character, 1)
