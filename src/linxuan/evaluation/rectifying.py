"""What was ordered to be put right: by when, whether that was done, and what follows where it was not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linxuan.evaluation.history import History, Order
from linxuan.programme.definition import StandingRule


@dataclass(frozen=True)
class Due:
    """An order as it stands on a day: `word` is what it leads to, '' where it was put right in time."""

    order: Order
    until: date | None
    word: str


def still_due(rule: StandingRule, history: History) -> Iterator[Due]:
    """Yield the orders under a rule that were not put right in time, or not yet."""
    yield from (each for each in _ordered(rule, history) if each.word)


def due(rule: StandingRule, history: History, year: int | None) -> Due | None:
    """Return the order that a rule led to for the grade of a year; None where nothing was ordered for it.

    A rule that counts no years has one order at a time: the last.
    """
    found = [each for each in _ordered(rule, history) if year in (None, each.order.year)]
    return max(found, key=lambda each: each.order.ordered_on, default=None)


def _ordered(rule: StandingRule, history: History) -> Iterator[Due]:
    for order in history.orders:
        if order.rule == rule.id and order.ordered_on <= history.day:
            until = order.by or (rule.within.after(order.ordered_on) if rule.within else None)
            yield Due(order, until, _word(rule, order, until, history.day))


def _word(rule: StandingRule, order: Order, until: date | None, day: date) -> str:
    """Put right late is not put right by then; without a last day there is nothing to be late for."""
    done_on = order.done_on if order.done_on and order.done_on <= day else None
    if done_on and (until is None or done_on <= until):
        return ""
    is_late = until is not None and day > until
    return (rule.otherwise or "ask") if is_late else "rectify"
