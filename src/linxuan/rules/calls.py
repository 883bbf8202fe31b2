"""What the functions of the language do; their arguments and types stand in `functions.py`.

An entry of `CALLS` gets `compiled` and the arguments as terms, and returns the evaluator of the call.
"""

import operator
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any, TypeAlias

from linxuan.rules import days, numbers
from linxuan.rules.industries import section_of
from linxuan.rules.logic import Evaluator, all_of, as_day, compare, listed, strict
from linxuan.rules.record import Record
from linxuan.rules.terms import Literal, Name, Options, Param, Term

Compile: TypeAlias = Callable[[Term], Evaluator]
Build: TypeAlias = Callable[..., Evaluator]

_MOST_YEARS = 100
"""No table goes back further; whoever sets a parameter to a million gets an answer at once."""


def _strictly(apply: Callable[..., Any]) -> Build:
    return lambda compiled, *arguments: strict(apply, *map(compiled, arguments))


def _shifted(move: Callable[[Any, int], Any]) -> Build:
    def shifted(day: Any, count: int) -> Any:
        start = as_day(day)
        return None if start is None else move(start, count)

    return _strictly(shifted)


# ── lists ──


def _in_list(compiled: Compile, value: Term, list_id: Literal) -> Evaluator:
    key = compiled(value)

    def in_list(record: Record) -> bool | None:
        found, keys = key(record), record.lists.get(str(list_id.value))
        return None if found is None or keys is None else found in keys

    return in_list


def _has(enough: Callable[..., bool]) -> Build:
    def build(compiled: Compile, chosen: Term, options: Options | Param) -> Evaluator:
        choices = compiled(chosen)

        def has(record: Record) -> bool | None:
            given, wanted = choices(record), listed(options, record)
            return None if given is None or wanted is None else enough(each in given for each in wanted)

        return has

    return build


def _count_where(compiled: Compile, group: Name, condition: Term) -> Evaluator:
    holds = compiled(condition)

    def count_where(record: Record) -> int | None:
        if record.values.get(group.id) is None:
            return None
        found = [holds(row) for row in record.rows(group.id)]
        return None if None in found else found.count(True)

    return count_where


# ── shares ──


def _share_at_least(compiled: Compile, part: Term, whole: Term, least: Term) -> Evaluator:
    """Multiply instead of dividing: the same answer, several times as fast."""
    amount, base, bound = compiled(part), compiled(whole), compiled(least)

    def share_at_least(record: Record) -> bool | None:
        of = base(record)
        if of is None:
            return None
        if of <= 0:
            return False
        given, wanted = amount(record), bound(record)
        if given is None or wanted is None:
            return None
        return compare(operator.ge, given, numbers.combined("*", wanted, of))

    return share_at_least


def _share(compiled: Compile, part: Term, whole: Term) -> Evaluator:
    amount, base = compiled(part), compiled(whole)
    return lambda record: numbers.ratio(amount(record), base(record))


# ── year tables ──


def span(count: object) -> int | None:
    """Return a number of years; None for what is none, as a parameter may turn out to be."""
    return count if isinstance(count, int) and 1 <= count <= _MOST_YEARS else None


def _series(compiled: Compile, table: Name, count: Term, *, before: int = 0) -> Callable[[Record], list[Any]]:
    """Return the last years of a table, the latest first, and some `before` them; [None] for no such span."""
    years = compiled(count)

    def series(record: Record) -> list[Any]:
        reach = span(years(record))
        if reach is None:
            return [None]
        return [record.of_year(table.id, record.years_back + ago) for ago in range(reach + before)]

    return series


def _latest(compiled: Compile, table: Name) -> Evaluator:
    return compiled(table)


def _total(compiled: Compile, table: Name, count: Term) -> Evaluator:
    series = _series(compiled, table, count)

    def total(record: Record) -> numbers.Number | None:
        values = series(record)
        return None if None in values else numbers.total(values)

    return total


def _mean(compiled: Compile, table: Name, count: Term) -> Evaluator:
    return strict(numbers.quotient, _total(compiled, table, count), compiled(count))


def _each_year(compiled: Compile, condition: Term, count: Term) -> Evaluator:
    holds, years = compiled(condition), compiled(count)

    def each_year(record: Record) -> bool | None:
        reach = span(years(record))
        if reach is None:
            return None
        return all_of(holds(record.at_year(record.years_back + ago)) for ago in range(reach))

    return each_year


def _growth(compiled: Compile, table: Name) -> Evaluator:
    return _mean_growth(compiled, table, Literal(1))


def _mean_growth(compiled: Compile, table: Name, count: Term) -> Evaluator:
    series = _series(compiled, table, count, before=1)

    def mean_growth(record: Record) -> numbers.Ratio | None:
        values = series(record)
        rates = [_grown(new, old) for new, old in pairwise(values)]
        return numbers.mean(rates) if rates else None

    return mean_growth


def _grown(new: numbers.Number | None, old: numbers.Number | None) -> numbers.Ratio | None:
    gain = None if new is None or old is None else numbers.combined("-", new, old)
    return numbers.ratio(gain, old)


def _compound_growth_at_least(compiled: Compile, table: Name, count: Term, least: Term) -> Evaluator:
    series, bound = _series(compiled, table, count, before=1), compiled(least)

    def compound_growth_at_least(record: Record) -> bool | None:
        values, rate = series(record), bound(record)
        if len(values) == 1 or rate is None:
            return None
        multiple = numbers.compounded(rate, len(values) - 1)
        return compare(operator.ge, numbers.ratio(values[0], values[-1]), multiple)

    return compound_growth_at_least


CALLS: Mapping[str, Build] = {
    "share_at_least": _share_at_least,
    "share": _share,
    "add_years": _shifted(days.add_years),
    "add_months": _shifted(days.add_months),
    "add_days": _shifted(days.add_days),
    "in_list": _in_list,
    "has_any": _has(any),
    "has_all": _has(all),
    "size": _strictly(len),
    "starts_with": _strictly(str.startswith),
    "industry_section": _strictly(section_of),
    "count_where": _count_where,
    "latest": _latest,
    "total": _total,
    "mean": _mean,
    "each_year": _each_year,
    "growth": _growth,
    "mean_growth": _mean_growth,
    "compound_growth_at_least": _compound_growth_at_least,
}
