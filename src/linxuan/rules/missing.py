"""Which answers an unknown outcome waits for, and no others."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import TypeAlias

from linxuan.rules.calls import span
from linxuan.rules.evaluate import compiled
from linxuan.rules.record import Record
from linxuan.rules.terms import And, Call, Name, Or, Term
from linxuan.rules.walk import children, names_in

Names: TypeAlias = tuple[str, ...]


def missing(term: Term, record: Record) -> Names:
    """Return the names that could still settle `term`, most useful first; () where it is known.

    A branch that is decided asks for nothing. Of branches that are open, the one that waits for the
    fewest answers comes first. An answer that is given but cannot be used (a code that no standard
    has, a date that is moved beyond 2199) is missing too. Nothing outside the result can decide the
    term. It is () for an unknown term only where no answer can help: a parameter is not settled, or
    asks for more years than a table has.
    """
    if compiled(term)(record) is not None:
        return ()
    if isinstance(term, Name):
        return (term.id,)
    if isinstance(term, And | Or):
        return _shortest_first(missing(each, record) for each in term.terms)
    if isinstance(term, Call) and term.function in _CALLS:
        return _CALLS[term.function](term, record)
    return _of_parts(term, record)


def _of_parts(term: Term, record: Record) -> Names:
    parts = children(term)
    if any(compiled(part)(record) is None for part in parts):
        return _each_once(missing(part, record) for part in parts)
    return names_in(term)


def _over_years(term: Call, record: Record) -> Names:
    return _of_parts(term, record) if _reach(term, record) else ()


def _each_year(term: Call, record: Record) -> Names:
    condition, _ = children(term)
    years = range(record.years_back, record.years_back + _reach(term, record))
    return _shortest_first(missing(condition, record.at_year(back)) for back in years)


def _reach(term: Call, record: Record) -> int:
    """Return how many years a call asks for; 0 where the tables have less: that cannot be filled in."""
    tables, count, *_ = children(term)
    years = span(compiled(count)(record)) or 0
    lengths = (len(record.years[name]) for name in names_in(tables) if name in record.years)
    return years if years <= min(lengths, default=years) else 0


def _count_where(term: Call, record: Record) -> Names:
    """What a row lacks is missing from the group; what stands outside the group is missing itself."""
    table, condition = children(term)
    group = names_in(table)[0]
    if record.values.get(group) is None:
        return (group,)
    found = _each_once(missing(condition, row) for row in record.rows(group))
    fields = record.fields_of(group)
    return _each_once([[group if name in fields else name for name in found]])


def _shortest_first(found: Iterable[Names]) -> Names:
    ordered: list[Names] = sorted(found, key=len)
    return _each_once(ordered)


def _each_once(found: Iterable[Iterable[str]]) -> Names:
    return tuple(dict.fromkeys(chain.from_iterable(found)))


_CALLS: Mapping[str, Callable[[Call, Record], Names]] = {
    "total": _over_years,
    "mean": _over_years,
    "mean_growth": _over_years,
    "compound_growth_at_least": _over_years,
    "each_year": _each_year,
    "count_where": _count_where,
}
