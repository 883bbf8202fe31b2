"""Numbers that SQL may read by itself: typed, floating, written out, and in another unit."""

from decimal import Decimal

from linxuan.answers.numbers import DIGITS, PLACES
from linxuan.answers.units import power_between
from linxuan.rules.sql.columns import Column, Stored
from linxuan.screening.register.binding import Binding
from linxuan.screening.register.shape import Shape, as_text, explained, sql_type, where_not
from linxuan.screening.register.source import Range

_WIDEST = 18
"""Digits of a decimal that still fits a machine word."""
_COUNTS = {
    "TINYINT": 3, "SMALLINT": 5, "INTEGER": 10, "BIGINT": 19,
    "UTINYINT": 3, "USMALLINT": 5, "UINTEGER": 10, "UBIGINT": 20,
}  # fmt: skip


def number_shape(binding: Binding, range: Range | None, places: int) -> Shape:
    """Return how numbers are read; text with up to `places` behind the point, longer ones are odd."""
    whole = binding.field.kind == "integer"
    if binding.type == "DOUBLE" and not binding.values and not binding.unit:
        return _floating_number(binding, 0 if whole else places)
    if binding.values or binding.unit or not (digits := _digits(binding.type)):
        return _written_number(binding, 0 if whole else places)
    precision, scale = digits
    if range and isinstance(range[0], Decimal):
        # What is narrow is added and multiplied in machine words, and never too wide for them.
        precision = min(precision, max(len(str(abs(int(each)))) for each in range) + scale)
    faults = [
        *(
            []
            if _fits(precision - scale, range)
            else [f"{binding.sql} <= -{10**DIGITS} OR {binding.sql} >= {10**DIGITS}"]
        ),
        *([f"{binding.sql} <> trunc({binding.sql})"] if scale and whole else []),
        *([f"{binding.sql} <> round({binding.sql}, {PLACES})"] if scale > PLACES else []),
    ]
    stored = _decimal(min(precision, DIGITS + scale, 38), scale)
    same = digits == (stored.precision, stored.scale) and binding.type not in _COUNTS
    lies = binding.sql if same else f"CAST({binding.sql} AS {sql_type(stored)})"
    return Shape(binding.sql, where_not(faults, lies), stored, lies, written=False)


def _written_number(binding: Binding, places: int) -> Shape:
    power = power_between(binding.unit, binding.field.unit) or 0 if binding.unit else 0
    places = max(min(places, PLACES + power), 0)
    digits = min(DIGITS, _WIDEST - places, DIGITS - power)
    cell = as_text(binding)
    fraction = rf"(\.[0-9]{{1,{places}}})?" if places else ""
    good = f"regexp_full_match({cell}, '[+-]?[0-9]{{1,{digits}}}{fraction}')"
    sorted_in = f"[+-]?[0-9]{{1,3}}(,[0-9]{{3}}){{1,{digits // 3 - 1}}}{fraction}"
    stored = _decimal(digits + places, places)
    value = (
        f"CASE {explained(binding, cell)}WHEN {good} THEN TRY_CAST({cell} AS {sql_type(stored)})"
        f" WHEN regexp_full_match({cell}, '{sorted_in}')"
        f" THEN TRY_CAST(replace({cell}, ',', '') AS {sql_type(stored)}) END"
    )
    if binding.field.kind == "integer" and power < 0:
        return Shape(cell, f"CAST(NULL AS {sql_type(stored)})", stored)
    return Shape(cell, *_times(value, stored, power))


def _floating_number(binding: Binding, places: int) -> Shape:
    """A float that is the nearest to a decimal of 15 digits has no other that short: it is its text."""
    stored = _decimal(DIGITS, places)
    exact = f"TRY_CAST({binding.sql} AS {sql_type(stored)})"
    same = f"abs({binding.sql}) < 1e{DIGITS - places} AND CAST({exact} AS DOUBLE) = {binding.sql}"
    return Shape(binding.sql, f"CASE WHEN {same} THEN {exact} END", stored, written=False)


def _times(value: str, stored: Column, power: int) -> tuple[str, Column]:
    """The number times ten to the power, exactly, with its type."""
    if not power:
        return value, stored
    scale = max(stored.scale - power, 0)
    moved = _decimal(max(stored.precision - stored.scale + power, 1) + scale, scale)
    factor = f"{Decimal(1).scaleb(power):f}"
    return f"CAST(CAST({value} AS DECIMAL(28, {stored.scale})) * {factor} AS {sql_type(moved)})", moved


def _digits(kind: str) -> tuple[int, int] | None:
    """Precision and scale of DuckDB's type for exact numbers; None for all other types."""
    if kind.startswith("DECIMAL("):
        precision, scale = kind[8:-1].split(",")
        return int(precision), int(scale)
    digits = _COUNTS.get(kind)
    return (digits, 0) if digits else None


def _fits(digits: int, range: Range | None) -> bool:
    if digits <= DIGITS:
        return True
    return range is not None and all(isinstance(each, Decimal) and abs(each) < 10**DIGITS for each in range)


def _decimal(precision: int, scale: int) -> Column:
    return Column("", Stored.NUMBER, precision, scale)
