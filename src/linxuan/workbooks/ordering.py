"""The order that a table which came back puts its entries in: by its column of ranks, else by its rows."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from linxuan.workbooks.comparing import Held, matched_rows
from linxuan.workbooks.heads import Heads, at

RANK = "rank"
LAST = 9999


@dataclass(frozen=True)
class Ordered:
    """An entry and the rank that the table gives it, from 1."""

    key: int
    rank: int


def order_in(heads: Heads, held: Sequence[Held], line_of: Callable[[int], Hashable]) -> list[Ordered]:
    """Return the ranks that a table gives to entries that are held, in the order of its rows.

    `line_of` tells of a key among whom it is ranked. Where every row of a line has a whole number as its rank,
    these are the ranks; else the rows are counted. Of an entry that stands there twice the first row counts.
    """
    found: dict[int, int | None] = {}
    for number, of in matched_rows(heads, held):
        if of is not None and of.key not in found:
            found[of.key] = _rank(heads, number)
    lines: dict[Hashable, list[int]] = {}
    for key in found:
        lines.setdefault(line_of(key), []).append(key)
    ranks = {key: rank for keys in lines.values() for key, rank in _ranks(keys, found).items()}
    return [Ordered(key, ranks[key]) for key in found]


def _ranks(keys: Sequence[int], found: Mapping[int, int | None]) -> dict[int, int]:
    typed = {key: rank for key in keys if (rank := found[key]) is not None}
    return typed if len(typed) == len(keys) else {key: place for place, key in enumerate(keys, start=1)}


def _rank(heads: Heads, row: int) -> int | None:
    """The rank in a row, counted from 1; None where none is a whole number from 1."""
    column = heads.columns.get(RANK)
    cell = at(heads.sheet.rows[row - 1], column) if column else None
    text = cell.text.strip().removesuffix(".0") if cell else ""
    return int(text) if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= LAST else None
