"""Functions over year tables as code: each year is a name of its own."""

from linxuan.rules.calls import span
from linxuan.rules.generated.operands import OPEN, Kind, Operand, Unsupported, strictly, unknown
from linxuan.rules.generated.writing import Writing
from linxuan.rules.terms import Name, Term

_MOST_UNROLLED = 12


def reach(writing: Writing, count: Term) -> int | None:
    """Return how many years a call asks for, known beforehand; None for no such number."""
    value = writing.operand(count).value
    if value is OPEN:
        raise Unsupported(count)
    years = span(value)
    if years is not None and years > _MOST_UNROLLED:
        raise Unsupported(count)
    return years


def series(writing: Writing, table: Term, years: int) -> list[Operand]:
    """Write the last years of a table, the latest first."""
    if not isinstance(table, Name) or table.id not in writing.sight.years:
        raise Unsupported(table)
    return [writing.back_to(writing.back + ago).operand(table) for ago in range(years)]


def latest(writing: Writing, table: Term) -> Operand:
    """Write the bare name."""
    return writing.operand(table)


def total(writing: Writing, table: Term, count: Term) -> Operand:
    """Write a sum."""
    years = reach(writing, count)
    if years is None:
        return unknown(Kind.NUMBER)
    values = series(writing, table, years)
    writing.source.calculates = True
    return writing.result(strictly(" + ".join(each.code for each in values), *values), Kind.NUMBER)


def mean(writing: Writing, table: Term, count: Term) -> Operand:
    """Write a sum over a number of years."""
    years = reach(writing, count)
    if years is None:
        return unknown(Kind.FRACTION)
    return Operand(total(writing, table, count).code, Kind.FRACTION, over=writing.source.constant(years))


def each_year(writing: Writing, condition: Term, count: Term) -> Operand:
    """Write the condition once for each year, until one fails."""
    years = reach(writing, count)
    if years is None:
        return unknown(Kind.YES_NO)
    source = writing.source
    first = writing.condition(condition).code if years else "True"
    result = source.assign(first)
    for ago in range(1, years):
        with source.block(f"if {result} is not False:"):
            found = writing.back_to(writing.back + ago).condition(condition).code
            source.line(f"if {found} is not True: {result} = {found}")
    return Operand(result, Kind.YES_NO)
