"""What an expression says of one record, in three-valued logic.

A term is compiled once into nested closures and kept; a closure gets the record and returns the
value, None where it is not known. Unknown AND false is false, unknown OR true is true; anything else
with an unknown part is unknown, so that a later answer can settle, but never turn, what is decided.
"""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache, partial
from operator import methodcaller
from typing import Any

from linxuan.rules import numbers
from linxuan.rules.calls import CALLS
from linxuan.rules.logic import Evaluator, all_of, compare, listed, strict
from linxuan.rules.record import ParameterValue, Record
from linxuan.rules.terms import (
    And,
    Arithmetic,
    Best,
    Between,
    Call,
    Compare,
    In,
    Literal,
    Name,
    Not,
    Or,
    Param,
    Points,
    Term,
    Value,
)

__all__ = ["ParameterValue", "Record", "compiled", "evaluate", "evaluator"]

_PLACES = 6
_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ALIKE: Mapping[type, str] = {int: "number", Decimal: "number", date: "day", str: "text", bool: "yes or no"}
"""Types whose values compare as they are with each other."""


def evaluate(term: Term, record: Record) -> Value | None:
    """Return what `term` says of `record`; None where it is unknown.

    A mean or ratio comes back rounded to six places, for showing: inside the expression it is exact.
    A ratio over a base of zero or less comes back as None. Raises nothing for a term that `check`
    found no fault in and values of the types that its scope says.
    """
    return evaluator(term)(record)


def evaluator(term: Term) -> Callable[[Record], Value | None]:
    """Return what evaluates `term` over any record for showing: `evaluate`, made ready."""
    exactly = compiled(term)

    def shown(record: Record) -> Value | None:
        value = exactly(record)
        if value is numbers.NEVER_MET:
            return None
        result: Value | None = numbers.rounded(value, _PLACES) if isinstance(value, Fraction) else value
        return result

    return shown


@lru_cache(maxsize=4096)
def compiled(term: Term) -> Evaluator:
    """Return a function that evaluates `term` over any record.

    It returns values as the terms outside it need them: means and ratios as fractions, and a ratio
    over a base of zero or less as `NEVER_MET`.
    """
    return _COMPILE[type(term)](term)


def _literal(term: Literal) -> Evaluator:
    value = term.value
    return lambda _: value


def _name(term: Name) -> Evaluator:
    return methodcaller("value", term.id)


def _parameter(term: Param) -> Evaluator:
    return lambda record: record.parameters.get(term.id)


def _negation(term: Not) -> Evaluator:
    inner = compiled(term.term)

    def negation(record: Record) -> bool | None:
        value = inner(record)
        return None if value is None else not value

    return negation


def _conjunction(term: And) -> Evaluator:
    terms = [compiled(each) for each in term.terms]

    def conjunction(record: Record) -> bool | None:
        return all_of(each(record) for each in terms)

    return conjunction


def _disjunction(term: Or) -> Evaluator:
    terms = [compiled(each) for each in term.terms]

    def disjunction(record: Record) -> bool | None:
        unknown = False
        for each in terms:
            value = each(record)
            if value:
                return True
            unknown = unknown or value is None
        return None if unknown else False

    return disjunction


def _comparison(term: Compare) -> Evaluator:
    holds, left, right = _COMPARE[term.operator], compiled(term.left), compiled(term.right)

    def comparison(record: Record) -> bool | None:
        one, other = left(record), right(record)
        # Most are two plain values of one kind, which compare as they are.
        kind = _ALIKE.get(type(one))
        if kind and kind is _ALIKE.get(type(other)):
            return holds(one, other)
        return compare(holds, one, other)

    return comparison


def _between(term: Between) -> Evaluator:
    low, high = Compare(">=", term.term, term.low), Compare("<=", term.term, term.high)
    return _conjunction(And((low, high)))


def _membership(term: In) -> Evaluator:
    inner = compiled(term.term)

    def membership(record: Record) -> bool | None:
        value, among = inner(record), listed(term.options, record)
        if value is None or among is None:
            return None
        return any(compare(operator.eq, value, each) for each in among) is not term.negated

    return membership


def _arithmetic(term: Arithmetic) -> Evaluator:
    return strict(partial(numbers.combined, term.operator), compiled(term.left), compiled(term.right))


def _points(term: Points) -> Evaluator:
    cases = [(compiled(condition), points) for condition, points in term.cases]

    def points(record: Record) -> numbers.Number | None:
        for condition, worth in cases:
            applies = condition(record)
            if applies is not False:
                return worth if applies else None
        return term.otherwise

    return points


def _best(term: Best) -> Evaluator:
    each = [(compiled(one), most_points(one)) for one in term.terms]

    def best(record: Record) -> numbers.Number | None:
        found = [(points(record), most) for points, most in each]
        known = max((points for points, _ in found if points is not None), default=None)
        open_ones = [most for points, most in found if points is None]
        return None if known is None or any(most > known for most in open_ones) else known

    return best


def most_points(term: Points) -> numbers.Number:
    """Return the most that a term of points can come to."""
    return max(term.otherwise, *(points for _, points in term.cases))


def _call(term: Call) -> Evaluator:
    return CALLS[term.function](compiled, *term.arguments)


_COMPILE: Mapping[type, Callable[[Any], Evaluator]] = {
    Literal: _literal,
    Name: _name,
    Param: _parameter,
    Not: _negation,
    And: _conjunction,
    Or: _disjunction,
    Compare: _comparison,
    Between: _between,
    In: _membership,
    Arithmetic: _arithmetic,
    Call: _call,
    Points: _points,
    Best: _best,
}
