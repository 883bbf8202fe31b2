"""After the list: evaluation rounds, grades, and what they lead to."""

from dataclasses import dataclass
from typing import Literal

from linxuan.programme.definition.element import Citation, Element, Expression
from linxuan.programme.definition.figures import FiguresTerms


@dataclass(frozen=True)
class KnownGrade:
    """What the notice tells of an earlier year: all of the authority's entities got this grade."""

    year: int
    grade: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Round(Element):
    """An evaluation of those designated by earlier calls."""

    year: int | None = None
    every: str = ""
    cohorts: tuple[int, ...] | Literal["all"] = "all"
    tracks: tuple[str, ...] = ()
    form: str = ""
    by: str = ""
    graded: Literal["recorded", "computed"] = "recorded"
    known: tuple[KnownGrade, ...] = ()
    figures: FiguresTerms | None = None


@dataclass(frozen=True, kw_only=True)
class Grade(Element):
    """What an evaluation can come to; the best stands first."""


@dataclass(frozen=True, kw_only=True)
class StandingRule(Element):
    """What a history leads to. It looks at grades, at years without a report, or at a condition."""

    grades: tuple[str, ...] = ()
    not_filed: bool = False
    condition: Expression | None = None
    """What `when` says: for a standing it is what it looks at, not whom it concerns."""
    consecutive: int = 1
    gap: Literal["break", "ignore", "ask"] = "ask"
    leads_to: str = "ask"
    decided_by: str = ""
