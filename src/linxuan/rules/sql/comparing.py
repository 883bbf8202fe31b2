"""Comparisons of numbers and ratios as SQL, exact, and three-valued as `rules.logic.compare` says."""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, floor, gcd, lcm
from typing import Any

from linxuan.rules.sql.dialect import Dialect, whole
from linxuan.rules.sql.polynomials import Number, Polynomial, Ratio, Sum, constant, times
from linxuan.rules.sql.widths import Writer, Written, written_within

TRUE, FALSE = "TRUE", "FALSE"
UNKNOWN = "CAST(NULL AS BOOLEAN)"
_HOLDS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
TURNED: Mapping[str, str] = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
Doubts = tuple[str, ...]
"""Conditions under which an SQL says NULL although the answer is known."""


def compared(dialect: Dialect, sign: str, left: Number | Ratio, right: Number | Ratio) -> tuple[str, Doubts]:
    """Return the comparison of two numbers or ratios, and where it cannot be relied on."""
    bases = [*_bases(left), *_bases(right)]
    part, whole = _cleared(left, right)
    conditions = [_numbers(dialect, ">", base, constant(0)) for base in bases]
    conditions.append(_numbers(dialect, sign, part, whole))
    doubts = tuple(dict.fromkeys(doubt for _, doubts in conditions for doubt in doubts))
    return all_hold([sql for sql, _ in conditions]), doubts


def all_hold(conditions: list[str]) -> str:
    """Return that all of the conditions hold; one that is always false decides."""
    left = [each for each in conditions if each != TRUE]
    if FALSE in left or not left:
        return FALSE if left else TRUE
    return left[0] if len(left) == 1 else f"({' AND '.join(left)})"


def one_holds(conditions: list[str]) -> str:
    """Return that one of the conditions holds; one that is always true decides."""
    left = [each for each in conditions if each != FALSE]
    if TRUE in left or not left:
        return TRUE if left else FALSE
    return left[0] if len(left) == 1 else f"({' OR '.join(left)})"


def if_known(known: str, holds: bool) -> str:
    """Return a constant answer that is unknown as long as something is."""
    return f"({known} IS NOT NULL OR {UNKNOWN})" if holds else f"({known} IS NULL AND {UNKNOWN})"


def _bases(value: Number | Ratio) -> tuple[Number, ...]:
    return value.bases if isinstance(value, Ratio) else ()


def _cleared(left: Number | Ratio, right: Number | Ratio) -> tuple[Number, Number]:
    """Multiply both sides by the bases, which are above zero where it matters."""
    one = constant(1)
    part, over = (left.part, left.whole) if isinstance(left, Ratio) else (left, one)
    other, under = (right.part, right.whole) if isinstance(right, Ratio) else (right, one)
    return times(part, under), times(other, over)


def _numbers(dialect: Dialect, sign: str, left: Number, right: Number) -> tuple[str, Doubts]:
    if left.constant is not None and right.constant is not None:
        return (TRUE if _HOLDS[sign](left.constant, right.constant) else FALSE), ()
    if left.constant is not None:
        return _numbers(dialect, TURNED[sign], right, left)
    if right.constant is not None:
        return _with_constant(dialect, sign, left, right.constant)
    return _general(dialect, sign, left, right)


def _general(dialect: Dialect, sign: str, left: Number, right: Number) -> tuple[str, Doubts]:
    """Multiply both sides by the denominators, and by no more than it needs."""
    shared = lcm(left.factor.denominator, right.factor.denominator)
    first, second = int(left.factor * shared), int(right.factor * shared)
    common = gcd(first, second) or 1
    counts = (first // common, second // common)

    def write(writer: Writer) -> str:
        sides = [
            _counted(writer, count, side.polynomial)
            for count, side in zip(counts, (left, right), strict=True)
        ]
        scale = max(side.scale for side in sides)
        one, other = (writer.rescaled(side, scale).sql for side in sides)
        return f"({one} {sign} {other})"

    return written_within(dialect, write)


def _counted(writer: Writer, count: int, polynomial: Polynomial) -> Written:
    return writer.write(polynomial if count == 1 else Sum(((count, polynomial),)))


def _with_constant(dialect: Dialect, sign: str, left: Number, right: Fraction) -> tuple[str, Doubts]:
    """The constant is brought to the places of the column, so that no column is widened for it."""
    polynomial = left.polynomial

    def write(writer: Writer) -> str:
        side = writer.write(polynomial)
        if left.factor == 0:
            return if_known(side.sql, _HOLDS[sign](0, right))
        bound = right / left.factor * 10**side.scale
        return _beside(side, TURNED[sign] if left.factor < 0 else sign, bound)

    return written_within(dialect, write)


def _beside(side: Written, sign: str, bound: Fraction) -> str:
    units = ceil(bound) if sign in (">=", "<") else floor(bound)
    if sign in ("=", "<>") and units != bound:
        return if_known(side.sql, sign == "<>")
    lowest, highest = _HOLDS[sign](-side.most, bound), _HOLDS[sign](side.most, bound)
    if abs(units) > side.most:
        return if_known(side.sql, lowest and highest)
    return f"({side.sql} {sign} {whole(units, side.digits, side.scale)})"
