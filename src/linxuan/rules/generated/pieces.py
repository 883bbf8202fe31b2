"""How each term is written, but for comparisons and the functions."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from linxuan.rules.evaluate import most_points
from linxuan.rules.generated.called import CALLED
from linxuan.rules.generated.comparing import between, comparison, membership
from linxuan.rules.generated.operands import UNKNOWN, Kind, Operand, Unsupported, strictly, unknown
from linxuan.rules.generated.writing import Writing
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
)

_LITERALS: Mapping[type, Kind] = {
    str: Kind.TEXT,
    bool: Kind.YES_NO,
    int: Kind.NUMBER,
    Decimal: Kind.NUMBER,
    date: Kind.DATE,
}


def _literal(writing: Writing, term: Literal) -> Operand:
    kind = _LITERALS[term.kind]
    code = writing.source.constant(term.value)
    return Operand(code, kind, nullable=False, value=term.value)


def _name(writing: Writing, term: Name) -> Operand:
    return writing.name(term.id)


def _parameter(writing: Writing, term: Param) -> Operand:
    return writing.parameter(term.id)


# ── three-valued logic ──


def _negation(writing: Writing, term: Not) -> Operand:
    inner = writing.condition(term.term)
    return writing.result(strictly(f"not {inner.code}", inner), Kind.YES_NO, nullable=inner.nullable)


def _conjunction(writing: Writing, term: And) -> Operand:
    return _joined(writing, term.terms, decides="False", goes_on="True")


def _disjunction(writing: Writing, term: Or) -> Operand:
    exception = _exception(term)
    if exception:
        return _instead(writing, *exception)
    return _joined(writing, term.terms, decides="True", goes_on="False")


def _joined(writing: Writing, terms: tuple[Term, ...], *, decides: str, goes_on: str) -> Operand:
    """Go on until one decides; one that is unknown leaves open what does not decide."""
    source = writing.source
    first, *others = terms
    found = writing.condition(first)
    result, nullable = source.assign(found.code), found.nullable
    for each in others:
        with source.block(f"if {result} is not {decides}:"):
            found = writing.condition(each)
            source.line(f"if {found.code} is not {goes_on}: {result} = {found.code}")
        nullable = nullable or found.nullable
    return Operand(result, Kind.YES_NO, nullable)


def _exception(term: Or) -> tuple[Term, Term, Term] | None:
    """Return condition, demand under it and demand otherwise of the term of a rule with an exception."""
    match term.terms:
        case (And((when, instead)), And((Not(other), otherwise)), And((one, two))):
            if when == other and (instead, otherwise) == (one, two):
                return when, instead, otherwise
    return None


def _instead(writing: Writing, when: Term, instead: Term, otherwise: Term) -> Operand:
    """While the condition is unknown, the answer is known if both demands agree."""
    source = writing.source
    applies = writing.condition(when).code
    result = source.assign(UNKNOWN)
    with source.block(f"if {applies} is not False:"):
        source.line(f"{result} = {writing.condition(instead).code}")
    with source.block(f"if {applies} is not True:"):
        rest = writing.condition(otherwise).code
        source.line(f"if {applies} is False: {result} = {rest}")
        source.line(f"elif {result} is not {rest}: {result} = None")
    return Operand(result, Kind.YES_NO)


# ── numbers ──


def _arithmetic(writing: Writing, term: Arithmetic) -> Operand:
    left, right = writing.operand(term.left), writing.operand(term.right)
    kinds = {left.kind, right.kind}
    if not kinds <= {Kind.NUMBER, Kind.FRACTION}:
        raise Unsupported(term)
    writing.source.calculates = True
    writing.source.at_length |= term.operator == "*"
    if kinds == {Kind.NUMBER}:
        expression = strictly(f"{left.code} {term.operator} {right.code}", left, right)
        return writing.result(expression, Kind.NUMBER, nullable=left.nullable or right.nullable)
    return _of_fractions(writing, term.operator, left, right)


def _of_fractions(writing: Writing, operator: str, left: Operand, right: Operand) -> Operand:
    """Bring both to one denominator, which is known beforehand."""
    one, other = left.over or "1", right.over or "1"
    expression = f"{left.code} * {right.code}"
    if operator != "*":
        expression = f"{left.code} * {other} {operator} {right.code} * {one}"
    result = writing.source.assign(strictly(expression, left, right))
    return Operand(result, Kind.FRACTION, over=writing.source.assign(f"{one} * {other}"))


# ── points ──


def _points(writing: Writing, term: Points) -> Operand:
    """The first case that is not false gives the points; unknown where it is not true."""
    source = writing.source
    open_case, points = source.assign("False"), source.assign(UNKNOWN)
    for condition, worth in term.cases:
        with source.block(f"if {open_case} is False:"):
            source.line(f"{open_case} = {writing.condition(condition).code}")
            source.line(f"if {open_case}: {points} = {source.constant(worth)}")
    source.line(f"if {open_case} is False: {points} = {source.constant(term.otherwise)}")
    return Operand(points, Kind.NUMBER)


def _best(writing: Writing, term: Best) -> Operand:
    if not term.terms:
        return unknown(Kind.NUMBER)
    points = "".join(f"{writing.operand(each).code}, " for each in term.terms)
    most = writing.source.constant(tuple(map(most_points, term.terms)))
    return writing.result(f"best(({points}), {most})", Kind.NUMBER)


def _call(writing: Writing, term: Call) -> Operand:
    if term.function not in CALLED:
        raise Unsupported(term.function)
    return CALLED[term.function](writing, *term.arguments)


PIECES: Mapping[type, Callable[[Writing, Any], Operand]] = {
    Literal: _literal,
    Name: _name,
    Param: _parameter,
    Not: _negation,
    And: _conjunction,
    Or: _disjunction,
    Compare: comparison,
    Between: between,
    In: membership,
    Arithmetic: _arithmetic,
    Call: _call,
    Points: _points,
    Best: _best,
}
