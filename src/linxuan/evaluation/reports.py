"""What a round has of one entity before it is graded, and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from linxuan.rules.terms import Value

Deciding = Literal["", "from", "forced_when", "not_filed", "at_most", "lowest"]
"""The key of a grade that decides: its score, a condition, silence, or a share of all graded."""


@dataclass(frozen=True)
class Report:
    """The report of one entity: `answers` are typed values, see `answers.read_answers`.

    `filed` is False for somebody who did not file, and None as long as that is open. `score` is one that is
    known from elsewhere; without it the score is what the round says.
    """

    entity: str
    answers: Mapping[str, Value | None] = field(default_factory=dict)
    filed: bool | None = True
    score: Decimal | None = None


LineKey = Literal["at_most", "lowest"]
"""The keys of a grade that set a line among all graded."""


@dataclass(frozen=True)
class Tie:
    """Equal results at the line of a grade: of `entities` so many as `places` come within it; a person says who.

    Within `at_most` who is within has the grade; within `lowest` who is within has no better one.
    """

    grade: str
    line: LineKey
    entities: tuple[str, ...]
    places: int


@dataclass(frozen=True)
class Decided:
    """What a person said of a tie: who of those with equal results is within the line, and why.

    It counts while the same are tied, and there is room for as many.
    """

    grade: str
    line: LineKey
    tied: frozenset[str]
    within: frozenset[str]
    reason: str


@dataclass(frozen=True)
class Graded:
    """What grade the rules of a round come to, and why.

    `grade` is '' where that is open or there is none; `choices` are then the grades that are still possible,
    best first. `missing` are the fields that it waits for. `tie` is what a person has to decide, where equal
    results lie across a line. `by` is the key of the package that decided, '' where it is open. `clause` is the address behind the grade, `because` one sentence with the
    numbers.
    """

    entity: str
    grade: str
    because: str
    by: Deciding = ""
    clause: str = ""
    score: Decimal | None = None
    choices: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    tie: Tie | None = None

    @property
    def is_tied(self) -> bool:
        """Whether a person has to choose."""
        return self.tie is not None
