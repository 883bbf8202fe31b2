"""A table of anybody as the text that one would paste from it: a line a row, cells apart by tabs."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from linxuan.errors import BadInput
from linxuan.workbooks.reading import read_book


def text_of_table(content: bytes) -> str:
    """Return the rows of the first sheet that has any. Raises `BadInput` at `table` for what is no such table."""
    with NamedTemporaryFile(prefix="linxuan-table-") as file:
        file.write(content)
        file.flush()
        try:
            book = read_book(Path(file.name))
        except BadInput as fault:
            raise BadInput(fault.problem, field="table") from fault
    rows = next((one.rows for one in book.sheets if any(map(any, one.rows))), [])
    cells = [[" ".join(cell.text.split()) if cell else "" for cell in row] for row in rows]
    return "\n".join("\t".join(row).rstrip() for row in cells)
