"""Amounts in another unit than that of their field: moved by whole powers of ten, so always exact."""

from collections.abc import Mapping
from decimal import Context, Decimal

LARGE: Mapping[str, int] = {"万亿": 12, "亿": 8, "千万": 7, "百万": 6, "万": 4, "千": 3}
"""Words that stand for powers of ten before a unit, or behind a number, the longer ones first."""
_EXACT = Context(prec=400)
_USUAL = ("元", "千元", "万元", "百万元", "千万元", "亿元", "人", "万人")


def power_of(unit: str) -> tuple[int, str]:
    """Return the power of ten that a unit holds, and what it counts: 万元 is 4 and 元; 元 is 0 and 元."""
    for word, power in LARGE.items():
        if unit.startswith(word) and len(unit) > len(word):
            return power, unit.removeprefix(word)
    return 0, unit


def power_between(data: str, wanted: str) -> int | None:
    """Return by which power of ten an amount in `data` becomes one in `wanted`; None if it never does."""
    here, there = power_of(data), power_of(wanted)
    return here[0] - there[0] if here[1] == there[1] else None


def units_beside(unit: str) -> tuple[str, ...]:
    """Return the units that an amount in `unit` is usually given in."""
    return tuple(each for each in _USUAL if power_between(each, unit) is not None) or (unit,)


def moved(amount: Decimal, power: int) -> Decimal:
    """Return the amount times ten to the power, without zeros behind its last place."""
    found = amount.scaleb(power, _EXACT).normalize(_EXACT)
    return Decimal(f"{found:f}") if found == found.to_integral_value() else found
