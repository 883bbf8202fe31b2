"""How large a rule becomes once its exceptions and all that it names are put in place."""

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Call, Expression, Rule
from linxuan.programme.package import Package
from linxuan.programme.resolve import procedures
from linxuan.programme.scope import scope_of
from linxuan.rules.inlining import MOST_TERMS, inlined
from linxuan.rules.problems import ExpressionError
from linxuan.rules.scope import Scope
from linxuan.rules.walk import walk


def check_sizes(call: Call, package: Package) -> None:
    """Note every rule that is too large to be made ready; an expression that is so alone is told by itself."""
    if package.faults:
        return
    for procedure in procedures(call):
        rules = [rule for rule in lookup.rules_of(call, procedure) if rule.exceptions or rule.when]
        scope = scope_of(call, procedure) if rules else Scope({})
        for rule in rules:
            if _size(rule, scope) > MOST_TERMS:
                problem = say("规则连同例外展开后超过{most}个成分", most=MOST_TERMS)
                package.faults.add(Part("rule", rule).place, problem, say("拆成几条规则，或少写几条例外"))


def _size(rule: Rule, scope: Scope) -> int:
    """The terms of the demand of a rule: each exception asks for what is otherwise demanded twice."""
    size = _terms(rule.holds, scope)
    for exception in reversed(rule.exceptions):
        size = 5 + 2 * (size + _terms(exception.when, scope) + _terms(exception.holds, scope))
    return size + (2 + _terms(rule.when, scope) if rule.when else 0)


def _terms(expression: Expression | None, scope: Scope) -> int:
    try:
        return sum(1 for _ in walk(inlined(expression.term, scope))) if expression else 1
    except ExpressionError:
        return MOST_TERMS
