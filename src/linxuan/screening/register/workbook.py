"""Excel: one sheet, its cells as text, written out and read the CSV way."""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

import python_calamine as calamine

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.rules.nearest import suggestion
from linxuan.screening.register.even import even_source
from linxuan.screening.register.parquet import digest_of
from linxuan.screening.register.source import Source, Torn, refused

_MOST_BYTES = 400_000_000
"""Of all parts together, unpacked: the reader holds a sheet in memory, and larger ones are sent as CSV."""
_MOST_CELLS = 25_000_000
_MOST_PARTS = 10_000
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,9})?([0-9]{1,15})["']""")
_CHUNK = 1 << 20
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError)
_SEAM = 32


def workbook_source(path: Path, scratch: Path, sheet: str) -> Source:
    """Return a sheet (the first, if none is named) as a source. Raises BadInput if it cannot be one."""
    _within_limits(path)
    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            opened = _sheet(path, book, sheet)
            rows = opened.iter_rows()
            head = _head(path, opened, rows)
            texts = (list(map(_text, row)) for row in rows)
            filled: Iterator[Sequence[str] | Torn] = (row for row in texts if any(map(str.strip, row)))
            return even_source(filled, scratch, head=head, digest=digest_of([path]))
    except (calamine.CalamineError, calamine.PasswordError, OSError) as fault:
        raise _unreadable(path, fault) from None


def lines_of(path: Path, most: int) -> list[list[str]]:
    """Return the cells of the first sheet as texts, line by line, at most so many lines. Raises BadInput."""
    _within_limits(path)
    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            rows = islice(_sheet(path, book, "").iter_rows(), most)
            return [list(map(_text, row)) for row in rows]
    except (calamine.CalamineError, calamine.PasswordError, OSError) as fault:
        raise _unreadable(path, fault) from None


def sheets_in(path: Path, *, sheets: int, lines: int) -> list[tuple[str, list[list[object]]]]:
    """Return the first sheets by name with their cells as they are kept, from A1 on. Raises BadInput."""
    _within_limits(path)
    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            opened = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names[:sheets]]
            return [(name, [list(row) for row in islice(one.iter_rows(), lines)]) for name, one in opened]
    except (calamine.CalamineError, calamine.PasswordError, OSError) as fault:
        raise _unreadable(path, fault) from None


def _unreadable(path: Path, fault: Exception) -> BadInput:
    return refused(path, say("不是可以读取的xlsx文件（{why}），请用Excel另存后再试", why=str(fault)[:100]))


def _sheet(path: Path, book: calamine.CalamineWorkbook, sheet: str) -> calamine.CalamineSheet:
    names = book.sheet_names
    if not names:
        raise refused(path, say("里面没有工作表"))
    if not sheet:
        return book.get_sheet_by_index(0)
    if sheet not in names:
        hint = suggestion(sheet, names)
        raise refused(path, say("没有工作表“{sheet}”；{hint}", sheet=sheet, hint=hint or names[0]))
    return book.get_sheet_by_name(sheet)


def _head(path: Path, sheet: calamine.CalamineSheet, rows: Iterable[Sequence[object]]) -> tuple[str, ...]:
    """The headings: the first row that is not empty. Raises BadInput."""
    for place, row in enumerate(rows):
        head = [_text(cell).strip() for cell in row]
        if not any(head):
            continue
        if any(top <= place <= bottom for (top, _), (bottom, _) in sheet.merged_cell_ranges or ()):
            raise refused(path, say("表头有合并的单元格；请让表头只占第一行，每列一个名称"))
        return tuple(head)
    raise refused(path, say("工作表是空的"))


def _text(cell: object) -> str:
    """A cell as it would be typed: whole numbers without a point, days without an hour."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 10**15 else repr(cell)
    if isinstance(cell, datetime):
        return str(cell.date() if cell.time() == time() else cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _within_limits(path: Path) -> None:
    """Look at the archive before anything unpacks it. Raises BadInput."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(each.file_size for each in parts) > _MOST_BYTES:
                raise refused(path, say("工作簿太大，请另存为CSV"))
            for each in parts:
                if each.filename.startswith("xl/worksheets/") and each.filename.endswith(".xml"):
                    _within_cells(path, archive, each)
    except _BROKEN:
        raise refused(path, say("不是可以读取的xlsx文件，请用Excel另存后再试")) from None


def _within_cells(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """A single cell far away would make a table of all that lies before it. Raises BadInput."""
    last_row = last_column = read = 0
    before = b""
    with archive.open(part) as opened:
        while chunk := opened.read(_CHUNK):
            read += len(chunk)
            for column, row in _PLACE.findall(before + chunk):
                last_row, last_column = max(last_row, int(row)), max(last_column, _number(column))
            if read > _MOST_BYTES or last_row * last_column > _MOST_CELLS:
                raise refused(path, say("工作簿太大，请另存为CSV"))
            before = chunk[-_SEAM:]


def _number(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found
