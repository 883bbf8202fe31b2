"""Which column of a table that came back is which: by the names of its cells, else by its headings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linxuan.answers.units import power_between
from linxuan.headings import COUNTING, LAST_HEAD, bare, columns_in, plain, squeezed
from linxuan.workbooks.addresses import Area, address
from linxuan.workbooks.layouts import COLUMN
from linxuan.workbooks.reading import ReadBook, ReadCell, ReadSheet

_UNIT = re.compile(r"\(([^()]*)\)$")
USUAL: Mapping[str, tuple[str, ...]] = {
    "rank": ("推荐排序", "推荐次序", "排序", "名次", "顺序", "排名"),
    "track": ("申报类别", "类别"),
    "category": ("类型", "子类", "小类"),
    "number": ("申报编号", "申报号", "在线编号", "受理编号"),
    "recommender": ("推荐部门", "推荐机构"),
    "remark": ("说明", "备注说明"),
    "name": ("名称", "单位名称", "企业名称", "申报单位", "申报单位名称", "申报主体", "单位"),
    "credit_code": ("统一社会信用代码", "统一信用代码", "社会信用代码", "信用代码", "组织机构代码"),
}
"""What columns that every table may have are called elsewhere."""


@dataclass(frozen=True)
class Asked:
    """A column of the table: what it holds, its heading, how it is compared, and its unit, empty for none."""

    id: str
    head: str
    kind: str = "text"
    unit: str = ""
    label: str = ""
    """What the field is called without year and unit."""


@dataclass(frozen=True)
class Heads:
    """Where the headings of a sheet stand: the last row of them, columns by id, both counted from 1.

    `powers` has by id the power of ten by which what is typed has to be moved, where the heading has another unit.
    """

    sheet: ReadSheet
    row: int
    columns: Mapping[str, int]
    powers: Mapping[str, int]
    missing: tuple[Asked, ...]
    unknown: tuple[tuple[str, str], ...]
    """Headings that mean no column of ours, with their addresses."""


def heads_of(book: ReadBook, asked: Sequence[Asked]) -> Heads | None:
    """Return where the columns stand, of the sheet that has most of them; None where none is the table."""
    found = [one for sheet in book.sheets if (one := _of_sheet(sheet, asked, book.names))]
    return max(found, key=lambda one: len(one.columns), default=None)


def _of_sheet(sheet: ReadSheet, asked: Sequence[Asked], names: Mapping[str, Area]) -> Heads | None:
    called = _called(asked)
    by_row = [_matched(cells, called) for cells in sheet.rows[:LAST_HEAD]]
    best = max(range(len(by_row)), key=lambda row: len(by_row[row]), default=0)
    at = dict(by_row[best]) if by_row else {}
    # Heads of two rows: what is merged down stands in the upper one.
    for row in (best - 1, best + 1):
        if 0 <= row < len(by_row) and _is_head(sheet.rows[row], len(by_row[row])):
            at = {**by_row[row], **at}
            best = max(best, row) if by_row[row] else best
    named = _named(sheet, names, {one.id for one in asked})
    columns = {id: column for column, id in at.items()} | named
    if len(columns) < min(2, len(asked)):
        return None
    last = best + 1
    return Heads(
        sheet=sheet,
        row=last,
        columns=columns,
        powers=dict(_powers(sheet, last, columns, asked)),
        missing=tuple(one for one in asked if one.id not in columns),
        unknown=tuple(_unknown(sheet, last, set(columns.values()))),
    )


def _is_head(cells: Sequence[ReadCell | None], matched: int) -> bool:
    """A row that is a heading as well has at least as many words of headings as others."""
    filled = sum(cell is not None for cell in cells)
    return matched > 0 and matched * 2 >= filled


def _matched(cells: Sequence[ReadCell | None], called: Mapping[str, str]) -> dict[int, str]:
    """The columns of a row that have a heading, by place from 1; of two with the same one, the first."""
    found = columns_in([cell.text if cell else "" for cell in cells], called)
    return {place + 1: id for id, place in found.items()}


def _called(asked: Sequence[Asked]) -> dict[str, str]:
    """What each column may be called; a word for two columns is none, and our own headings come first."""
    found: dict[str, set[str]] = {}
    for one in asked:
        for word in (one.label, bare(one.head), one.id, *USUAL.get(one.id, ())):
            found.setdefault(plain(word), set()).add(one.id)
    single = {word: min(ids) for word, ids in found.items() if len(ids) == 1 and word}
    return {**single, **{plain(one.head): one.id for one in asked}}


def _named(sheet: ReadSheet, names: Mapping[str, Area], ids: set[str]) -> dict[str, int]:
    """The columns of a layout whose cells have names, which move with them."""
    found = {name.removeprefix(COLUMN): area for name, area in names.items() if name.startswith(COLUMN)}
    return {id: area.left for id, area in found.items() if id in ids and area.sheet == sheet.name}


def _powers(
    sheet: ReadSheet, row: int, columns: Mapping[str, int], asked: Sequence[Asked]
) -> Iterator[tuple[str, int]]:
    for one in asked:
        if not one.unit or one.id not in columns:
            continue
        cells = [
            cell.text for line in sheet.rows[max(0, row - 2) : row] if (cell := at(line, columns[one.id]))
        ]
        units = [found[1] for text in cells if (found := _UNIT.search(squeezed(text)))]
        power = power_between(units[-1], one.unit) if units else None
        if power:
            yield one.id, power


def _unknown(sheet: ReadSheet, row: int, known: set[int]) -> Iterator[tuple[str, str]]:
    for column, cell in enumerate(sheet.rows[row - 1], start=1):
        if cell and column not in known and plain(cell.text) not in COUNTING:
            yield address(row, column), cell.text


def at(line: Sequence[ReadCell | None], column: int) -> ReadCell | None:
    """Return the cell of a row in a column, counted from 1."""
    return line[column - 1] if column <= len(line) else None
