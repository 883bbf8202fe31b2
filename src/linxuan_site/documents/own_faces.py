"""An office's own fonts: a folder that the settings name, and which families lie in it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from struct import Struct
from struct import error as StructError  # noqa: N812 - it is an exception, whatever it is called

from django.conf import settings

ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
FAMILIES = (1, 16)
"""Of the names of a font (OpenType `name`): its family, and the family that designers call it."""
UNICODE, WINDOWS = 0, 3
_TABLE = Struct(">4sLLL")
_RECORD = Struct(">HHHHHH")


def own_folder() -> Path | None:
    """Return the folder of the office's own fonts; None where the settings name none."""
    return Path(settings.FONTS).resolve() if settings.FONTS else None


def own_families() -> tuple[str, ...]:
    """Return the families of the office's own fonts, in every language that the fonts name them in."""
    folder = own_folder()
    return _families(folder) if folder else ()


@cache
def _families(folder: Path) -> tuple[str, ...]:
    files = [one for one in sorted(folder.rglob("*")) if one.suffix.lower() in ENDINGS]
    return tuple(sorted({name for file in files for name in _names(file.read_bytes())}))


def _names(file: bytes) -> Iterator[str]:
    """The families of a font file, or of each font of a collection; nothing of a file that is no font."""
    try:
        for start in _starts(file):
            yield from _names_of(file, start)
    except (ValueError, StructError):
        return


def _starts(file: bytes) -> list[int]:
    if file[:4] != b"ttcf":
        return [0]
    return [_long(file, 12 + 4 * at) for at in range(_long(file, 8))]


def _names_of(file: bytes, start: int) -> Iterator[str]:
    count = _short(file, start + 4)
    tables = _TABLE.iter_unpack(file[start + 12 : start + 12 + count * _TABLE.size])
    place: int = next((offset for tag, _sum, offset, _length in tables if tag == b"name"), -1)
    if place < 0:
        return
    texts = place + _short(file, place + 4)
    records = file[place + 6 : place + 6 + _short(file, place + 2) * _RECORD.size]
    for platform, _encoding, _language, kind, length, offset in _RECORD.iter_unpack(records):
        if kind in FAMILIES and platform in (UNICODE, WINDOWS):
            yield file[texts + offset : texts + offset + length].decode("utf-16-be")


def _short(file: bytes, place: int) -> int:
    return int.from_bytes(file[place : place + 2], "big")


def _long(file: bytes, place: int) -> int:
    return int.from_bytes(file[place : place + 4], "big")
