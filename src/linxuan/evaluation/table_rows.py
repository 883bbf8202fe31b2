"""Tables of the register and of grades as CSV: their columns, and the rows that are left out."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from linxuan.errors import BadInput
from linxuan.headings import columns_in, words_of
from linxuan.language import say

Table = Literal["register", "grades"]
KEYS = ("entity", "credit_code", "name")
"""The columns that may tell entities apart: the first that a table has, of one sort in both."""
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "entity": ("示范主体",),
    "credit_code": ("统一社会信用代码",),
    "name": ("名称", "企业名称"),
    "cohort": ("批次",),
    "track": ("遴选类别",),
    "operating_status": ("经营状态",),
    "status": (),
    "year": ("年份", "年度"),
    "grade": ("等次",),
    "score": ("得分",),
}
"""What the heading of each column may be called, the id as well, as the lists have them that we write."""
MOST_SHOWN = 40
_MOST_IN_A_CELL = 100_000


@dataclass(frozen=True)
class Fault:
    """A row that is left out: in which table, on which line, and why."""

    table: Table
    line: int
    problem: str


@dataclass(frozen=True)
class Columns:
    """Where the columns of a table stand, by name; `key` is the one that tells entities apart."""

    key: int
    at: Mapping[str, int]
    width: int

    def cell(self, cells: Sequence[str], column: str) -> str:
        """Return what stands in a column of a row, '' where the table has no such column."""
        place = self.at.get(column)
        return "" if place is None else cells[place].strip()


Rows = Iterator[tuple[int, list[str]]]


def open_rows(lines: Iterable[str], table: Table, wanted: Sequence[str]) -> tuple[Columns, Rows]:
    """Return the columns of a CSV table and its rows, each with its line; empty rows are passed over.

    Whether a row has as many cells as the head is for who reads it. Raises BadInput where a
    column is missing, and, while the rows are read, where the text is no CSV.
    """
    csv.field_size_limit(_MOST_IN_A_CELL)
    reader = csv.reader(lines, strict=True)
    try:
        head = next(reader, [])
    except csv.Error:
        raise BadInput(say("第{line}行：不是CSV，请检查引号", line=1)) from None
    at = columns_in(head, words_of(COLUMNS))
    key = next((at[name] for name in KEYS if name in at), None)
    missing = [*([KEYS[0]] if key is None else []), *(name for name in wanted if name not in at)]
    if key is None or missing:
        columns = say("、").join((KEYS[0], *wanted))
        told = say(
            "第1行：缺少{missing}列；要有的列：{columns}", missing=say("、").join(missing), columns=columns
        )
        raise BadInput(told, field=table)
    return Columns(key, at, len(head)), _rows(reader)


def _rows(reader: Any) -> Rows:
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error:
        raise BadInput(say("第{line}行：不是CSV，请检查引号", line=reader.line_num)) from None


def width_problem(cells: Sequence[str], columns: Columns) -> str:
    """Say that a row has more or fewer cells than the head."""
    return say("有{count}格，表头有{wanted}格", count=len(cells), wanted=columns.width)


def shortened(word: str) -> str:
    """Return a word as a sentence can show it."""
    return word if len(word) <= MOST_SHOWN else f"{word[:MOST_SHOWN]}…"
