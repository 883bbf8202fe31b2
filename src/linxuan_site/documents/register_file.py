"""The register as a list that can be read in again: CSV or a workbook, row by row, as of a day."""

from collections.abc import Iterator
from datetime import date

from linxuan.designations.tables import written_cells, written_heads
from linxuan.programme.definition import Call
from linxuan_site.documents.list_file import csv_lines, list_xlsx
from linxuan_site.queries.known_entities import register_rows


def register_csv(call: Call, day: date | None = None) -> Iterator[str]:
    """Yield the lines of the register of a day, today where none is said."""
    return csv_lines(written_heads(), written_cells(call, register_rows(call, day)))


def register_xlsx(call: Call, day: date | None = None) -> Iterator[bytes]:
    """Yield the bytes of a workbook with the same rows."""
    return list_xlsx(written_heads(), written_cells(call, register_rows(call, day)))
