"""What a case of a package is about, and what it expects: an application, an order, an act, a grade, a history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What every case has: where it stands, and one sentence for a clerk."""

    file: str
    id: str
    says: str


@dataclass(frozen=True, kw_only=True)
class ApplicationCase(Situation):
    """One application. `refused` is the field whose answer is none; `absent` are rules that do not apply.

    `scores` has points by `score` or `score.part`, `score.item`; None where they are not known yet.
    """

    track: str
    answers: Mapping[str, object]
    set: Mapping[str, object] = field(default_factory=dict)
    on: date | None = None
    verdict: str = ""
    finds: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    scores: Mapping[str, Decimal | None] = field(default_factory=dict)
    refused: str = ""


@dataclass(frozen=True)
class Ranked:
    """One row of an order."""

    id: str
    track: str
    category: str
    score: Decimal


@dataclass(frozen=True, kw_only=True)
class OrderCase(Situation):
    """An order at one quota: who is within, who is equal at the line, who waits."""

    ranking: tuple[Ranked, ...]
    quota: str
    nominated: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    reserve: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ActCase(Situation):
    """An act on a case that lacks nothing but what `without` names; `taken` are places by quota."""

    track: str
    stage: str
    action: str
    on: date
    answers: Mapping[str, object]
    without: tuple[str, ...] = ()
    taken: Mapping[str, int] = field(default_factory=dict)
    received_on: date | None = None
    to: str = ""
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class HistoryCase(Situation):
    """The grades of a designated entity; `because` is the standing that decides."""

    history: Mapping[str, object]
    standing: str
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class GradeCase(Situation):
    """A report of a round, and the grade that it comes to, or a word of `OPEN`.

    `others` are the scores of all the others, who answered what all cases start from; `because` is the key
    that decides, `missing` the fields that an open grade waits for.
    """

    round: str
    answers: Mapping[str, object]
    base: Mapping[str, object]
    score: Decimal | None = None
    filed: bool = True
    others: tuple[Decimal, ...] = ()
    on: date | None = None
    grade: str
    because: str = ""
    missing: tuple[str, ...] = ()


OPEN = ("unknown", "ask", "none")
"""Instead of a grade: something is missing, a person has to choose, there is none."""


AnyCase = ApplicationCase | OrderCase | ActCase | GradeCase | HistoryCase
