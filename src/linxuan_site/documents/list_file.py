"""A list of any length as a file that goes out while it is read: CSV, or a workbook written row by row."""

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path

from xlsxwriter import Workbook

from linxuan.workbooks.filling import BEGINS_A_FORMULA
from linxuan_site.queries.listing import ListRow

BYTES_AT_A_TIME = 64 * 1024
MOST_ROWS = 1_048_575
"""A sheet of a workbook has no more; what follows goes onto the next sheet."""


def csv_lines(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a CSV that spreadsheet programs open as UTF-8, no cell of it a formula."""
    yield "\ufeff" + csv_line(headings)
    yield from map(csv_line, rows)


def csv_line(cells: Sequence[str]) -> str:
    """Return a line of a CSV; a cell that a spreadsheet program would take for a formula is quoted."""
    text = StringIO()
    csv.writer(text).writerow([f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell for cell in cells])
    return text.getvalue()


def cells_of(row: ListRow, *, verdict: str) -> list[str]:
    """Return an application as a line of a list; `verdict` is what the reader of the list calls it."""
    application = row.application
    return [
        application.number or "",
        application.subject,
        application.organisation.credit_code or "",
        row.procedure,
        row.category,
        row.in_charge,
        row.stage,
        verdict,
        application.filed_on.isoformat() if application.filed_on else "",
    ]


def list_xlsx(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield the bytes of a workbook; its rows lie in a file meanwhile, not in memory."""
    with tempfile.TemporaryDirectory(prefix="linxuan-") as folder:
        path = Path(folder) / "list.xlsx"
        _write_workbook(path, headings, rows)
        with path.open("rb") as file:
            while piece := file.read(BYTES_AT_A_TIME):
                yield piece


def _write_workbook(path: Path, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True})
        sheet, line = None, 0
        for row in rows:
            if sheet is None or line > MOST_ROWS:
                sheet, line = book.add_worksheet(), 1
                sheet.write_row(0, 0, headings, bold)
            for column, cell in enumerate(row):
                sheet.write_string(line, column, cell)
            line += 1
        if sheet is None:
            book.add_worksheet().write_row(0, 0, headings, bold)
