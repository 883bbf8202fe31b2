"""Years in a row: which belong to the latest run, and which years are missing in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Gap = Literal["break", "ignore", "ask"]
"""What a year that nothing is known of does to a run: end it, not count, or ask a person."""
Mark = Callable[[int], bool | None]
"""Whether a rule looks at a year that something is known of; None where that is not settled."""


@dataclass(frozen=True)
class Run:
    """The latest years that are marked, or may be, the last one first, stepping over years without anything.

    The first `unbroken` of them have no year missing up to the one looked at, the first `settled` are
    marked for certain.
    """

    years: tuple[int, ...]
    unbroken: int
    settled: int

    def counted(self, wanted: int) -> tuple[int, ...]:
        """Return the years in order that speak for a rule: those beyond doubt, where they are enough."""
        strictly = min(self.unbroken, self.settled)
        return tuple(reversed(self.years[:strictly] if strictly >= wanted else self.years))


def latest_run(years: Sequence[int], mark: Mark, as_of: int, *, step: int = 1, most: int = 0) -> Run:
    """Return the latest run up to `as_of`; `years` are those that something is known of, the last one first.

    A year with another mark ends it. Rounds come every `step` years: the years between are none that is
    missing. Beyond doubt, a run that is `most` years long is looked at no further.
    """
    found: list[int] = []
    unbroken = settled = -1
    expected = as_of
    for year in years:
        if year > as_of:
            continue
        marked = mark(year)
        if marked is False:
            break
        if unbroken < 0 and expected - year >= step:
            unbroken = len(found)
        if settled < 0 and marked is None:
            settled = len(found)
        found.append(year)
        expected = year - 1
        if len(found) == most and unbroken < 0 and settled < 0:
            break
    whole = len(found)
    return Run(tuple(found), whole if unbroken < 0 else unbroken, whole if settled < 0 else settled)


def gaps_in(run: Sequence[int], as_of: int, step: int = 1) -> tuple[int, ...]:
    """Return the years from the first of a run to `as_of` in which a round was due and the run lacks one."""
    lacking: list[int] = []
    for year, following in zip(run, (*run[1:], as_of + 1), strict=True):
        lacking += range(year + step, following, step)
    return tuple(lacking)


def is_running(run: Run, years: int, gap: Gap) -> bool | None:
    """Tell whether the latest run has at least that many years; None where that is a person's to say.

    One year is the latest that anything is known of, whenever that was. A person is asked only where
    counting over the gaps, or counting what is not settled, gives another answer than not doing so.
    """
    if len(run.years) < years:
        return False
    surely, perhaps = (_reaches(run, most, years, gap) for most in (run.settled, len(run.years)))
    return surely if surely == perhaps else None


def _reaches(run: Run, most: int, years: int, gap: Gap) -> bool | None:
    """The same where at most the first so many years count."""
    loosely = most >= years
    strictly = loosely if years == 1 else min(run.unbroken, most) >= years
    if gap == "ask":
        return loosely if loosely == strictly else None
    return loosely if gap == "ignore" else strictly
