"""Shares and growth as code: a numerator and a base, compared by multiplying."""

from dataclasses import replace

from linxuan.rules.generated.comparing import compared, zero_beside
from linxuan.rules.generated.operands import (
    UNKNOWN,
    Kind,
    Operand,
    Unsupported,
    any_unknown,
    strictly,
    unknown,
)
from linxuan.rules.generated.writing import Writing
from linxuan.rules.generated.years import reach, series
from linxuan.rules.terms import Literal, Term

_MOST_MULTIPLIED = 3
"""A mean of more growths is a sum of that many products, each of that many factors."""


def share(writing: Writing, part: Term, whole: Term) -> Operand:
    """Write a share as its part and its base."""
    amount, base = writing.operand(part), writing.operand(whole)
    if not {amount.kind, base.kind} <= {Kind.NUMBER, Kind.FRACTION}:
        raise Unsupported(part)
    writing.source.calculates = True
    over = _times(writing, base, amount).code
    return Operand(_times(writing, amount, base).code, Kind.RATIO, over=over, decimal=base.decimal)


def _times(writing: Writing, one: Operand, other: Operand) -> Operand:
    """Multiply by the denominator of the other, which is above zero and known."""
    if not other.over:
        return one
    return writing.result(strictly(f"{one.code} * {other.over}", one), Kind.NUMBER)


def share_at_least(writing: Writing, part: Term, whole: Term, least: Term) -> Operand:
    """Write `part >= least * whole`, false over a base of zero or less."""
    base = writing.operand(whole)
    amount, bound = writing.operand(part), writing.operand(least)
    kinds = {base.kind, amount.kind, bound.kind}
    if bound.kind is Kind.RATIO:
        raise Unsupported(least)
    if kinds != {Kind.NUMBER}:
        return compared(writing, ">=", share(writing, part, whole), bound)
    writing.source.calculates = True
    zero = f"None if {base.code} is None else " if base.nullable else ""
    rest = strictly(f"{amount.code} >= {bound.code} * {base.code}", amount, bound)
    return writing.result(
        f"{zero}False if {base.code} <= {zero_beside(writing, base)} else {rest}", Kind.YES_NO
    )


def growth(writing: Writing, table: Term) -> Operand:
    """Write the growth of one year."""
    return mean_growth(writing, table, Literal(1))


def mean_growth(writing: Writing, table: Term, count: Term) -> Operand:
    """Write the mean of a few growths as one numerator over one base."""
    years = reach(writing, count)
    if years is None:
        return unknown(Kind.RATIO)
    if years > _MOST_MULTIPLIED:
        raise Unsupported(count)
    writing.source.calculates = True
    values = series(writing, table, years + 1)
    return _mean(writing, values)


def _mean(writing: Writing, values: list[Operand]) -> Operand:
    """Never met over zero or less in any year, then unknown; a base of zero says the first."""
    source, bases = writing.source, values[1:]
    if len(bases) == 1:
        gain = source.assign(strictly(f"{values[0].code} - {bases[0].code}", *values))
        return replace(bases[0], code=gain, kind=Kind.RATIO, over=bases[0].code)
    zero, source.at_length = zero_beside(writing, bases[0]), True
    gain, base = source.assign(UNKNOWN), source.assign(UNKNOWN)
    never = " or ".join(f"{each.code} is not None and {each.code} <= {zero}" for each in bases)
    source.line(f"if {never}: {base} = {zero}")
    open_ones = any_unknown(*values)
    source.line(f"elif not ({open_ones}):" if open_ones else "else:")
    source.line(f" {gain} = {_sum_of_gains(values)}")
    source.line(f" {base} = {' * '.join([source.constant(len(bases)), *(each.code for each in bases)])}")
    return Operand(gain, Kind.RATIO, over=base, decimal=bases[0].decimal)


def _sum_of_gains(values: list[Operand]) -> str:
    """Each gain, times the bases of the other years."""
    codes = [each.code for each in values]
    bases = codes[1:]
    return " + ".join(
        " * ".join([f"({codes[n]} - {codes[n + 1]})", *bases[:n], *bases[n + 1 :]]) for n in range(len(bases))
    )


def compound_growth_at_least(writing: Writing, table: Term, count: Term, least: Term) -> Operand:
    """Write `latest >= (1 + least)` to the power of the years `* first`."""
    years, bound = reach(writing, count), writing.operand(least)
    if years is None:
        return unknown(Kind.YES_NO)
    if bound.kind is not Kind.NUMBER:
        raise Unsupported(least)
    writing.source.calculates = True
    writing.source.at_length = True
    new, *_, old = series(writing, table, years + 1)
    factor = writing.result(strictly(f"{writing.source.constant(1)} + {bound.code}", bound), Kind.NUMBER)
    multiple = " * ".join([factor.code] * years)
    rest = f"None if {new.code} is None else {new.code} >= {multiple} * {old.code}"
    condition = any_unknown(bound, old)
    expression = f"False if {old.code} <= {zero_beside(writing, old)} else {rest}"
    return writing.result(f"None if {condition} else {expression}" if condition else expression, Kind.YES_NO)
