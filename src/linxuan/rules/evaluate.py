"""What an expression says of one record, in three-valued logic.

A term is compiled once into nested closures and kept; a closure gets the record and returns the
value, None where it is not known. Unknown AND false is false, unknown OR true is true; anything else
with an unknown part is unknown, so that a later answer can settle, but never turn, what is decided.
"""

import operator
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from linxuan.rules import numbers
from linxuan.rules.calls import CALLS
from linxuan.rules.logic import Evaluator, all_of, compare, listed, strict
from linxuan.rules.record import ParameterValue, Record
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
    Options,
    Or,
    Param,
    Term,
    Value,
)

__all__ = ["ParameterValue", "Record", "compiled", "evaluate"]

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def evaluate(term: Term, record: Record) -> Value | None:
    """Return what `term` says of `record`; None where it is unknown.

    A mean or ratio comes back rounded to six places, for showing: inside the expression it is exact.
    A ratio over a base of zero or less comes back as None. Raises nothing for a term that `check`
    found no fault in and values of the types that its scope says.
    """
    value = compiled(term)(record)
    if value is numbers.NEVER_MET:
        return None
    result: Value | None = numbers.shown(value) if isinstance(value, Fraction) else value
    return result


@lru_cache(maxsize=4096)
def compiled(term: Term) -> Evaluator:
    """Return a function that evaluates `term` over any record.

    It returns values as the terms outside it need them: means and ratios as fractions, and a ratio
    over a base of zero or less as `NEVER_MET`.
    """
    match term:
        case Literal(value):
            return lambda record: value
        case Name(id):
            return lambda record: record.value(id)
        case Param(id):
            return lambda record: record.parameters.get(id)
        case Not(inner):
            return _negation(compiled(inner))
        case And(terms):
            return _conjunction(tuple(compiled(each) for each in terms))
        case Or(terms):
            return _disjunction(tuple(compiled(each) for each in terms))
        case Compare(sign, left, right):
            return _comparison(sign, compiled(left), compiled(right))
        case Between(inner, low, high):
            return compiled(And((Compare(">=", inner, low), Compare("<=", inner, high))))
        case In(inner, options, negated):
            return _membership(compiled(inner), options, negated)
        case Arithmetic(sign, left, right):
            return strict(lambda a, b: numbers.combined(sign, a, b), compiled(left), compiled(right))
        case Call(function, arguments):
            return CALLS[function](compiled, *arguments)


def _negation(inner: Evaluator) -> Evaluator:
    def negation(record: Record) -> bool | None:
        value = inner(record)
        return None if value is None else not value

    return negation


def _conjunction(terms: tuple[Evaluator, ...]) -> Evaluator:
    def conjunction(record: Record) -> bool | None:
        return all_of(term(record) for term in terms)

    return conjunction


def _disjunction(terms: tuple[Evaluator, ...]) -> Evaluator:
    def disjunction(record: Record) -> bool | None:
        unknown = False
        for term in terms:
            value = term(record)
            if value:
                return True
            unknown = unknown or value is None
        return None if unknown else False

    return disjunction


def _comparison(sign: str, left: Evaluator, right: Evaluator) -> Evaluator:
    holds = _COMPARE[sign]

    def comparison(record: Record) -> bool | None:
        return compare(holds, left(record), right(record))

    return comparison


def _membership(inner: Evaluator, options: Options | Param, negated: bool) -> Evaluator:
    def membership(record: Record) -> bool | None:
        value, among = inner(record), listed(options, record)
        if value is None or among is None:
            return None
        return any(compare(operator.eq, value, each) for each in among) is not negated

    return membership
