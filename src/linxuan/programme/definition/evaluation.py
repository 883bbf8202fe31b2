"""After the list: evaluation rounds, grades, and what they lead to."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from linxuan.programme.definition.element import Citation, Element, Expression, Length, WorkingDays
from linxuan.programme.definition.figures import FiguresTerms

LEADS_TO = ("keep", "warn", "rectify", "suspend", "ask", "revoke")
"""What a history may lead to, the strongest last."""


@dataclass(frozen=True)
class KnownGrade:
    """What the notice tells of an earlier year: all of the authority's entities got this grade."""

    year: int
    grade: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Round(Element):
    """An evaluation of those designated by earlier calls; a later one comes `every` so many years.

    A computed one grades by `score`: a score sheet, or a number that stands on its form.
    """

    year: int | None = None
    every: int = 1
    cohorts: tuple[int, ...] | Literal["all"] = "all"
    tracks: tuple[str, ...] = ()
    form: str = ""
    by: str = ""
    graded: Literal["recorded", "computed"] = "recorded"
    score: str = ""
    known: tuple[KnownGrade, ...] = ()
    objections: Length | WorkingDays | None = None
    """How long an entity may object to its published grade; it is final only after that. None sets no time."""
    ties: tuple[str, ...] = ()
    """Of a computed one: numbers of its form by which equal scores are told apart, the larger the better."""
    figures: FiguresTerms | None = None


@dataclass(frozen=True, kw_only=True)
class Grade(Element):
    """What an evaluation can come to; the best stands first.

    In a round whose grades are computed: `least` (written `from`) is the score that is enough,
    `forced_when` gives it whatever the score, `not_filed` gives it to silence. `at_most` is the share of
    all graded that may have it, `lowest` the share of all graded, from the last one up, that has no better.
    """

    least: Decimal | None = None
    forced_when: Expression | None = None
    not_filed: bool = False
    at_most: Decimal | None = None
    lowest: Decimal | None = None


@dataclass(frozen=True)
class OfficeBan:
    """The office loses its places for so long, from the decision."""

    office: str
    length: Length


@dataclass(frozen=True)
class RevocationTerms:
    """What `[call.revocation]` says of every revocation, whoever proposes it: how long an entity may answer to the
    notice, and appeal against the decision. None leaves the last day to who notifies or decides.
    """

    answer: Length | WorkingDays | None = None
    appeal: Length | WorkingDays | None = None
    cites: tuple[Citation, ...] = ()
    source: str = ""
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class StandingRule(Element):
    """What a history leads to. It looks at grades, at the last share of a year, at years without a report,
    or at a condition.
    """

    grades: tuple[str, ...] = ()
    lowest: Decimal | None = None
    not_filed: bool = False
    condition: Expression | None = None
    """What `when` says: for a standing it is what it looks at, not whom it concerns."""
    consecutive: int = 1
    gap: Literal["break", "ignore", "ask"] = "ask"
    leads_to: str = "ask"
    within: Length | None = None
    """Of `rectify`: by when, counted from the day on which it was ordered."""
    otherwise: str = ""
    """Of `rectify`, written `else`: what follows where it was not put right by then."""
    ban: Length | None = None
    """Of `revoke`: no new application for so long, from the decision."""
    office_ban: OfficeBan | None = None
    decided_by: str = ""
    answer: Length | WorkingDays | None = None
    """Of `revoke`: how long an entity may answer to the notice, in place of what `[call.revocation]` says."""
    appeal: Length | WorkingDays | None = None
    """Of `revoke`: how long it may appeal against the decision, in the same way."""
