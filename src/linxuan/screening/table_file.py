"""A small table that somebody uploads, CSV or xlsx, as lines of cells: read in a confined child."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, confined
from linxuan.sheet import text_of

MEMORY = 300 * 2**20
SECONDS = 20.0
MOST_LINES = 10_000
MOST_CELLS = 30
LONGEST_CELL = 1_000


def table_lines(path: Path) -> list[list[str]]:
    """Return the cells of a CSV file, or of the first sheet of a workbook, line by line.

    Raises BadInput for what is neither or is far too large for such a table, and Stopped where it took
    too much to read.
    """
    asked = {"path": str(path)}
    result = confined("table", asked, memory=MEMORY, seconds=SECONDS, reach=Reach(reads=(path,)))
    return [list(map(str, cells)) for cells in result["lines"]]


def lines_in_child(asked: Mapping[str, Any], _tell: Tell) -> Mapping[str, Any]:
    """Read the file as a request in JSON says."""
    path = Path(asked["path"])
    with path.open("rb") as file:
        is_workbook = file.read(4) == b"PK\x03\x04"
    return {"lines": _of_workbook(path) if is_workbook else _of_text(path)}


def _of_workbook(path: Path) -> list[list[str]]:
    from linxuan.screening.register.workbook import lines_of

    return _checked(lines_of(path, MOST_LINES + 1))


def _of_text(path: Path) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text_of(path.read_bytes()), newline=""), strict=True)
    lines: list[list[str]] = []
    try:
        for cells in reader:
            lines.append(cells)
            if len(lines) > MOST_LINES:
                break
    except csv.Error:
        told = say("第{line}行：不是CSV，请检查引号", line=reader.line_num)
        raise BadInput(told) from None
    return _checked(lines)


def _checked(lines: list[list[str]]) -> list[list[str]]:
    if len(lines) > MOST_LINES:
        raise BadInput(say("超过{most}行，不像是一张这样的表", most=MOST_LINES))
    return [[cell[:LONGEST_CELL] for cell in cells[:MOST_CELLS]] for cells in lines]
