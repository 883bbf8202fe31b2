"""The parts of an expression in words, with the values that they have for one record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from linxuan.language import say
from linxuan.rules.check import kind_in
from linxuan.rules.evaluate import compiled
from linxuan.rules.kinds import Kind
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope, Type
from linxuan.rules.terms import Call, Term

_SIGNS = {"+": "+", "-": "−", "*": "×"}
_COUNTS = ("size", "count_where")


@dataclass(frozen=True)
class Words:
    """Tells terms over one record; labels, units and the words of options come from the scope."""

    record: Record
    scope: Scope

    def value(self, term: Term) -> Any:
        """Return what `term` is for the record; means and ratios as exact fractions."""
        return compiled(term)(self.record)

    def kind(self, term: Term) -> Kind:
        """Return the type of a term and its unit."""
        kind = kind_in(term, self.scope) or Kind(Type.TEXT)
        counts = isinstance(term, Call) and term.function in _COUNTS
        return Kind(kind.type, unit=say("项")) if counts else kind

    def described(self, term: Term, *, beside: Term | None = None) -> str:
        """Return what `term` is called and its value: 营业收入 10,000.00 万元."""
        if isinstance(term, Call) and term.function in _DESCRIBED:
            Mapping[str, Callable[[Words, Call, Term | None], str]] = {
                "share": _share,
                "add_years": _moved,
                "add_months": _moved,
                "add_days": _moved,
            }
