"""Numbers, shares and dates as people read them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from linxuan.language import say
from linxuan.rules.numbers import Number, rounded

_PLACES = 2
_MOST_PLACES = 12


def day(value: date) -> str:
    """Return a date: 2023年5月15日."""
    return say("{year}年{month}月{day}日", year=value.year, month=value.month, day=value.day)


def amount(value: Number, unit: str = "", *, beside: Number | None = None) -> str:
    """Return a number with thousands apart and its unit: 2,740.00 万元.

    A whole number stays whole, a decimal has two places or as many more as it needs. A mean is
    rounded, but so that it stays on its side of `beside`.
    """
    if isinstance(value, Fraction):
        text = f"{_apart(value, beside):,f}"
    else:
        text = f"{value:,}" if isinstance(value, int) else _with_places(value, least=_PLACES)
    return with_unit(text, unit)


def written(value: int | Decimal, unit: str = "") -> str:
    """Return a number that stands in a rule, with no more places than it has: 1,000, 0.5."""
    return with_unit(f"{value:,}" if isinstance(value, int) else _with_places(value), unit)


def share(value: int | Decimal) -> str:
    """Return a proportion that is given, with no more places than it has: 30 %, 12.5 %."""
    return f"{_with_places(rounded(Fraction(value) * 100, _MOST_PLACES))} %"


def percent(value: Fraction, *, beside: Number | None = None) -> str:
    """Return a ratio that was worked out: 27.40 %; rounded, but so that it stays on its side of `beside`."""
    return f"{_apart(value * 100, None if beside is None else Fraction(beside) * 100):,f} %"


def with_unit(text: str, unit: str) -> str:
    """Return a figure with its unit, a space between them."""
    return f"{text} {unit}" if unit else text


def _with_places(value: Decimal, least: int = 0) -> str:
    whole, _, places = f"{value:,f}".partition(".")
    places = places.rstrip("0").ljust(least, "0")
    return f"{whole}.{places}" if places else whole


def _apart(value: Fraction, beside: Number | None) -> Decimal:
    """Round to the fewest places, two at least, that neither touch nor cross `beside`."""
    if beside is None:
        return rounded(value, _PLACES)
    bound = Fraction(beside)
    tries = (rounded(value, places) for places in range(_PLACES, _MOST_PLACES))
    kept = (each for each in tries if _side(Fraction(each), bound) == _side(value, bound))
    return next(kept, rounded(value, _MOST_PLACES))


def _side(value: Fraction, bound: Fraction) -> int:
    return (value > bound) - (value < bound)
