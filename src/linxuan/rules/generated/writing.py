"""Terms written as code: what is shared is worked out once, and what is decided costs nothing more."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from linxuan.rules.evaluate import compiled
from linxuan.rules.functions import FUNCTIONS
from linxuan.rules.generated.operands import Kind, Operand, Unsupported, kind_of
from linxuan.rules.generated.sight import Sight
from linxuan.rules.generated.source import Source
from linxuan.rules.scope import Type
from linxuan.rules.terms import And, Between, Call, Compare, In, Not, Or, Term
from linxuan.rules.walk import parameters_in

_CONDITIONS = (Not, And, Or, Compare, Between, In, Call)


@dataclass(frozen=True)
class Frame:
    """The row of a group that a condition is asked of: its name, and the fields that it has."""

    row: str
    group: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Writing:
    """Where a term is written: of which year its tables are, in which row, with which parameters open."""

    pieces: Mapping[type, Callable[["Writing", Any], Operand]]
    """How each term is written."""
    source: Source
    sight: Sight
    back: int = 0
    frame: Frame | None = None
    parameters: Mapping[str, Operand] = field(default_factory=dict)
    """Parameters that a loop goes through, all values that they can still have."""

    def condition(self, term: Term) -> Operand:
        """Write a condition; what cannot be written is asked of its closure. Raises Unsupported inside a loop."""
        found = self.operand(term)
        if found.kind is not Kind.YES_NO:
            raise Unsupported(term)
        return found

    def operand(self, term: Term) -> Operand:
        """Write a term, if this block does not know it already."""
        key = self._key(term)
        known = self.source.known(key)
        return known or self.source.keep(key, self._written(term))

    def back_to(self, back: int) -> "Writing":
        """Return the same with year tables that many years before their latest."""
        return replace(self, back=back)

    def in_row(self, row: str, group: str) -> "Writing":
        """Return the same inside a row of a group."""
        return replace(self, frame=Frame(row, group, self.sight.groups[group]))

    def name(self, id: str) -> Operand:
        """Write the value of a name: the fields of the row hide those outside."""
        if self.frame and id in self.frame.fields:
            return self._in_row(self.frame, id)
        return self.sight.name(self.source, id, self.back)

    def parameter(self, id: str) -> Operand:
        """Write a parameter."""
        if id in self.parameters:
            return self.parameters[id]
        if id not in self.sight.scope.parameters:
            raise Unsupported(id)
        return self.sight.parameter(self.source, id)

    def result(self, expression: str, kind: Kind, *, nullable: bool = True) -> Operand:
        """Give a name to the value of an expression."""
        return Operand(self.source.assign(expression), kind, nullable)

    def _in_row(self, frame: Frame, id: str) -> Operand:
        variable = self.sight.scope.names[frame.group].fields.get(id)
        if variable is None or variable.meaning or id in self.sight.years or variable.years:
            raise Unsupported(id)
        get = f"{frame.row}.get({self.source.constant(id)})"
        return self.sight.typed(self.source, self.source.assign(get), kind_of(variable.type))

    def _key(self, term: Term) -> Hashable:
        row = self.frame.row if self.frame else ""
        if not self.parameters:
            return (term, self.back, row)
        open_ones = (self.parameters[id].code for id in parameters_in(term) if id in self.parameters)
        return (term, self.back, row, *open_ones)

    def _written(self, term: Term) -> Operand:
        write = self.pieces[type(term)] if not self.source.is_full() else _not_written
        if self.frame or self.back or not isinstance(term, _CONDITIONS):
            return write(self, term)
        try:
            with self.source.attempt():
                return write(self, term)
        except Unsupported:
            return self._closure(term)

    def _closure(self, term: Term) -> Operand:
        if any(id in self.parameters for id in parameters_in(term)) or not _is_condition(term):
            raise Unsupported(term)
        record = self.source.record()
        return self.result(f"{self.source.constant(compiled(term))}({record})", Kind.YES_NO)


def _not_written(_: Writing, term: Term) -> Operand:
    raise Unsupported(term)


def _is_condition(term: Term) -> bool:
    if not isinstance(term, Call):
        return True
    function = FUNCTIONS.get(term.function)
    return function is not None and function.result is Type.YES_NO
