"""A table that comes back from somebody's spreadsheet: its cells with their addresses, read in a confined child."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, Stopped, confined
from linxuan.sheet import text_of
from linxuan.workbooks.addresses import Area, area_of
from linxuan.workbooks.layouts import defined_names
from linxuan.workbooks.parts import BOOK
from linxuan.workbooks.properties import CUSTOM, properties_of

MEMORY = 300 * 2**20
SECONDS = 30.0
MOST_SHEETS = 5
MOST_LINES = 5_000
MOST_COLUMNS = 100
LONGEST_CELL = 2_000
_MOST_PART = 2 * 2**20


@dataclass(frozen=True)
class ReadCell:
    """What stands in a cell; of a number its shortest text."""

    text: str
    is_number: bool = False


@dataclass(frozen=True)
class ReadSheet:
    """The rows of a sheet from its first one, each from column A; None is an empty cell. A CSV has no name."""

    name: str
    rows: Sequence[Sequence[ReadCell | None]]


@dataclass(frozen=True)
class ReadBook:
    """The sheets of a workbook, its own properties, and the cells that have names."""

    sheets: Sequence[ReadSheet]
    properties: Mapping[str, str]
    names: Mapping[str, Area]


def read_book(path: Path, *, lines: int = MOST_LINES, sheets: int = MOST_SHEETS) -> ReadBook:
    """Return a workbook (xlsx) or a CSV file of anybody: its first `sheets`, none of more than `lines`.

    Raises BadInput with one sentence for what is neither, is protected, damaged or far too large.
    """
    try:
        found = confined(
            "read_workbook",
            {"path": str(path), "lines": lines, "sheets": sheets},
            memory=MEMORY,
            seconds=SECONDS,
            reach=Reach(reads=(path,)),
        )
    except Stopped as fault:
        raise BadInput(say("这个表格没有读成：太大、太复杂，或已损坏；请另存为xlsx再试")) from fault
    areas = {name: area_of(text) for name, text in found["names"].items()}
    read = [ReadSheet(one["name"], [list(map(_cell, row)) for row in one["rows"]]) for one in found["sheets"]]
    return ReadBook(read, found["properties"], {name: area for name, area in areas.items() if area})


def _cell(sent: Sequence[Any] | None) -> ReadCell | None:
    return ReadCell(str(sent[0]), bool(sent[1])) if sent else None


# ── in the child ──


def read_in_child(asked: Mapping[str, Any], _tell: Tell) -> Mapping[str, Any]:
    """Read the file that a request in JSON names."""
    path = Path(asked["path"])
    with path.open("rb") as file:
        first = file.read(8)
    if first.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(say("这是旧格式的xls，或设有密码；请去掉密码，另存为xlsx再试"))
    if not first.startswith(b"PK\x03\x04"):
        return {
            "sheets": [{"name": "", "rows": list(_of_text(path, asked["lines"]))}],
            "properties": {},
            "names": {},
        }
    from linxuan.screening.register.workbook import sheets_in

    read = sheets_in(path, sheets=asked["sheets"], lines=asked["lines"] + 1)
    if any(len(rows) > asked["lines"] for _name, rows in read):
        raise BadInput(say("超过{most}行，不像是一张这样的表", most=asked["lines"]))
    told = [
        {"name": name, "rows": [[_sent(cell) for cell in row[:MOST_COLUMNS]] for row in rows]}
        for name, rows in read
    ]
    return {"sheets": told, **_of_itself(path)}


def _of_text(path: Path, most: int) -> Iterator[list[list[object] | None]]:
    reader = csv.reader(io.StringIO(text_of(path.read_bytes()), newline=""))
    try:
        for line, cells in enumerate(reader, start=1):
            if line > most:
                raise BadInput(say("超过{most}行，不像是一张这样的表", most=most))
            yield [_sent(cell) for cell in cells[:MOST_COLUMNS]]
    except csv.Error:
        raise BadInput(say("第{line}行：不是CSV，请检查引号", line=reader.line_num)) from None


def _sent(cell: object) -> list[object] | None:
    """A cell as JSON: its text, and whether it is a number; None where it is empty."""
    if isinstance(cell, bool):
        return [str(cell).upper(), False]
    if isinstance(cell, int | float):
        whole = float(cell).is_integer() and abs(cell) < 10**15
        return [str(int(cell)) if whole else repr(float(cell)), True]
    if isinstance(cell, datetime | date):
        return [cell.isoformat()[:10], False]
    text = str(cell)[:LONGEST_CELL].strip()
    return [text, False] if text else None


def _of_itself(path: Path) -> dict[str, dict[str, str]]:
    """What the workbook says of itself; one that is odd in this says nothing."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = {one: _part(archive, one) for one in (BOOK, CUSTOM) if one in archive.namelist()}
        properties = properties_of(parts[CUSTOM]) if CUSTOM in parts else {}
        return {"properties": properties, "names": dict(defined_names(parts))}
    except (BadInput, KeyError, zipfile.BadZipFile, OSError, ValueError):
        return {"properties": {}, "names": {}}


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        content = file.read(_MOST_PART + 1)
    if len(content) > _MOST_PART:
        raise ValueError(name)
    return content
