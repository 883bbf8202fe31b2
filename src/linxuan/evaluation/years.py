"""Years in a row: which belong to the latest run, and which years are missing in it."""

from collections.abc import Mapping
from typing import Literal

from linxuan.evaluation.history import History
from linxuan.programme.definition import StandingRule

Gap = Literal["break", "ignore", "ask"]
"""What a year that nothing is known of does to a run: end it, not count, or ask a person."""


def marks_of(rule: StandingRule, history: History) -> Mapping[int, bool]:
    """Return, for each year that anything is known of, whether it is one that the rule looks at."""
    if rule.not_filed:
        return {year: year in history.not_filed for year in (*history.grades, *history.not_filed)}
    return {year: grade in rule.grades for year, grade in history.grades.items()}


def latest_run(marks: Mapping[int, bool], as_of: int, *, over_gaps: bool) -> tuple[int, ...]:
    """Return the years, in order, that are marked without a break up to `as_of`.

    `marks` tells, for each year that something is known of, whether it belongs. A year that is not
    there ends the run, or is stepped over with `over_gaps`. Years after `as_of` do not count.
    """
    run: list[int] = []
    expected = as_of
    for year in sorted((year for year in marks if year <= as_of), reverse=True):
        if not marks[year] or (year != expected and not over_gaps):
            break
        run.append(year)
        expected = year - 1
    return tuple(reversed(run))


def gaps_in(run: tuple[int, ...], as_of: int) -> tuple[int, ...]:
    """Return the years from the first of a run to `as_of` that the run lacks."""
    return tuple(year for year in range(run[0], as_of + 1) if year not in run) if run else ()


def is_running(marks: Mapping[int, bool], as_of: int, years: int, gap: Gap) -> bool | None:
    """Tell whether the latest run has at least that many years; None where that is a person's to say.

    One year is the latest that anything is known of, whenever that was. A person is asked only where
    counting over the gaps gives another answer than stopping at them.
    """
    loosely = len(latest_run(marks, as_of, over_gaps=True)) >= years
    strictly = loosely if years == 1 else len(latest_run(marks, as_of, over_gaps=False)) >= years
    if gap == "ask":
        return loosely if loosely == strictly else None
    return loosely if gap == "ignore" else strictly
