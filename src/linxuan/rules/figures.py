"""Numbers, shares and dates as people read them; a figure and its unit are joined by `with_unit`."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from linxuan.language import say
from linxuan.rules.numbers import Number, rounded

_PLACES = 2
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_DIGITS = 50
_MANY = Context(prec=100, rounding=ROUND_HALF_UP)
_BELOW_ZERO = Context(prec=100, rounding=ROUND_HALF_DOWN)
_MOST_PLACES = 12
_MOST_KEPT = 1024
_MOST_DAYS = 16_384


def day(value: date) -> str:
    """Return a date: 2023年5月15日."""
    return days()(value)


def days() -> Callable[[date], str]:
    """Return what writes dates in the language in use."""
    return _days(say("{year}年{month}月{day}日"))


@lru_cache(maxsize=8)
def _days(template: str) -> Callable[[date], str]:
    """The calendar is finite: a day that was written is kept."""

    @lru_cache(maxsize=_MOST_DAYS)
    def written(value: date) -> str:
        return template.format(year=value.year, month=value.month, day=value.day)

    return written


def amount(value: Number, *, beside: Number | None = None) -> str:
    """Return a number with thousands apart: 2,740.00.

    A whole number stays whole, a decimal has two places or as many more as it needs. A mean is
    rounded, but so that it stays on its side of `beside`.
    """
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return _with_places(value, least=_PLACES)
    return _apart(*value.as_integer_ratio(), beside)


def written(value: int | Decimal) -> str:
    """Return a number that stands in a rule, with no more places than it has: 1,000, 0.5."""
    return f"{value:,}" if isinstance(value, int) else _with_places(value)


def share(value: int | Decimal) -> str:
    """Return a proportion that is given, with no more places than it has: 30 %, 12.5 %."""
    return with_unit(hundredths(value), "%")


@lru_cache(maxsize=_MOST_KEPT)
def hundredths(value: int | Decimal) -> str:
    """Return a proportion that is given without its sign: 30, 12.5."""
    return _with_places(rounded(Fraction(value) * 100, _MOST_PLACES))


def percent(part: Number, whole: Number = 1, *, beside: Number | None = None) -> str:
    """Return `part / whole` in hundredths, without the sign: 27.40.

    It is rounded, but so that it stays on its side of the ratio `beside`. `whole` is above zero.
    """
    return _quickly(part, whole, beside) or _exactly(part, whole, beside)


def percent_beside(part: Number, whole: Number, beside: Number) -> str:
    """Return the same as `percent`."""
    return _quickly(part, whole, beside) or _exactly(part, whole, beside)


def _quickly(part: Any, whole: Any, beside: Any) -> str:
    """Return the two places that mostly do, worked out to 100 digits; empty where they might not do."""
    try:
        ratio = _MANY.divide(_MANY.multiply(part, _HUNDRED), whole)
        bound = None if beside is None else _MANY.multiply(beside, _HUNDRED)
    except TypeError:
        # One of them is a fraction.
        return ""
    if ratio.adjusted() > _DIGITS:
        return ""
    # Halves are rounded up: below zero, towards it.
    below_zero = ratio.is_signed()
    shown = (_BELOW_ZERO if below_zero else _MANY).quantize(ratio, _CENT)
    if below_zero and not shown:
        return ""
    if bound is None or shown > bound < ratio or shown < bound > ratio:
        return f"{shown:,f}"
    return ""


def _exactly(part: Number, whole: Number, beside: Number | None) -> str:
    part_top, part_bottom = part.as_integer_ratio()
    whole_top, whole_bottom = whole.as_integer_ratio()
    top, bottom = part_top * whole_bottom * 100, part_bottom * whole_top
    if beside is None:
        return _apart(top, bottom, None)
    bound_top, bound_bottom = beside.as_integer_ratio()
    return _apart(top, bottom, Fraction(bound_top * 100, bound_bottom))


def rounded_up(value: Fraction, places: int = _PLACES) -> Decimal | int:
    """Return the smallest number of so many places that is not below `value`: whole for 0 places."""
    whole = -(-value * 10**places // 1)
    return Decimal(f"{whole}E-{places}") if places else whole


def with_unit(text: str, unit: str) -> str:
    """Return a figure with its unit, a space between them."""
    if text == "1" and unit in (say("项"), say("分")):
        return say("1 项") if unit == say("项") else say("1 分")
    return f"{text} {unit}" if unit else text


def _with_places(value: Decimal, least: int = 0) -> str:
    text = f"{value:,f}"
    if least and text[-1 - least : -least] == ".":
        return text
    whole, _, places = text.partition(".")
    places = places.rstrip("0").ljust(least, "0")
    return f"{whole}.{places}" if places else whole


def _apart(top: int, bottom: int, beside: Number | None) -> str:
    """Round `top / bottom` to the fewest places, two at least, that neither touch nor cross `beside`."""
    if beside is None:
        return _in_places(_scaled(top, bottom, _PLACES), _PLACES)
    bound_top, bound_bottom = beside.as_integer_ratio()
    side = _side(top * bound_bottom, bound_top * bottom)
    for places in range(_PLACES, _MOST_PLACES):
        scaled = _scaled(top, bottom, places)
        if _side(scaled * bound_bottom, bound_top * 10**places) == side:
            return _in_places(scaled, places)
    return _in_places(_scaled(top, bottom, _MOST_PLACES), _MOST_PLACES)


def _scaled(top: int, bottom: int, places: int) -> int:
    """Return `top / bottom` in units of the last place, rounded half up."""
    units: int = 10**places
    return (2 * top * units + bottom) // (2 * bottom)


def _in_places(scaled: int, places: int) -> str:
    whole, rest = divmod(abs(scaled), 10**places)
    return f"{'-' if scaled < 0 else ''}{whole:,}.{rest:0{places}d}"


def _side(value: int, bound: int) -> int:
    return (value > bound) - (value < bound)
