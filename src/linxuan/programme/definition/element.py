"""What every element of a package says: its words, where it comes from, whom it concerns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

from linxuan.rules import days
from linxuan.rules.terms import Term

ParameterValue: TypeAlias = int | Decimal | date | str | tuple[str, ...]
Strength = Literal["mandatory", "in_principle", "preference"]
NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Citation:
    """Words of a notice: `address` is a clause such as `一(二)2(1)`, `sentence` counts from 1, 0 is the heading."""

    notice: str
    address: str
    sentence: int
    words: str

    @property
    def place(self) -> str:
        """The address with its sentence, as it is written in a package: `一(二)2(1)#3`."""
        prefix = "" if self.notice == "main" else f"{self.notice}:"
        return f"{prefix}{self.address}#{self.sentence}"


@dataclass(frozen=True)
class Expression:
    """A condition or a value: its text as written and its checked term."""

    text: str
    term: Term


@dataclass(frozen=True)
class Length:
    """A length of time, `"3y"`, `"6m"` or `"90d"`: whole years, months or days of the calendar."""

    count: int
    unit: Literal["y", "m", "d"]

    def after(self, day: date) -> date:
        """Return the same day so much later, at the latest the last that is reckoned with.

        What begins on `day` and lasts so long is over on that day; what is to be done within it may
        still be done on it. 29 February becomes 28 February where the year has none.
        """
        moved = {"y": days.add_years, "m": days.add_months, "d": days.add_days}[self.unit](day, self.count)
        return moved or days.LAST_DAY

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"


@dataclass(frozen=True)
class WorkingDays:
    """A length of time in days on which offices work, `"10wd"`; on which they do is no matter of a package."""

    count: int

    def __str__(self) -> str:
        return f"{self.count}wd"


@dataclass(frozen=True, kw_only=True)
class Element:
    """What every element says: its name, where it comes from, and whom it concerns."""

    id: str
    name: str
    cites: tuple[Citation, ...] = ()
    source: str = ""
    why: str = ""
    reading: str = ""
    concerns: tuple[str, ...] = ()
    """Ids of the tracks and rounds it holds for, resolved: never empty for an element that is used."""
    when: Expression | None = None
    since: date | None = None
    until: date | None = None
    file: str = ""
    line: int = 0

    @property
    def clause(self) -> str:
        """The address of the first clause behind the element; empty where the authority added it."""
        return self.cites[0].address if self.cites else ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the element exists for filings of `day`."""
        return not (self.since and day < self.since) and not (self.until and day > self.until)
