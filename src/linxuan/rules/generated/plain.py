"""Generated code over a plain record: the values of expressions, without a call around them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from linxuan.rules.evaluate import evaluate
from linxuan.rules.generated.operands import Operand, Unsupported, kind_of, unknown
from linxuan.rules.generated.pieces import PIECES
from linxuan.rules.generated.sight import Sight
from linxuan.rules.generated.source import Source, bound
from linxuan.rules.generated.writing import Writing
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope
from linxuan.rules.terms import Term, Value


class PlainSight(Sight):
    """Answers by the id of their field; parameters and lists are those of a record."""

    def __init__(self, scope: Scope, record: Record) -> None:
        super().__init__(scope, record.years, record.groups)
        self._record = record

    def raw(self, source: Source, id: str) -> str:
        """Write the look into the answers."""
        return source.assign(f"answers.get({source.constant(id)})")

    def parameter(self, source: Source, id: str) -> Operand:
        """Return the parameter as a constant."""
        kind = kind_of(self.scope.parameters[id].type)
        if id not in self._record.parameters:
            return unknown(kind)
        value = self._record.parameters[id]
        return Operand(source.constant(value), kind, nullable=False, value=value)

    def keys(self, source: Source, list_id: str) -> str | None:
        """Return the keys as a constant."""
        keys = self._record.lists.get(list_id)
        return None if keys is None else source.constant(frozenset(keys))


def values_of(
    terms: Sequence[Term], scope: Scope, record: Record
) -> Callable[[Mapping[str, Value | None]], tuple[Any, ...]]:
    """Return a function from answers to the value of each term, None for unknown. Raises Unsupported.


    `record` gives the parameters, the lists, the years and the fields of groups; its values do not count.
    """
    source = Source()
    writing = Writing(PIECES, source, PlainSight(scope, record))
    found = [_value(writing, term) for term in terms]
    code = source.code(f"({''.join(f'{each}, ' for each in found)})")
    made = partial(_with_values, record)
    return bound(code, source.namespace, record=made, unusual=partial(_by_reference, terms, made))


def _value(writing: Writing, term: Term) -> str:
    operand = writing.operand(term)
    if operand.over:
        raise Unsupported(term)
    return operand.code


def _with_values(record: Record, answers: Mapping[str, Value | None]) -> Record:
    return replace(record, values=answers)


def _by_reference(
    terms: Sequence[Term], made: Callable[[Mapping[str, Value | None]], Record], answers: Any
) -> tuple[Any, ...]:
    return tuple(evaluate(term, made(answers)) for term in terms)
