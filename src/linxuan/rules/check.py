"""Whether an expression makes sense over the fields, parameters and lists in reach: all faults at once."""

from collections.abc import Callable, Mapping
from typing import Any

from linxuan.language import say
from linxuan.rules import nearest
from linxuan.rules.arguments import call_kind
from linxuan.rules.inlining import inlined
from linxuan.rules.inspection import Inspection
from linxuan.rules.kinds import NUMBERS, Kind, kind_of, one_unit
from linxuan.rules.problems import ExpressionError, Problem
from linxuan.rules.scope import Scope, Type
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
from linxuan.rules.walk import lists_in, names_in, parameters_in
from linxuan.rules.yearly import too_few_years

__all__ = ["Problem", "check", "inlined", "lists_in", "names_in", "parameters_in"]


def check(term: Term, scope: Scope, *, wanted: Type | None = None) -> tuple[Type | None, tuple[Problem, ...]]:
    """Return the type of `term` and every fault in it, in the order of the text.

    The type is None where a fault leaves it open. With `wanted`, any other type is a fault too.
    """
    inspection = Inspection(scope, _kind, [])
    kind = inspection.want(term, wanted) if wanted else inspection.kind(term)
    _check_size(inspection, term)
    problems = sorted(dict.fromkeys(inspection.problems), key=lambda problem: problem.position)
    return kind.type if kind else None, tuple(problems)


def kind_in(term: Term, scope: Scope) -> Kind | None:
    """Return the type of `term` with its unit and options; None where it has a fault."""
    return Inspection(scope, _kind, []).kind(term)


def _check_size(inspection: Inspection, term: Term) -> None:
    """A term that is small as it is written may be large once computed fields are put in place."""
    try:
        inlined(term, inspection.scope)
    except ExpressionError as error:
        inspection.fault(term, error.problem, error.hint)


def _kind(inspection: Inspection, term: Term) -> Kind | None:
    return _KINDS[type(term)](inspection, term)


def _literal(_: Inspection, term: Literal) -> Kind:
    return Kind.of_literal(term.value)


def _name(inspection: Inspection, term: Name) -> Kind | None:
    variable = inspection.scope.names.get(term.id)
    if variable is None:
        return inspection.fault(term, *nearest.unknown_name(term.id, inspection.scope))
    if variable.years and inspection.years_back >= len(variable.years):
        return inspection.fault(term, *too_few_years(variable))
    return kind_of(variable)


def _parameter(inspection: Inspection, term: Param) -> Kind | None:
    variable = inspection.scope.parameters.get(term.id)
    if variable is None:
        return inspection.fault(term, *nearest.unknown_parameter(term.id, inspection.scope))
    return kind_of(variable)


def _logical(inspection: Inspection, term: And | Or) -> Kind:
    for each in term.terms:
        inspection.want(each, Type.YES_NO)
    return Kind(Type.YES_NO)


def _negation(inspection: Inspection, term: Not) -> Kind:
    inspection.want(term.term, Type.YES_NO)
    return Kind(Type.YES_NO)


def _comparison(inspection: Inspection, term: Compare) -> Kind:
    inspection.compare(term.operator, inspection.kind(term.left), inspection.kind(term.right), term)
    return Kind(Type.YES_NO)


def _between(inspection: Inspection, term: Between) -> Kind:
    kind = inspection.kind(term.term)
    for bound in (term.low, term.high):
        inspection.compare("<=", kind, inspection.kind(bound), term)
    return Kind(Type.YES_NO)


def _membership(inspection: Inspection, term: In) -> Kind:
    inspection.check_entries(inspection.kind(term.term), term.options, term)
    return Kind(Type.YES_NO)


def _arithmetic(inspection: Inspection, term: Arithmetic) -> Kind | None:
    left, right = _operand(inspection, term.left, term), _operand(inspection, term.right, term)
    if not left or not right:
        return None
    type = _number_type(term.operator, left, right)
    if term.operator == "*":
        return Kind(type, unit="·".join(filter(None, (left.unit, right.unit))))
    if not one_unit(left, right):
        problem = say("{left}与{right}不能相加减", left=left.wording, right=right.wording)
        return inspection.fault(term, problem, say("先换算成同一单位"))
    return Kind(type, unit=left.unit or right.unit)


def _operand(inspection: Inspection, term: Term, around: Arithmetic) -> Kind | None:
    kind = inspection.kind(term)
    if not kind or kind.type in NUMBERS:
        return kind
    problem = say("{kind}不能加减乘", kind=kind.wording)
    return inspection.fault(around, problem, _instead_of_sum(kind.type))


def _instead_of_sum(type: Type) -> str:
    match type:
        case Type.RATIO:
            return say("算出的比值只能比较")
        case Type.DATE:
            return say("日期的早晚用 add_years、add_months、add_days")
    return ""


def _number_type(operator: str, left: Kind, right: Kind) -> Type:
    types = {left.type, right.type}
    if types == {Type.SHARE} and operator != "*":
        return Type.SHARE
    return Type.INTEGER if types == {Type.INTEGER} else Type.DECIMAL


def _points(inspection: Inspection, term: Points) -> Kind:
    for condition, _ in term.cases:
        inspection.want(condition, Type.YES_NO)
    return Kind(Type.DECIMAL)


def _best(inspection: Inspection, term: Best) -> Kind:
    for each in term.terms:
        inspection.kind(each)
    return Kind(Type.DECIMAL)


_KINDS: Mapping[type, Callable[[Inspection, Any], Kind | None]] = {
    Literal: _literal,
    Name: _name,
    Param: _parameter,
    Not: _negation,
    And: _logical,
    Or: _logical,
    Compare: _comparison,
    Between: _between,
    In: _membership,
    Arithmetic: _arithmetic,
    Call: call_kind,
    Points: _points,
    Best: _best,
}
