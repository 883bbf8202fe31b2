"""Computed fields, shares, scores and titles put in place of their names, so that a rule is compared exactly."""

from collections.abc import Iterator
from itertools import count

from linxuan.language import say
from linxuan.rules.problems import ExpressionError
from linxuan.rules.scope import Scope
from linxuan.rules.terms import Call, Literal, Name, Term
from linxuan.rules.walk import rebuilt

DEEPEST = 100
MOST_TERMS = 4_000


def inlined(term: Term, scope: Scope) -> Term:
    """Return `term` with every name that has a `meaning` in `scope` replaced by it, again and again.

    A title that one may hold is such a name: `has_title('…')` becomes what it stands for.

    Raises ExpressionError where computed fields stand on one another so often that the result has more
    than 100 levels or 4,000 terms, as it has when they circle; `check` finds that beforehand.
    """
    return _inlined(term, scope, count(1), 1)


def _inlined(term: Term, scope: Scope, terms: Iterator[int], level: int) -> Term:
    if level > DEEPEST or next(terms) > MOST_TERMS:
        problem = say("算出的字段一个套一个，展开后太大")
        raise ExpressionError(problem, term.position, say("少套几层，或把中间的数改成填报的字段"))
    meaning = _meaning(term, scope)
    if meaning is not None:
        return _inlined(meaning, scope, terms, level + 1)
    inside = _inside(term, scope)
    return rebuilt(term, lambda inner: _inlined(inner, inside, terms, level + 1))


def _meaning(term: Term, scope: Scope) -> Term | None:
    match term:
        case Name(id) if id in scope.names:
            return scope.names[id].meaning
        case Call("has_title", (Literal(str() as title),)):
            return scope.titles.get(title)
    return None


def _inside(term: Term, scope: Scope) -> Scope:
    """Inside the rows of a group its fields hide the names outside."""
    match term:
        case Call("count_where", (Name(group), _)) if group in scope.names:
            return scope.row(group)
    return scope
