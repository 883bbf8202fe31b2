"""Amounts and counts, exact from the first digit to the last.

People write the same amount in many ways, and copy it from tables in more. In a field in 万元 these are read:

| written | read as | because |
|---|---|---|
| `1,234.5`, `１２３４．５`, `1 234.5`, `1，234.5万元` | 1,234.5 | the unit of the field may stand behind it |
| `(1,234.5)`, `（1,234.5）` | -1,234.5 | so tables of accounts write what is below zero |
| `1.2亿元`, `120,000,000元` | 12,000 | another unit of the same kind is said in full |
| `1.2亿`, `3千万` | 12,000 and 3,000 | nobody has 亿 of 万元: it is money in 元 |
| `3万` | nothing: it is asked | 3万元 is 3, but 3万 in this field could as well be 30,000 |

So a word such as 万 alone counts what the unit counts (元, 人, 家) where it is larger than the word that the
unit itself has; otherwise two readings are possible, and a guess would be wrong by ten thousand times.
"""

import re
import unicodedata
from contextlib import suppress
from decimal import Decimal

from linxuan.answers.raw import Unfit, shown
from linxuan.answers.units import LARGE, moved, power_between, power_of
from linxuan.language import say
from linxuan.programme.definition import Field

DIGITS, PLACES = 15, 6
"""Digits before and after the decimal point: the widest amount that is taken."""
_WRITTEN = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(\D*)", re.ASCII)
_BELOW_ZERO = re.compile(r"\((\d[^()]*)\)([^()]*)", re.ASCII)
_PLAIN = re.compile(rf"\d{{1,{DIGITS}}}(?:\.\d{{1,{PLACES}}})?", re.ASCII)
"""As most amounts are kept: it stands for itself, which is quicker to see than to work out."""
_MINUS_SIGNS = str.maketrans("−–", "--")


def as_decimal(field: Field, raw: object) -> Decimal:
    """Read an amount in the unit of the field, given as number or text (`1,234.50`, `１２万元`, `1.2亿`).

    Raises Unfit for a unit of another kind, for what can be read in two ways, for what is no number, and
    outside the bounds of the field.
    """
    value = Decimal(raw) if isinstance(raw, str) and _PLAIN.fullmatch(raw) else _plain(_exact(field, raw))
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


def amount_as_shown(field: Field, raw: object) -> str:
    """Return an amount as it stands in its input: `1,234.50`; what cannot be read stands as it was typed."""
    with suppress(Unfit):
        return f"{as_integer(field, raw):,}" if field.kind == "integer" else f"{as_decimal(field, raw):,f}"
    return str(raw) if isinstance(raw, str | int | float) and not isinstance(raw, bool) else ""


def _written(field: Field, raw: object) -> Decimal:
    narrow = unicodedata.normalize("NFKC", raw) if isinstance(raw, str) else ""
    signed = _BELOW_ZERO.sub(r"-\1\2", "".join(narrow.split()).translate(_MINUS_SIGNS))
    found = _WRITTEN.fullmatch(signed)
    if not found or len(narrow) > 100:
        raise Unfit(_wanted(field))
    amount, power = Decimal(found[1].replace(",", "")), _power(field, narrow, amount=found[1], unit=found[2])
    return moved(amount, power) if power else amount


def _power(field: Field, typed: str, *, amount: str, unit: str) -> int:
    """By which power of ten an amount becomes one in the unit of the field. Raises Unfit."""
    own = _unit(field)
    power = 0 if unit in ("", own) else power_between(unit, own)
    if power is not None:
        return power
    if unit not in LARGE:
        raise Unfit(_wanted(field))
    power = LARGE[unit] - power_of(own)[0]
    if power > 0:
        return power
    raise Unfit(_two_readings(field, typed, amount, unit))


def _two_readings(field: Field, typed: str, amount: str, word: str) -> str:
    number = Decimal(amount.replace(",", ""))
    own = power_of(_unit(field))[0]
    return say(
        "“{typed}”可能是{less}{unit}，也可能是{more}{unit}，请只填数，如 {less} 或 {more}",
        typed=shown(typed),
        less=f"{moved(number, LARGE[word] - own):,f}",
        more=f"{moved(number, LARGE[word]):,f}",
        unit=field.unit,
    )


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
