"""Lists of designated entities of earlier cohorts: read row by row, every wrong cell named; and written as they are read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linxuan.designations.cells import Lookups, Unreadable, lookups_of
from linxuan.designations.columns import COLUMNS, PASSED_OVER, heading_of, headings_of_list
from linxuan.errors import BadInput
from linxuan.headings import Headings, cell_fault
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.workbooks.addresses import address
from linxuan.workbooks.reading import ReadBook, ReadSheet

MOST_ROWS = 20_000
MOST_SHEETS = 30
NEEDED = ("cohort", "track", "document")
"""What every title has to say besides its name, by a column or for the whole list."""

_NOTE = re.compile(r"^(?:备?注|说明|合计|总计|小计|共\s*\d+)|[：:。]$|^[^：:]{1,8}[：:]")
"""What stands in the place of a name and is none: a note, a sum, a signature."""


@dataclass(frozen=True)
class ListedTitle:
    """One row: a title that an entity was given. `place` is its line, with the sheet where there are several.

    What the list does not say is empty: it is not known from it, and changes nothing.
    """

    place: str
    name: str
    cohort: int
    track: str
    document: str
    credit_code: str = ""
    old_names: tuple[str, ...] = ()
    category: str = ""
    mode: str = ""
    item: str = ""
    in_charge: str = ""
    designated_on: date | None = None
    state: str = ""
    """One of `STATES`, or the words of the list."""


@dataclass(frozen=True)
class CellFault:
    """A cell that cannot be read: where it stands, under which heading, and what is wrong."""

    sheet: str
    address: str
    head: str
    problem: str

    def __str__(self) -> str:
        where = f"{self.sheet}!{self.address}" if self.sheet else self.address
        return cell_fault(where, self.head, self.problem)


@dataclass(frozen=True)
class ReadList:
    """What a file says: its rows, every wrong cell, and what else has to be told."""

    rows: tuple[ListedTitle, ...]
    faults: tuple[CellFault, ...]
    remarks: tuple[str, ...]


def read_list(call: Call, book: ReadBook, given: Mapping[str, str] | None = None) -> ReadList:
    """Read every sheet that has headings of a list; `given` says for all rows what a list without the column leaves out.

    `given` may have `cohort`, `track`, `document` and `designated_on`, as typed. Raises `BadInput` where one
    of them cannot be read or is lacking, or where no sheet is such a list.
    """
    lookups, filled = lookups_of(call), [one for one in book.sheets if any(map(any, one.rows))]
    for_all = {id: text for id, text in (given or {}).items() if text.strip()}
    _check(lookups, for_all)
    sheets = [(one.name, _texts(one)) for one in filled]
    heads = [(name, rows, headings_of_list(rows, call)) for name, rows in sheets]
    found = [(name, rows, head) for name, rows, head in heads if head]
    if not found:
        raise BadInput(say("没有认出表头：要有一行列名，其中一列是“名称”或“企业名称”"), field="table")
    _refuse_lacking([head for _name, _rows, head in found], for_all)
    reading = _Reading(lookups, for_all, several=len(filled) > 1)
    for name, rows, head in found:
        reading.take(name, rows, head)
    reading.remarks += [
        say("工作表“{sheet}”没有认出表头，没有读", sheet=name) for name, _rows, head in heads if not head
    ]
    if len(reading.rows) > MOST_ROWS:
        raise BadInput(say("超过{most}行，请分几份导入", most=MOST_ROWS), field="table")
    if not reading.rows and not reading.faults:
        raise BadInput(say("只有表头，没有示范主体"), field="table")
    return ReadList(tuple(reading.rows), tuple(reading.faults), tuple(reading.remarks))


def written_heads() -> list[str]:
    """Return the headings under which `written_cells` stand."""
    return [heading_of(id) for id in COLUMNS]


def written_cells(call: Call, rows: Iterable[ListedTitle]) -> Iterator[list[str]]:
    """Yield rows as cells that `read_list` reads back to the same."""
    lookups = lookups_of(call)
    for row in rows:
        yield [lookups.written(id, row.track, getattr(row, id)) for id in COLUMNS]


def _texts(sheet: ReadSheet) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in cells] for cells in sheet.rows]


def _refuse_lacking(heads: Iterable[Headings], given: Mapping[str, str]) -> None:
    """What neither a column says nor anybody for the whole list."""
    lacking = [id for id in NEEDED if id not in given and not all(one.has(id) for one in heads)]
    if lacking:
        names = say("、").join(heading_of(id) for id in lacking)
        told = say("表里没有“{names}”这一列：请加上，或为整张表填写", names=names)
        raise BadInput(told, field=lacking[0])


def _check(lookups: Lookups, given: Mapping[str, str]) -> None:
    for id, text in given.items():
        try:
            lookups.read(id, given.get("track", ""), text)
        except Unreadable as fault:
            raise BadInput(fault.problem, field=id) from None


class _Reading:
    """The rows so far, what is wrong, and what is to be told."""

    def __init__(self, lookups: Lookups, given: Mapping[str, str], *, several: bool) -> None:
        self._lookups, self._given, self._several = lookups, given, several
        self.rows: list[ListedTitle] = []
        self.faults: list[CellFault] = []
        self.remarks: list[str] = []

    def take(self, sheet: str, rows: Sequence[Sequence[str]], head: Headings) -> None:
        """Read the rows below the headings of a sheet."""
        name = sheet if self._several else ""
        for where, text in head.unknown(rows[head.line - 1], PASSED_OVER):
            place = f"{name}!{where}" if name else where
            self.remarks.append(say("{place} 的“{head}”不认识，这一列没有读", place=place, head=text[:40]))
        for number, cells in enumerate(rows[head.line :], start=head.line + 1):
            self._row(name, head, number, cells)

    def _row(self, sheet: str, head: Headings, number: int, cells: Sequence[str]) -> None:
        texts = {id: _unquoted(head.text(cells, id)) for id in head.places}
        filled = [text for text in texts.values() if text]
        if not filled or (len(filled) == 1 and _is_note(texts)):
            self._pass_over(sheet, number, cells)
            return
        before = len(self.faults)
        values = {id: self._cell(sheet, head, number, texts, id) for id in COLUMNS}
        if len(self.faults) == before:
            place = f"{sheet}!{number}" if sheet else str(number)
            self.rows.append(ListedTitle(place=place, **values))  # type: ignore[arg-type]

    def _pass_over(self, sheet: str, number: int, words: Sequence[str]) -> None:
        """A line that is no entity: what it says is told, unless it only counts."""
        said = [word for word in words if word.strip() and not word.strip().isdecimal()]
        if said:
            where = f"{sheet}!{number}" if sheet else number
            told = say("第{line}行只有“{words}”，没有当作一个示范主体", line=where, words=said[0][:40])
            self.remarks.append(told)

    def _cell(self, sheet: str, head: Headings, number: int, texts: Mapping[str, str], id: str) -> object:
        text = texts.get(id) or self._given.get(id, "")
        track = texts.get("track") or self._given.get("track", "")
        try:
            return self._lookups.read(id, track, text)
        except Unreadable as fault:
            place = head.places.get(id)
            where = say("第{line}行", line=number) if place is None else address(number, place + 1)
            self.faults.append(CellFault(sheet, where, head.written.get(id) or heading_of(id), fault.problem))
            return None


def _is_note(texts: Mapping[str, str]) -> bool:
    """Whether the one cell of a row that is filled is a note, and no name."""
    return not texts.get("name") or bool(_NOTE.search(texts["name"]))


def _unquoted(text: str) -> str:
    """A cell without the sign that keeps a spreadsheet from taking it for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@") else text
