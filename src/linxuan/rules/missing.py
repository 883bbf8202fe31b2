"""Which answers an unknown outcome waits for, and no others."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, TypeAlias

from linxuan.rules.calls import span
from linxuan.rules.evaluate import compiled, most_points
from linxuan.rules.record import Record
from linxuan.rules.terms import And, Best, Call, Literal, Name, Or, Param, Points, Term
from linxuan.rules.walk import children, names_in

Names: TypeAlias = tuple[str, ...]
Waiting: TypeAlias = Callable[[Record], Names]


def missing(term: Term, record: Record) -> Names:
    """Return the names that could still settle `term`, most useful first; () where it is known.

    A branch that is decided asks for nothing. Of branches that are open, the one that waits for the
    fewest answers comes first. An answer that is given but cannot be used (a code that no standard
    has, a date that is moved beyond 2199) is missing too. Nothing outside the result can decide the
    term. It is () for an unknown term only where no answer can help: a parameter is not settled, or
    asks for more years than a table has.
    """
    return waiting(term)(record)


def waiting(term: Term) -> Waiting:
    """Return what finds, for any record, the names that `term` waits for: `missing`, made ready."""
    outcome, asked = compiled(term), asking(term)
    return lambda record: () if outcome(record) is not None else asked(record)


def asking(term: Term) -> Waiting:
    """Return the same for records over which `term` is known to be unknown."""
    return _WAITING.get(type(term), _of_parts)(term)


def _one(term: Name) -> Waiting:
    names = (term.id,)
    return lambda _: names


def _nothing(_: Term) -> Waiting:
    return lambda _: ()


def _branches(term: And | Or) -> Waiting:
    parts = [(compiled(each), asking(each)) for each in term.terms]
    return lambda record: _shortest_first([asked(record) for read, asked in parts if read(record) is None])


def _of_parts(term: Term) -> Waiting:
    """What the unknown parts wait for; where all are known and yet it is not, all of its names."""
    parts, names = [(compiled(each), asking(each)) for each in children(term)], names_in(term)

    def of_parts(record: Record) -> Names:
        found = [asked(record) for read, asked in parts if read(record) is None]
        return _each_once(found) if found else names

    return of_parts


def _points(term: Points) -> Waiting:
    """The cases that are open, from the first on, up to one that holds."""
    cases = [(compiled(each), asking(each)) for each, _ in term.cases]

    def points(record: Record) -> Names:
        found: list[Names] = []
        for condition, asked in cases:
            applies = condition(record)
            if applies:
                break
            if applies is None:
                found.append(asked(record))
        return _each_once(found)

    return points


def _best(term: Best) -> Waiting:
    """Those points that could still be the highest."""
    each = [(compiled(one), waiting(one), most_points(one)) for one in term.terms]

    def best(record: Record) -> Names:
        found = [(points(record), asked, most) for points, asked, most in each]
        known = max((points for points, _, _ in found if points is not None), default=None)
        return _each_once(asked(record) for _, asked, most in found if known is None or most > known)

    return best


def _call(term: Call) -> Waiting:
    return _CALLS.get(term.function, _of_parts)(term)


def _over_years(term: Call) -> Waiting:
    parts, reach = _of_parts(term), _reach(term)
    return lambda record: parts(record) if reach(record) else ()


def _each_year(term: Call) -> Waiting:
    condition, reach = waiting(children(term)[0]), _reach(term)

    def each_year(record: Record) -> Names:
        years = range(record.years_back, record.years_back + reach(record))
        return _shortest_first(condition(record.at_year(back)) for back in years)

    return each_year


def _reach(term: Call) -> Callable[[Record], int]:
    """Return how many years a call asks for; 0 where the tables have less: that cannot be filled in."""
    tables, count, *_ = children(term)
    names, counted = names_in(tables), compiled(count)

    def reach(record: Record) -> int:
        years = span(counted(record)) or 0
        lengths = (len(record.years[name]) for name in names if name in record.years)
        return years if years <= min(lengths, default=years) else 0

    return reach


def _count_where(term: Call) -> Waiting:
    """What a row lacks is missing from the group; what stands outside the group is missing itself."""
    table, condition = children(term)
    group, asked = names_in(table)[0], waiting(condition)

    def count_where(record: Record) -> Names:
        if record.values.get(group) is None:
            return (group,)
        found = _each_once(asked(row) for row in record.rows(group))
        fields = record.fields_of(group)
        return _each_once([[group if name in fields else name for name in found]])

    return count_where


def _shortest_first(found: Iterable[Names]) -> Names:
    ordered: list[Names] = sorted(found, key=len)
    return ordered[0] if len(ordered) == 1 else _each_once(ordered)


def _each_once(found: Iterable[Iterable[str]]) -> Names:
    return tuple(dict.fromkeys(chain.from_iterable(found)))


_CALLS: Mapping[str, Callable[[Call], Waiting]] = {
    "total": _over_years,
    "mean": _over_years,
    "mean_growth": _over_years,
    "compound_growth_at_least": _over_years,
    "each_year": _each_year,
    "count_where": _count_where,
}
_WAITING: Mapping[type, Callable[[Any], Waiting]] = {
    Literal: _nothing,
    Param: _nothing,
    Name: _one,
    And: _branches,
    Or: _branches,
    Points: _points,
    Best: _best,
    Call: _call,
}
