"""Years in a row: which belong to the latest run, and which years are missing in it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from linxuan.evaluation.history import History
from linxuan.programme.definition import StandingRule

Gap = Literal["break", "ignore", "ask"]
"""What a year that nothing is known of does to a run: end it, not count, or ask a person."""
Marks = Mapping[int, bool | None]
"""For each year that anything is known of, whether a rule looks at it; None where that is not settled."""


def marks_of(rule: StandingRule, history: History) -> Marks:
    """Return, for each year that anything is known of, whether it is one that the rule looks at."""
    if rule.not_filed:
        return {year: year in history.not_filed for year in (*history.grades, *history.not_filed)}
    if rule.lowest is not None:
        return {year: _is_among_the_last(history, year, rule.lowest) for year in history.grades}
    return {year: grade in rule.grades for year, grade in history.grades.items()}


def _is_among_the_last(history: History, year: int, share: Decimal) -> bool | None:
    position = history.positions.get(year)
    return position.is_among_the_last(share) if position else None


def latest_run(
    marks: Marks, as_of: int, *, over_gaps: bool, over_doubts: bool = True, step: int = 1
) -> tuple[int, ...]:
    """Return the years, in order, that are marked without a break up to `as_of`.

    A year that is not there ends the run, or is stepped over with `over_gaps`; rounds come every `step`
    years, and the years between are no gap. A year that is not settled counts with `over_doubts`. Years
    after `as_of` do not count.
    """
    run: list[int] = []
    expected = as_of
    for year in sorted((year for year in marks if year <= as_of), reverse=True):
        is_gap = expected - year >= step
        mark = marks[year]
        if not (over_doubts if mark is None else mark) or (is_gap and not over_gaps):
            break
        run.append(year)
        expected = year - 1
    return tuple(reversed(run))


def gaps_in(run: tuple[int, ...], as_of: int, step: int = 1) -> tuple[int, ...]:
    """Return the years from the first of a run to `as_of` in which a round was due and the run lacks one."""
    lacking: list[int] = []
    for year, following in zip(run, (*run[1:], as_of + 1), strict=True):
        lacking += range(year + step, following, step)
    return tuple(lacking)


def is_running(marks: Marks, as_of: int, years: int, gap: Gap, step: int = 1) -> bool | None:
    """Tell whether the latest run has at least that many years; None where that is a person's to say.

    One year is the latest that anything is known of, whenever that was. A person is asked only where
    counting over the gaps, or counting what is not settled, gives another answer than not doing so.
    """
    surely, perhaps = (_reaches(marks, as_of, years, gap, step, over_doubts=each) for each in (False, True))
    return surely if surely == perhaps else None


def _reaches(marks: Marks, as_of: int, years: int, gap: Gap, step: int, *, over_doubts: bool) -> bool | None:
    def long_enough(over_gaps: bool) -> bool:
        run = latest_run(marks, as_of, over_gaps=over_gaps, over_doubts=over_doubts, step=step)
        return len(run) >= years

    loosely = long_enough(over_gaps=True)
    strictly = loosely if years == 1 else long_enough(over_gaps=False)
    if gap == "ask":
        return loosely if loosely == strictly else None
    return loosely if gap == "ignore" else strictly
