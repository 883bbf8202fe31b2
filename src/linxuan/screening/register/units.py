"""Amounts in another unit than that of their field: moved by whole powers of ten, so always exact."""

from decimal import Decimal

_POWERS = {
    "元": ("元", 0),
    "千元": ("元", 3),
    "万元": ("元", 4),
    "百万元": ("元", 6),
    "千万元": ("元", 7),
    "亿元": ("元", 8),
    "人": ("人", 0),
    "万人": ("人", 4),
}


def power_between(data: str, wanted: str) -> int | None:
    """Return by which power of ten an amount in `data` becomes one in `wanted`; None if it never does."""
    if data == wanted:
        return 0
    here, there = _POWERS.get(data), _POWERS.get(wanted)
    return here[1] - there[1] if here and there and here[0] == there[0] else None


def units_beside(unit: str) -> tuple[str, ...]:
    """Return the units that an amount in `unit` can be given in."""
    return tuple(each for each in _POWERS if power_between(each, unit) is not None) or (unit,)


def moved(amount: Decimal, power: int) -> Decimal:
    """Return the amount times ten to the power, without zeros behind its last place."""
    found = (amount.scaleb(power) if power else amount).normalize()
    return Decimal(f"{found:f}") if found == found.to_integral_value() else found
