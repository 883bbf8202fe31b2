"""Addresses of cells, in names and formulas: read, written, and moved when a row becomes many."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_REFERENCE = re.compile(
    r'"(?:[^"]|"")*"'
    r"|(?<![\w.$!'])(?:(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?::(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6}))?)(?![\w.(!])"
)
_NAMED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!,\s]+))!([^,!']+)")
_ROWS = re.compile(r"\$?([1-9]\d{0,6}):\$?([1-9]\d{0,6})")
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")


@dataclass(frozen=True)
class Area:
    """A rectangle of a sheet, rows and columns counted from 1, both ends included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def is_cell(self) -> bool:
        """Whether it is a single cell."""
        return (self.top, self.left) == (self.bottom, self.right)

    @property
    def address(self) -> str:
        """As people write it: `汇总表!F7`, `汇总表!A5:P5`."""
        first = f"{letters(self.left)}{self.top}"
        last = "" if self.is_cell else f":{letters(self.right)}{self.bottom}"
        return f"{self.sheet}!{first}{last}" if self.sheet else first + last


def letters(column: int) -> str:
    """Return the letters of a column: 28 is AB."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def number(column: str) -> int:
    """Return the number of a column: AB is 28."""
    found = 0
    for letter in column:
        found = found * 26 + ord(letter) - ord("A") + 1
    return found


def address(row: int, column: int) -> str:
    """Return the address of a cell, row and column counted from 1: `F7`."""
    return f"{letters(column)}{row}"


def area_of(text: str, sheet: str = "") -> Area | None:
    """Return the rectangle of `A5`, `A5:P5` or `'汇总表'!$A$5:$P$5`; None where it is none."""
    named = _NAMED.fullmatch(text)
    if named:
        sheet, text = (named[1] or named[2]).replace("''", "'"), named[3]
    first, _, last = text.partition(":")
    one, other = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
    if not one or not other:
        return None
    top, bottom = sorted((int(one[2]), int(other[2])))
    left, right = sorted((number(one[1]), number(other[1])))
    return Area(sheet, top, left, bottom, right)


@dataclass(frozen=True)
class Growth:
    """A row that becomes `count` rows: whatever lies below it moves down, what holds it grows."""

    row: int
    count: int

    def start(self, row: int) -> int:
        """Return where a row, or the first row of an area, lies afterwards."""
        return row + self.count - 1 if row > self.row else row

    def end(self, row: int) -> int:
        """Return where the last row of an area lies afterwards."""
        return row + self.count - 1 if row >= self.row else row

    def of_area(self, text: str) -> str:
        """Return `A5:P5` as it is afterwards; a text that is no area stays."""
        area = area_of(text)
        if area is None:
            return text
        return Area("", self.start(area.top), area.left, self.end(area.bottom), area.right).address

    def of_formula(self, formula: str) -> str:
        """Return a formula outside the row, as it is afterwards: `SUM(F5:F5)` takes in the new rows."""
        return _replaced(formula, lambda row, _fixed, last: self.end(row) if last else self.start(row))

    def of_formula_inside(self, formula: str, place: int) -> str:
        """Return a formula of the row for its copy `place`, from 0, as a spreadsheet copies it down."""
        return _replaced(formula, lambda row, fixed, _last: self.start(row) if fixed else row + place)

    def of_name(self, text: str, sheet: str) -> str:
        """Return what a defined name stands for as it is afterwards: areas, or rows that are repeated."""
        return ",".join(self._named(part, sheet) for part in text.split(","))

    def _named(self, part: str, sheet: str) -> str:
        found = _NAMED.fullmatch(part)
        if not found or (found[1] or found[2]).replace("''", "'") != sheet:
            return part
        before, what = part[: -len(found[3])], found[3]
        if rows := _ROWS.fullmatch(what):
            return f"{before}${self.start(int(rows[1]))}:${self.end(int(rows[2]))}"
        area = area_of(what)
        if area is None:
            return part
        first = f"${letters(area.left)}${self.start(area.top)}"
        last = f"${letters(area.right)}${self.end(area.bottom)}"
        return f"{before}{first}" if first == last else f"{before}{first}:{last}"


def is_plain_name(text: str) -> bool:
    """Tell whether a defined name stands for areas, rows or columns only, and not for a formula."""
    return all(
        (found := _NAMED.fullmatch(part))
        and (area_of(found[3]) or _ROWS.fullmatch(found[3]) or _COLUMNS.fullmatch(found[3]))
        for part in text.split(",")
    )


def _replaced(formula: str, moved: Callable[[int, bool, bool], int]) -> str:
    """The formula with the row of every reference moved, texts in quotes left alone."""

    def one(found: re.Match[str]) -> str:
        if found[2] is None:
            return found[0]
        only = found[6] is None
        first = f"{found[1]}{found[2]}{found[3]}{moved(int(found[4]), bool(found[3]), False)}"
        if only:
            return first
        return f"{first}:{found[5]}{found[6]}{found[7]}{moved(int(found[8]), bool(found[7]), True)}"

    return _REFERENCE.sub(one, formula)
