"""Comparisons as code: plain values as they are, ratios by multiplying both sides."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from linxuan.rules.generated.operands import (
    OPEN,
    Kind,
    Operand,
    Unsupported,
    strictly,
    unknown,
)
from linxuan.rules.generated.writing import Writing
from linxuan.rules.logic import as_day
from linxuan.rules.terms import And, Between, Compare, In, Options, Param

_OPERATORS: Mapping[str, str] = {"=": "==", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_AMOUNTS = frozenset({Kind.NUMBER, Kind.FRACTION, Kind.RATIO})
_PLAIN = frozenset({Kind.NUMBER, Kind.DATE, Kind.TEXT, Kind.YES_NO})
_MEMBERS: Mapping[Kind, tuple[type, ...]] = {
    Kind.TEXT: (str,),
    Kind.NUMBER: (int, Decimal),
    Kind.DATE: (date, str),
}


def comparison(writing: Writing, term: Compare) -> Operand:
    """Write a comparison."""
    left, right = writing.operand(term.left), writing.operand(term.right)
    return compared(writing, _OPERATORS[term.operator], left, right)


def between(writing: Writing, term: Between) -> Operand:
    """Write both bounds; one that fails decides."""
    low, high = Compare(">=", term.term, term.low), Compare("<=", term.term, term.high)
    return writing.operand(And((low, high)))


def compared(writing: Writing, sign: str, left: Operand, right: Operand) -> Operand:
    """Write the comparison of two values."""
    kinds = {left.kind, right.kind}
    if kinds == {Kind.DATE, Kind.TEXT}:
        left, right = as_date(writing, left), as_date(writing, right)
    elif kinds <= _AMOUNTS and kinds != {Kind.NUMBER}:
        return _of_ratios(writing, sign, left, right)
    elif len(kinds) > 1 or not kinds <= _PLAIN:
        raise Unsupported(kinds)
    left, right = _alike(writing, left, right), _alike(writing, right, left)
    expression = strictly(f"{left.code} {sign} {right.code}", left, right)
    return writing.result(expression, Kind.YES_NO, nullable=left.nullable or right.nullable)


def _alike(writing: Writing, one: Operand, beside: Operand) -> Operand:
    """Return a whole number of the rule as a decimal beside decimals: it need not become one each time."""
    if not beside.decimal or type(one.value) is not int:
        return one
    return replace(one, code=writing.source.constant(Decimal(one.value)))


def zero_beside(writing: Writing, amount: Operand) -> str:
    """Return the zero that an amount, or the base of a ratio, is compared with."""
    return writing.source.constant(Decimal(0) if amount.decimal else 0)


def as_date(writing: Writing, operand: Operand) -> Operand:
    """Return a day; a text that is written out beside a day stands for one."""
    if operand.kind is Kind.DATE:
        return operand
    if operand.kind is not Kind.TEXT or operand.value is OPEN:
        raise Unsupported(operand)
    day = as_day(operand.value)
    if day is None:
        return unknown(Kind.DATE)
    return Operand(writing.source.constant(day), Kind.DATE, nullable=False, value=day)


def _of_ratios(writing: Writing, sign: str, left: Operand, right: Operand) -> Operand:
    """Multiply by the bases, which are above zero: over any other base nothing is met."""
    bases = [each for each in (left, right) if each.kind is Kind.RATIO]
    never = " or ".join(
        f"{each.over} is not None and {each.over} <= {zero_beside(writing, each)}" for each in bases
    )
    over = [Operand(each.over, Kind.NUMBER) for each in bases]
    result = _times(left, right) + f" {sign} " + _times(right, left)
    expression = strictly(result, left, right, *over)
    writing.source.calculates = True
    return writing.result(f"False if {never} else {expression}" if never else expression, Kind.YES_NO)


def _times(one: Operand, other: Operand) -> str:
    return f"{one.code} * {other.over}" if other.over else one.code


def membership(writing: Writing, term: In) -> Operand:
    """Write `IN`; the entries stand in a set."""
    value = writing.operand(term.term)
    among = entries(writing, term.options)
    if among is None:
        return unknown(Kind.YES_NO)
    if value.kind not in _MEMBERS or not all(type(each) in _MEMBERS[value.kind] for each in among):
        raise Unsupported(term)
    days = (as_day(each) for each in among) if value.kind is Kind.DATE else among
    sign = "not in" if term.negated else "in"
    chosen = writing.source.constant(frozenset(each for each in days if each is not None))
    expression = strictly(f"{value.code} {sign} {chosen}", value)
    return writing.result(expression, Kind.YES_NO, nullable=value.nullable)


def entries(writing: Writing, options: Options | Param) -> tuple[Any, ...] | None:
    """Return the entries of a list; None for a parameter that is not settled or is no list."""
    if isinstance(options, Options):
        return options.values
    value = writing.parameter(options.id).value
    if value is OPEN:
        raise Unsupported(options)
    return value if isinstance(value, tuple) else None
