"""What an unknown outcome waits for depends on, as code: which parts of a term are known, which decided."""

from collections.abc import Iterator

from linxuan.rules.explain import Typed
from linxuan.rules.generated import Kind, Unsupported
from linxuan.rules.generated.years import reach
from linxuan.rules.terms import (
    And,
    Arithmetic,
    Between,
    Call,
    Compare,
    In,
    Literal,
    Name,
    Not,
    Or,
    Param,
    Term,
)
from linxuan.rules.told.marks import Marks
from linxuan.rules.walk import children, names_in

_LOGIC = (And, Or, Not)
_OF_PARTS = (Compare, Between, In, Arithmetic)
_OTHER = (
    "each_year",
    "best",
    "count_where",
    "total",
    "mean",
    "mean_growth",
    "compound_growth_at_least",
    "has_title",
)


def states_of(marks: Marks, typed: Typed, *terms: Term) -> str:
    """Return a key, each part followed by a comma: records with the same one lack the same answers.

    It has the value of every condition inside the terms, and of everything else whether it is known.
    Raises Unsupported for terms of which more has to be looked at.
    """
    states = dict.fromkeys(state for each in terms for state in _states_of(marks, each))
    names = tuple(dict.fromkeys(name for each in terms for name in names_in(each)))
    # An answer that is there but cannot be used is not told as one that is missing.
    given = (marks.writing.sight.is_blank(marks.source, name) for name in typed(names))
    return "".join(f"{each}, " for each in dict.fromkeys((*states, *given)))


def _states_of(marks: Marks, term: Term) -> Iterator[str]:
    """Of a term with an open parameter, the other parts: it is known itself not to be known."""
    opened = marks.writing.sight.open
    open_ones = [each for each in children(term) if isinstance(each, Param) and each.id in opened]
    if not open_ones:
        yield from _states(marks, term)
        return
    if not isinstance(term, (*_OF_PARTS, Call)) or (isinstance(term, Call) and term.function in _OTHER):
        raise Unsupported(term)
    for each in children(term):
        if each not in open_ones:
            yield from _states(marks, each)


def _states(marks: Marks, term: Term) -> Iterator[str]:
    match term:
        case Literal():
            return
        case Param():
            if term.id in marks.writing.sight.open:
                raise Unsupported(term)
            return
        case Call("each_year"):
            yield from _of_years(marks, term)
            return
        case Call(function) if function in _OTHER:
            raise Unsupported(term)
        case Name() | Call():
            pass
        case _ if not isinstance(term, (*_LOGIC, *_OF_PARTS)):
            raise Unsupported(term)
    yield _state(marks, term)
    for each in children(term):
        yield from _states(marks, each)


def _state(marks: Marks, term: Term) -> str:
    found = marks.writing.operand(term)
    if found.kind is Kind.YES_NO:
        return found.code
    return f"{found.code} is None, {found.over} is None" if found.over else f"{found.code} is None"


def _of_years(marks: Marks, term: Call) -> Iterator[str]:
    condition, count = children(term)
    for ago in range(reach(marks.writing, count) or 0):
        yield from _states(marks.back_to(marks.writing.back + ago), condition)
