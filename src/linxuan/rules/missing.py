"""Which answers an unknown outcome waits for, and no others."""

from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, TypeAlias

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
    term. It is () for an unknown term only where no answer can help: a parameter is not settled.
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


def _each_year(term: Any, record: Record) -> Names:
    condition, count = term.arguments
    reach = compiled(count)(record)
    years = range(record.years_back, record.years_back + (reach or 0))
    return _shortest_first(missing(condition, record.at_year(back)) for back in years)


def _count_where(term: Any, record: Record) -> Names:
    """What a row lacks is missing from the group; what stands outside the group is missing itself."""
    group, condition = term.arguments
    if record.values.get(group.id) is None:
        return (group.id,)
    found = _each_once(missing(condition, row) for row in record.rows(group.id))
    fields = record.fields_of(group.id)
    return _each_once([[group.id if name in fields else name for name in found]])


def _shortest_first(found: Iterable[Names]) -> Names:
    ordered: list[Names] = sorted(found, key=len)
    return _each_once(ordered)


def _each_once(found: Iterable[Iterable[str]]) -> Names:
    return tuple(dict.fromkeys(chain.from_iterable(found)))


_CALLS: Mapping[str, Callable[[Call, Record], Names]] = {
    "each_year": _each_year,
    "count_where": _count_where,
}
