"""Computed fields and shares put in place of their names, so that a rule is compared exactly."""

from linxuan.rules.scope import Scope
from linxuan.rules.terms import Name, Term
from linxuan.rules.walk import rebuilt


def inlined(term: Term, scope: Scope) -> Term:
    """Return `term` with every name that has a `meaning` in `scope` replaced by it, again and again.

    Meanings must not circle; the reader of packages refuses that.
    """
    if not isinstance(term, Name):
        return rebuilt(term, lambda inner: inlined(inner, scope))
    variable = scope.names.get(term.id)
    return inlined(variable.meaning, scope) if variable and variable.meaning else term
