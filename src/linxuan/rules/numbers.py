"""Exact numbers: whole numbers, decimals, and fractions where a mean or a ratio is worked out.

Nothing is rounded on the way. Ratios over a base of zero or less are `NEVER_MET`.
"""

import operator as plain
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from enum import Enum
from fractions import Fraction
from functools import partial, reduce
from typing import Any, Final, TypeAlias

_DIGITS = 5_000
"""More than an expression of 2,000 characters over answers of 30 digits can make."""
_EXACT = Context(prec=_DIGITS, Emax=MAX_EMAX, Emin=MIN_EMIN)

_PLAIN: Mapping[str, Callable[[Any, Any], Any]] = {"+": plain.add, "-": plain.sub, "*": plain.mul}
_DECIMAL: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": _EXACT.add,
    "-": _EXACT.subtract,
    "*": _EXACT.multiply,
}

Number: TypeAlias = int | Decimal | Fraction


class NeverMet(Enum):
    """A ratio over a base of zero or less: no comparison with it holds."""

    NEVER_MET = "never met"


NEVER_MET: Final = NeverMet.NEVER_MET
Ratio: TypeAlias = Fraction | NeverMet


def combined(operator: str, left: Number, right: Number) -> Number:
    """Add, subtract or multiply exactly; `operator` is one of `+ - *`."""
    if type(left) is Fraction or type(right) is Fraction:
        result: Number = _PLAIN[operator](Fraction(left), Fraction(right))
    elif isinstance(left, int) and isinstance(right, int):
        result = _PLAIN[operator](left, right)
    else:
        result = _DECIMAL[operator](left, right)
    return result


def ratio(part: Number | None, whole: Number | None) -> Ratio | None:
    """Divide exactly. Over a base of zero or less it is never met, whatever the part."""
    if whole is None:
        return None
    if whole <= 0:
        return NEVER_MET
    return None if part is None else Fraction(part) / Fraction(whole)


def mean(ratios: Sequence[Ratio | None]) -> Ratio | None:
    """Return the mean of ratios; one that is never met makes it so, then one that is unknown."""
    if any(each is NEVER_MET for each in ratios):
        return NEVER_MET
    known = [each for each in ratios if isinstance(each, Fraction)]
    return sum(known, Fraction()) / len(ratios) if len(known) == len(ratios) else None


def total(values: Iterable[Number]) -> Number:
    """Add up exactly."""
    nothing: Number = 0
    return reduce(partial(combined, "+"), values, nothing)


def quotient(total: Number, count: int) -> Fraction:
    """Divide a sum by how many it sums, exactly."""
    return Fraction(total) / count


def compounded(rate: Number, years: int) -> Fraction:
    """Return by what a value is multiplied that grows by `rate` a year."""
    return (1 + Fraction(rate)) ** years


def rounded(value: Fraction, places: int) -> Decimal:
    """Return a fraction as a decimal for people, rounded half up."""
    scaled = value * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{whole}E-{places}")
