"""Where generated code finds the answers, parameters and lists: what differs from caller to caller."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace

from linxuan.rules.generated.operands import Kind, Operand, Unsupported, kind_of, unknown
from linxuan.rules.generated.source import Source
from linxuan.rules.scope import Scope, Type, Variable


class Sight(ABC):
    """What a record shows. A name that it cannot write raises Unsupported."""

    def __init__(
        self, scope: Scope, years: Mapping[str, tuple[int, ...]], groups: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.scope = scope
        self.years = years
        self.groups = groups
        self.open: frozenset[str] = frozenset()
        """The parameters that have several values, of which the answers have to say which."""

    @abstractmethod
    def raw(self, source: Source, id: str) -> str:
        """Write where the answer to a field comes from, whole, and return its name."""

    @abstractmethod
    def parameter(self, source: Source, id: str) -> Operand:
        """Write what a parameter is, unknown where it is not settled."""

    @abstractmethod
    def keys(self, source: Source, list_id: str) -> str | None:
        """Write the set of the keys of a list; None for a list that there is not."""

    def name(self, source: Source, id: str, back: int) -> Operand:
        """Write the value of a name; of a year table that of `back` years before its latest."""
        years = self.years.get(id)
        key = ("name", id, back if years else 0)
        return source.known(key) or source.keep(key, self._name(source, id, back))

    def _name(self, source: Source, id: str, back: int) -> Operand:
        variable = self.variable(id)
        if id in self.years:
            return self._of_year(source, id, back)
        found = self.typed(source, self.whole(source, id), kind_of(variable.type))
        return replace(found, decimal=variable.type is Type.DECIMAL)

    def typed(self, source: Source, code: str, kind: Kind) -> Operand:
        """Return an answer. A day that came as text would compare as unequal without a word."""
        if kind is Kind.DATE:
            source.line(f"if {code}.__class__ is not date and {code} is not None: refuse()")
        return Operand(code, kind)

    def variable(self, id: str) -> Variable:
        """Return what is known of a name; a computed one should have been put in place of its name."""
        variable = self.scope.names.get(id)
        if variable is None or variable.meaning:
            raise Unsupported(id)
        return variable

    def whole(self, source: Source, id: str) -> str:
        """Write an answer, a year table with all its years, once."""
        key = ("whole", id)
        found = source.known(key) or source.keep(key, Operand(self.raw(source, id), Kind.TEXT))
        return found.code

    def is_blank(self, source: Source, id: str) -> str:
        """Return the condition that nothing was answered, not even for one year."""
        return f"{self.whole(source, id)} is None"

    def _of_year(self, source: Source, id: str, back: int) -> Operand:
        years = self.years[id]
        if not 0 <= back < len(years):
            return unknown(Kind.NUMBER)
        found = source.assign(self.of_year(source, id, years[-1 - back], back))
        return Operand(found, Kind.NUMBER, decimal=self.scope.names[id].type is Type.DECIMAL)

    def of_year(self, source: Source, id: str, year: int, back: int) -> str:
        """Return the expression for one year of a table: one amount stands for the latest year."""
        table = self.whole(source, id)
        rest = "amount" if back == 0 else "no_amount"
        get = f"{table}.get({source.constant(year)})"
        return f"{get} if {table}.__class__ is dict else None if {table} is None else {rest}({table})"
