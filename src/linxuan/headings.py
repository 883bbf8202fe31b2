"""Which column of a table is which: by its heading, as offices write them; the one reader of headings of all lists.

Headings stand in any order, in either width, with brackets of any sort, spaces, a star or a colon; what stands in
brackets behind one (`得分（参考）`) may be there or not. A wrong cell is named by its address and its heading.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from linxuan.language import say
from linxuan.workbooks.addresses import address

LAST_HEAD = 40
"""Headings stand in the first rows, below titles and notes."""
COUNTING = ("序号", "编号", "no", "no.", "number")
"""Headings of columns that only count."""
_BRACKETS = str.maketrans({**dict.fromkeys("〔【[{〈《「", "("), **dict.fromkeys("〕】]}〉》」", ")")})
_BEHIND = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class Headings:
    """The headings of a table: their line, counted from 1, and the places of the columns, counted from 0, by id."""

    line: int
    places: Mapping[str, int]
    written: Mapping[str, str]
    """The headings as they are written, by id."""

    def has(self, *ids: str) -> bool:
        """Tell whether the table has one of some columns."""
        return any(id in self.places for id in ids)

    def text(self, cells: Sequence[str], id: str) -> str:
        """Return what stands in a column of a row; '' where there is no such column or no such cell."""
        place = self.places.get(id)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    def fault(self, line: int, id: str, problem: str) -> str:
        """Say what is wrong in a cell: `C5“经营状态”：…`, or `第5行：…` where the table has no such column."""
        if id not in self.places:
            return row_fault(line, problem)
        return cell_fault(address(line, self.places[id] + 1), self.written[id], problem)

    def unknown(self, cells: Sequence[str], passed_over: Collection[str] = ()) -> Iterator[tuple[str, str]]:
        """Yield the headings that mean no column, with their addresses; `cells` is the row of headings."""
        known = {plain(word) for word in (*COUNTING, *passed_over)}
        for place, cell in enumerate(cells):
            if cell.strip() and place not in self.places.values() and plain(cell) not in known:
                yield address(self.line, place + 1), cell


def cell_fault(where: str, head: str, problem: str) -> str:
    """Say what is wrong in a cell that has an address and a heading."""
    return say("{where}“{head}”：{problem}", where=where, head=head, problem=problem)


def row_fault(line: int, problem: str) -> str:
    """Say what is wrong with a row, and with no single cell of it."""
    return say("第{line}行：{told}", line=line, told=problem)


def words_of(columns: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the columns by all that they may be called, as it is compared; their ids are among it."""
    return {plain(word): id for id, words in columns.items() for word in (id, *words)}


def headings_in(
    rows: Sequence[Sequence[str]], words: Mapping[str, str], needed: Sequence[Collection[str]] = ()
) -> Headings | None:
    """Return the headings of a table: of its first rows the one with most of them, the upper of two.

    Of each of `needed` it has at least one; None where no row is like that.
    """
    found = [headings_of(cells, line, words) for line, cells in enumerate(rows[:LAST_HEAD], start=1)]
    fit = [one for one in found if one.places and all(one.has(*ids) for ids in needed)]
    return max(fit, key=lambda one: len(one.places), default=None)


def headings_of(cells: Sequence[str], line: int, words: Mapping[str, str]) -> Headings:
    """Return what a line says where it is taken for headings; of two with the same meaning the first counts."""
    places = columns_in(cells, words)
    return Headings(line, places, {id: cells[place].strip() for id, place in places.items()})


def columns_in(cells: Sequence[str], words: Mapping[str, str]) -> dict[str, int]:
    """Return the places of the columns of a row of headings, by id; a whole heading comes before one with brackets."""
    found: dict[str, int] = {}
    for compared in (plain, bare):
        for place, cell in enumerate(cells):
            id = words.get(compared(cell))
            if id and place not in found.values():
                found.setdefault(id, place)
    return found


def squeezed(text: str) -> str:
    """Return words as they are compared: half width, without white space, in small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def plain(head: str) -> str:
    """Return a heading as it is compared: squeezed, with round brackets, without the signs that are put around it."""
    return re.sub(r"[_-]", "", squeezed(head).translate(_BRACKETS)).strip("*:")


def bare(head: str) -> str:
    """Return a heading as it is compared, without what stands in brackets behind it: a unit, a year, a remark."""
    text = plain(head)
    while found := _BEHIND.search(text):
        text = text[: found.start()].rstrip("*:")
    return text
