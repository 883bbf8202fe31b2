"""Which signs the faces can print: one that they lack is named, never left as an empty box."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import Struct

import pylopdf_fonts_zh_cn

FIRST_CHECKED = 0x2E80
"""Below this the typesetter's own faces step in for what ours lack; from here on are the Chinese signs."""
_GROUP = Struct(">LLL")
_TABLE = Struct(">4sLLL")
_SUBTABLE = Struct(">HHL")
_GROUPED = 12


def printable(text: str) -> str:
    """Return `text` with each sign that no face has as its code point: `〔U+20BB7〕`."""
    lacking = {sign for sign in set(text) if ord(sign) >= FIRST_CHECKED and _is_lacking(sign)}
    return (
        "".join(f"〔U+{ord(sign):04X}〕" if sign in lacking else sign for sign in text) if lacking else text
    )


def _is_lacking(sign: str) -> bool:
    # What only chooses a variant of the sign before it takes no room of its own.
    return ord(sign) not in _covered() and unicodedata.category(sign) not in ("Mn", "Cf")


@cache
def _covered() -> frozenset[int]:
    """The code points that both faces have: a name is set in either."""
    faces = (pylopdf_fonts_zh_cn.serif_path(), pylopdf_fonts_zh_cn.sans_path())
    return frozenset.intersection(*(frozenset(_code_points(Path(face).read_bytes())) for face in faces))


def _code_points(font: bytes) -> Iterator[int]:
    """The code points of a font, from the groups of its character map (OpenType `cmap`, format 12)."""
    start = _grouped_map(font)
    count = int.from_bytes(font[start + 12 : start + 16], "big")
    for first, last, _glyph in _GROUP.iter_unpack(font[start + 16 : start + 16 + count * _GROUP.size]):
        yield from range(first, last + 1)


def _grouped_map(font: bytes) -> int:
    tables = _TABLE.iter_unpack(font[12 : 12 + _count(font, 4) * _TABLE.size])
    cmap: int = next(offset for tag, _sum, offset, _length in tables if tag == b"cmap")
    subtables = _SUBTABLE.iter_unpack(font[cmap + 4 : cmap + 4 + _count(font, cmap + 2) * _SUBTABLE.size])
    offsets = [offset for _on, _as, offset in subtables]
    grouped: int = next(offset for offset in offsets if _count(font, cmap + offset) == _GROUPED)
    return cmap + grouped


def _count(font: bytes, place: int) -> int:
    return int.from_bytes(font[place : place + 2], "big")
