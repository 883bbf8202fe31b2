"""Scores: points by bands, gathered in items and parts. What only a person can score is no part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from linxuan.programme.definition.element import Citation, Element, Expression

Number: TypeAlias = int | Decimal
BandKey = Literal["from", "upto", "when"]


@dataclass(frozen=True)
class Band:
    """Points where `condition` holds, and who is on its boundary is in it.

    `key` tells how it is written: a measure that is at least (`from`) or at most (`upto`) a bound, or a
    condition of its own. `bound` is the bound where it is written out: None for a parameter.
    """

    key: BandKey
    condition: Expression
    points: Number
    bound: Number | date | None = None
    parameter: str = ""
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Indicator:
    """Bands, the best first: the first that applies counts, `below` where none does."""

    bands: tuple[Band, ...]
    measure: Expression | None = None
    below: Number = 0

    @property
    def most(self) -> Number:
        """The most points that it can give."""
        return max((self.below, *(band.points for band in self.bands)))


@dataclass(frozen=True)
class ScoreItem:
    """One row of a score sheet. Of several indicators the best counts."""

    id: str
    name: str
    indicators: tuple[Indicator, ...]
    part: str = ""
    max: Number | None = None
    cites: tuple[Citation, ...] = ()
    reading: str = ""

    @property
    def most(self) -> Number:
        """The most points that its bands can give."""
        return max((each.most for each in self.indicators), default=0)


@dataclass(frozen=True)
class ScorePart:
    """Several items that are added up; `min` is what a passing score needs in it."""

    id: str
    name: str
    min: Number | None = None
    max: Number | None = None
    cites: tuple[Citation, ...] = ()
    reading: str = ""


@dataclass(frozen=True, kw_only=True)
class Score(Element):
    """A score sheet. It is passed by `pass_mark` points in all, with every part at least at its `min`."""

    pass_mark: Number | None = None
    max: Number | None = None
    parts: Mapping[str, ScorePart]
    items: Mapping[str, ScoreItem]

    def of_part(self, part: str) -> tuple[ScoreItem, ...]:
        """Return the items of a part, in the order of the file."""
        return tuple(item for item in self.items.values() if item.part == part)
