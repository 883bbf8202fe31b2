"""A table that came back, compared with what the system holds now and with what was issued: cell by cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from linxuan.credit_code import normalised
from linxuan.headings import squeezed
from linxuan.language import say
from linxuan.workbooks.addresses import address
from linxuan.workbooks.cells import Level, Value, slips
from linxuan.workbooks.heads import Asked, Heads, at
from linxuan.workbooks.reading import ReadCell

KEYS = ("number", "credit_code", "name")
"""What tells entries apart, the surest first."""
RowKind = Literal["missing", "added", "doubled", "moved", "unnamed"]


@dataclass(frozen=True)
class Held:
    """An entry as the system holds it: its cells by column, `KEYS` among them, whether the table lists them or not."""

    key: int
    cells: Mapping[str, Value]

    @property
    def name(self) -> str:
        """Under which people know it."""
        return str(self.cells.get("name") or self.cells.get("number") or "")


@dataclass(frozen=True)
class WrongCell:
    """A cell that says something else, or the same otherwise: where, of whom, what is there, what is wrong.

    `held` is what the system holds now, `issued` what stood in the table when it was issued, where that is known.
    """

    address: str
    name: str
    head: str
    there: str
    problem: str
    level: Level
    held: str
    issued: str | None = None


@dataclass(frozen=True)
class RowFault:
    """A row that is missing, that the system does not know, that is there twice or elsewhere."""

    kind: RowKind
    address: str
    name: str
    problem: str


@dataclass(frozen=True)
class Compared:
    """What came of it: how many rows and cells were looked at, and all that is wrong."""

    sheet: str
    rows: int
    cells: int
    wrong: tuple[WrongCell, ...]
    faults: tuple[RowFault, ...]
    heads: tuple[str, ...]
    """What is to be said of the headings."""

    @property
    def differs(self) -> bool:
        """Whether anything says something else than the system."""
        return bool(self.faults or self.heads or any(one.level == "differs" for one in self.wrong))


@dataclass
class _Row:
    """A row of the table: its number, its cells, and the entry that it is of."""

    number: int
    cells: Sequence[ReadCell | None]
    of: Held | None = None


def compared(
    heads: Heads,
    asked: Sequence[Asked],
    held: Sequence[Held],
    issued: Mapping[str, Mapping[str, str]] | None = None,
) -> Compared:
    """Compare the rows below the headings with what is held, in its order.

    `issued` has what stood in the table when it was issued, by `key_of` of its rows and then by column.
    """
    rows = list(_rows(heads))
    _match(rows, heads, held)
    wrong = [one for row in rows if row.of for one in _wrong(row, row.of, heads, asked, issued or {})]
    known = [row for row in rows if row.of]
    return Compared(
        sheet=heads.sheet.name,
        rows=len(rows),
        cells=len(known) * len(heads.columns),
        wrong=tuple(wrong),
        faults=tuple(_faults(rows, heads, held)),
        heads=tuple(_of_heads(heads)),
    )


def _rows(heads: Heads) -> Iterator[_Row]:
    """The entries: rows with a number, a code or a name. What else stands there is the table's frame."""
    keys = [heads.columns[one] for one in KEYS if one in heads.columns]
    for number, cells in enumerate(heads.sheet.rows[heads.row :], start=heads.row + 1):
        filled = sum(at(cells, column) is not None for column in heads.columns.values())
        named = any(at(cells, column) for column in keys)
        if named or filled > max(2, len(heads.columns) // 2):
            yield _Row(number, cells)


def matched_rows(heads: Heads, held: Sequence[Held]) -> list[tuple[int, Held | None]]:
    """Return each row that is an entry, by its number, with what is held of it; None for one that nobody knows."""
    rows = list(_rows(heads))
    _match(rows, heads, held)
    return [(row.number, row.of) for row in rows]


def said_in(heads: Heads) -> dict[str, dict[str, str]]:
    """Return what a table says, by `key_of` of its rows and then by column: as `compared` takes what was issued."""
    found: dict[str, dict[str, str]] = {}
    for row in _rows(heads):
        cells = {
            id: cell.text if (cell := at(row.cells, column)) else "" for id, column in heads.columns.items()
        }
        for id in KEYS:
            if cells.get(id):
                found[key_of(id, cells[id])] = cells
    return found


def key_of(id: str, text: str) -> str:
    """Return what identifies an entry as it is compared."""
    return normalised(text) if id == "credit_code" else squeezed(text)


def _match(rows: Sequence[_Row], heads: Heads, held: Sequence[Held]) -> None:
    """Find for each row the entry that it is of: by the surest thing that it says."""
    by_key = [
        (heads.columns[id], id, {key_of(id, str(one.cells[id])): one for one in held if one.cells.get(id)})
        for id in KEYS
        if id in heads.columns
    ]
    for row in rows:
        for column, id, entries in by_key:
            cell = at(row.cells, column)
            row.of = row.of or (entries.get(key_of(id, cell.text)) if cell else None)


def _wrong(
    row: _Row,
    of: Held,
    heads: Heads,
    asked: Sequence[Asked],
    issued: Mapping[str, Mapping[str, str]],
) -> Iterator[WrongCell]:
    before = next(
        (issued[key] for id in KEYS if (key := key_of(id, str(of.cells.get(id, "")))) in issued), {}
    )
    for one in asked:
        if one.id not in heads.columns:
            continue
        column = heads.columns[one.id]
        cell, value = at(row.cells, column), of.cells.get(one.id, "")
        for slip in slips(cell, value, one, heads.powers.get(one.id, 0)):
            yield WrongCell(
                address=address(row.number, column),
                name=of.name,
                head=one.head,
                there=cell.text if cell else "",
                problem=slip.problem,
                level=slip.level,
                held=shown(value),
                issued=before.get(one.id),
            )


def shown(value: Value) -> str:
    """Return what is held as people read it."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _faults(rows: Sequence[_Row], heads: Heads, held: Sequence[Held]) -> Iterator[RowFault]:
    first: dict[int, _Row] = {}
    for row in rows:
        place = address(row.number, 1)
        if row.of is None:
            yield _unknown(row, heads, place)
        elif row.of.key in first:
            told = say("与第{row}行重复", row=first[row.of.key].number)
            yield RowFault("doubled", place, row.of.name, told)
        else:
            first[row.of.key] = row
    for one in held:
        if one.key not in first:
            yield RowFault("missing", "", one.name, say("系统里有，表里没有"))
    yield from _moved(list(first.values()), held)


def _unknown(row: _Row, heads: Heads, place: str) -> RowFault:
    said = [cell.text for id in KEYS if id in heads.columns and (cell := at(row.cells, heads.columns[id]))]
    if not said:
        return RowFault("unnamed", place, "", say("没有编号、信用代码和名称，不知道是哪一家"))
    name = at(row.cells, heads.columns["name"]) if "name" in heads.columns else None
    return RowFault("added", place, name.text if name else said[0], say("表里有，系统现在没有列入"))


def _moved(rows: Sequence[_Row], held: Sequence[Held]) -> Iterator[RowFault]:
    """The rows that stand in another order: as few as explain it."""
    places = {one.key: place for place, one in enumerate(held)}
    order = [places[row.of.key] for row in rows if row.of]
    stays = set(_longest_rising(order))
    for row, place in zip(rows, order, strict=True):
        if place not in stays and row.of:
            told = say("次序不同：系统里是第{place}行", place=place + 1)
            yield RowFault("moved", address(row.number, 1), row.of.name, told)


def _longest_rising(order: Sequence[int]) -> list[int]:
    """The longest part of an order that already stands as it should (patience sorting)."""
    from bisect import bisect_left

    tails: list[int] = []
    before: dict[int, int | None] = {}
    for place in order:
        at_ = bisect_left(tails, place)
        before[place] = tails[at_ - 1] if at_ else None
        tails[at_ : at_ + 1] = [place]
    found: list[int] = []
    last = tails[-1] if tails else None
    while last is not None:
        found.append(last)
        last = before[last]
    return found


def _of_heads(heads: Heads) -> Iterator[str]:
    for one in heads.missing:
        yield say("没有“{head}”这一列", head=one.head)
    for place, text in heads.unknown:
        yield say("{place} 的“{head}”不是这张表的列，没有比对", place=place, head=text)
