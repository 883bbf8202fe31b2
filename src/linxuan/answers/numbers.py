"""Amounts and counts, exact from the first digit to the last."""

import re
import unicodedata
from decimal import Decimal

from linxuan.answers.raw import Unfit
from linxuan.language import say
from linxuan.programme.definition import Field

DIGITS, PLACES = 15, 6
"""Digits before and after the decimal point: the widest amount that is taken."""
_WRITTEN = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(\D*)", re.ASCII)
_MINUS_SIGNS = str.maketrans("−–", "--")


def as_decimal(field: Field, raw: object) -> Decimal:
    """Read an amount in the unit of the field, given as number or text (`1,234.50`, `１２万元`).

    Raises Unfit for another unit, for what is no number, and outside the bounds of the field.
    """
    value = _plain(_exact(field, raw))
    if field.min is not None and value < field.min:
        raise Unfit(say("不能小于{least}", least=f"{field.min:,f}"))
    if field.max is not None and value > field.max:
        raise Unfit(say("不能大于{most}", most=f"{field.max:,f}"))
    return value


def as_integer(field: Field, raw: object) -> int:
    """Read a count: as an amount, without a fraction. Raises Unfit."""
    value = as_decimal(field, raw)
    if value != value.to_integral_value():
        raise Unfit(say("要填整数"))
    return int(value)


def _exact(field: Field, raw: object) -> Decimal:
    if isinstance(raw, bool):
        raise Unfit(_wanted(field))
    if isinstance(raw, int | Decimal):
        return Decimal(raw)
    if isinstance(raw, float):
        # Only a caller from outside hands in a float: its shortest text is what was typed.
        raw = repr(raw)
    return _written(field, raw)


def _written(field: Field, raw: object) -> Decimal:
    narrow = unicodedata.normalize("NFKC", raw) if isinstance(raw, str) else ""
    found = _WRITTEN.fullmatch("".join(narrow.split()).translate(_MINUS_SIGNS))
    if not found or len(narrow) > 100 or found[2] not in ("", _unit(field)):
        raise Unfit(_wanted(field))
    return Decimal(found[1].replace(",", ""))


def _plain(value: Decimal) -> Decimal:
    """The same number without an exponent and without a negative zero. Raises Unfit if it is too long."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or value.adjusted() >= DIGITS or -exponent > PLACES:
        raise Unfit(say("整数部分最多{digits}位，小数最多{places}位", digits=DIGITS, places=PLACES))
    if exponent <= 0 and value:
        return value
    return Decimal(f"{value or value.copy_abs():f}")


def _unit(field: Field) -> str:
    return unicodedata.normalize("NFKC", field.unit)


def _wanted(field: Field) -> str:
    if field.unit:
        return say("要填以{unit}为单位的数，如 1234.5 或 1,234.5", unit=field.unit)
    return say("要填数，如 1234")
