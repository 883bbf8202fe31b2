"""A file as SQL can read it: its rows in their order, its headings and their types."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from linxuan.errors import BadInput
from linxuan.language import say

Range: TypeAlias = tuple[Decimal, Decimal] | tuple[date, date]


@dataclass(frozen=True)
class Given:
    """A column of a file: its heading, the cell as SQL over the scan, and DuckDB's type of it."""

    heading: str
    sql: str
    type: str
    years: Mapping[int, "Given"] = field(default_factory=dict)
    """What it holds for each year, where it is a structure or a map by year."""


@dataclass(frozen=True)
class Source:
    """A file, whose rows `scan` gives after FROM, and `row` (SQL) the place of each among them.

    Places count data rows from 1, also those that are torn: they have not the cells of the header and are
    left out of the scan.
    """

    scan: str
    row: str
    given: tuple[Given, ...]
    rows: int
    """How many there are, the torn ones included."""
    digest: str
    typed: bool = False
    """Whether the file says of what type its values are."""
    ranges: Mapping[str, Range] = field(default_factory=dict)
    """Least and greatest value by heading, where the file states them for all of its rows."""
    torn: str = ""
    """SQL after FROM for the torn rows: row, value, reason. Empty where there are none."""
    torn_rows: int = 0
    mend: Callable[[], "Source"] | None = None
    """The same file with all rows made even: for when one turns out not to be."""


@dataclass(frozen=True)
class Torn:
    """A row with broken quotes: what there is of it, and why it is none."""

    text: str
    reason: str


def refused(path: Path, problem: str) -> BadInput:
    """Return what to raise about a file, with its name in front."""
    return BadInput(say("{file}：{problem}", file=path.name, problem=problem))
