"""How far an amount is from its bound, told so that it is true: nothing is rounded to the wrong side."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.numbers import Number, combined
from linxuan.rules.record import Record
from linxuan.rules.remedies.ways import Ways, one_step
from linxuan.rules.telling.naming import Named

Pair: TypeAlias = tuple[Number, Number]
"""An amount, and the bound that it is held against."""


@dataclass(frozen=True, eq=False)
class Measure:
    """What is to change: an amount against its bound. `pair` is None where the ratio has no base."""

    named: Named
    unit: str
    whole_numbers: bool
    pair: Callable[[Record], Pair | None]
    base: Named
    """What the ratio is measured by."""
    gap_is_clear: bool
    """Whether the facts make clear what so much is wanting to: it need not be named again."""
    bound_is_clear: bool
    """The same of a bound: of a share they tell the ratio, not the amount that it asks for."""


class Distance:
    """How far an amount is from its bound, in the language in use."""

    def __init__(self, sign: str) -> None:
        self.sign = sign
        self.above_zero = say("{name}须大于零")
        self.lacking = say("还差 {gap}"), say("{name}还差 {gap}")
        self.beyond = say("超出 {gap}"), say("{name}超出 {gap}")
        self.bound = {
            ">": (say("须多于 {bound}"), say("{name}须多于 {bound}")),
            "<": (say("须少于 {bound}"), say("{name}须少于 {bound}")),
            "=": (say("须等于 {bound}"), say("{name}须等于 {bound}")),
            "<>": (say("不能等于 {bound}"), say("{name}不能等于 {bound}")),
        }

    def told(self, measure: Measure, name: str, amount: Number, bound: Number) -> Ways:
        """Say the distance; where every step counts and none is enough by itself, the bound."""
        strict, gap = self.sign in ("<", ">"), _positive(combined("-", bound, amount))
        if self.sign in (">=", "<=") or (strict and measure.whole_numbers):
            shapes = self.lacking if self.sign in (">", ">=") else self.beyond
            told = _with_unit(smallest_step(gap, strict=strict, whole=measure.whole_numbers), measure.unit)
            named = shapes[1].format(name=name, gap=told)
            return one_step(shapes[0].format(gap=told) if measure.gap_is_clear else named, named)
        if self.sign == "=" and not _is_decimal(Fraction(bound)):
            return ()
        alone, among = self.bound[self.sign]
        told = _with_unit(_as_bound(bound, up=self.sign != "<"), measure.unit)
        named = among.format(name=name, bound=told)
        return one_step(alone.format(bound=told) if measure.bound_is_clear else named, named)


def _positive(value: Number) -> Number:
    # A minus sign alone would round a decimal to the digits of the context.
    return combined("-", 0, value) if value < 0 else value


def smallest_step(gap: Number, *, strict: bool, whole: bool) -> Number:
    """Return the smallest change that is enough: whole numbers change by whole numbers."""
    if whole and type(gap) is int:
        return gap + strict
    if whole:
        return int(gap // 1) + 1 if strict else figures.rounded_up(Fraction(gap), 0)
    return _as_decimal(gap)


def _as_decimal(value: Number) -> Number:
    """Exactly where a decimal can be, else rounded up to two places."""
    if type(value) is not Fraction:
        return value
    places = 2
    while _is_decimal(value) and (value * 10**places).denominator != 1:
        places += 1
    return Decimal(figures.rounded_up(value, places))


def _is_decimal(value: Fraction) -> bool:
    """Tell whether decimals can write a fraction: nothing but 2 and 5 is in its denominator."""
    bottom = value.denominator
    for prime in (2, 5):
        while bottom % prime == 0:
            bottom //= prime
    return bottom == 1


def _as_bound(bound: Number, *, up: bool) -> Number:
    """A bound that no decimal tells is rounded to the side on which the remedy stays true."""
    return _as_decimal(bound) if up else combined("-", 0, _as_decimal(combined("-", 0, bound)))


def _with_unit(value: Number, unit: str) -> str:
    return figures.with_unit(figures.amount(value), unit)
