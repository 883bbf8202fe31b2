"""By how many days a date is too late or too early, or the day from which on it would do."""

from datetime import date, timedelta
from typing import Any

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.days import within_reach
from linxuan.rules.logic import as_day
from linxuan.rules.record import Record
from linxuan.rules.remedies.ways import Remedy, Ways, no_way, one_step
from linxuan.rules.telling.operands import Operand, operand
from linxuan.rules.telling.spans import spans
from linxuan.rules.telling.speaker import Speaker
from linxuan.rules.terms import Name, Term
from linxuan.rules.walk import names_in

_LIFE = ("filed_on", "as_of")
_DAY = timedelta(days=1)


def is_of_the_life(term: Term) -> bool:
    """Tell whether a term is the day of filing or of the check: it comes later by waiting."""
    return isinstance(term, Name) and term.id in _LIFE


def day_remedy(speaker: Speaker, left: Term, sign: str, right: Term) -> Remedy:
    """Return what a date would have to be, to stand to another one as it is wanted.

    Where the day of filing, or of the check, has to come later: the first day on which it does.
    """
    one, other = operand(speaker, left), operand(speaker, right, left)
    if not names_in(left) and not names_in(right):
        return no_way
    if sign in ("=", "<>"):
        return _equal(one, other, same=sign == "=")
    strict, earlier = sign in ("<", ">"), sign in ("<", "<=")
    later = right if earlier else left
    if is_of_the_life(later):
        return _from_day_on(later, one if earlier else other, strict=strict)
    about = one if names_in(left) else other
    return _by_days(about, one, other, strict=strict, late=earlier is (about is one))


def _equal(one: Operand, other: Operand, *, same: bool) -> Remedy:
    alone, among = (
        (say("须为 {day}"), say("{name}须为 {day}"))
        if same
        else (say("不能是 {day}"), say("{name}不能是 {day}"))
    )

    def equal(record: Record) -> Ways:
        told = {"name": one.named(record), "day": other.told(record, other.read(record))}
        return one_step(alone.format(**told), among.format(**told))

    return equal


def _from_day_on(life: Term, bound: Operand, *, strict: bool) -> Remedy:
    whole = day_on_shape(life)
    written = figures.days()

    def from_day_on(record: Record) -> Ways:
        day = _day(bound.read(record))
        first = within_reach(day + _DAY) if strict and day != date.max else day
        return one_step(whole.format(day=written(first))) if first else ()

    return from_day_on


def day_on_shape(life: Term) -> str:
    """Return the template for the first day on which the day of filing, or of the check, does."""
    filed = isinstance(life, Name) and life.id == "filed_on"
    return say("{day}起申报才符合") if filed else say("{day}起才符合")


def by_days_shapes(*, late: bool) -> tuple[str, str]:
    """Return the templates for how far a day has to move, alone and among others."""
    if late:
        return say("须早 {span}"), say("{name}须早 {span}")
    return say("须晚 {span}"), say("{name}须晚 {span}")


def _by_days(about: Operand, one: Operand, other: Operand, *, strict: bool, late: bool) -> Remedy:
    alone, among = by_days_shapes(late=late)
    span = spans("add_days")

    def by_days(record: Record) -> Ways:
        count = abs((_day(one.read(record)) - _day(other.read(record))).days) + strict
        told = {"name": about.named(record), "span": span(count)}
        return one_step(alone.format(**told), among.format(**told))

    return by_days


def _day(value: Any) -> date:
    """A known day, that may be written as plain text."""
    day = as_day(value)
    if day is None:
        raise ValueError(value)
    return day
