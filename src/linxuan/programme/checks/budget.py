"""How much there is to work out in all: what is small as it is written may be large once it is put together."""

from linxuan.checking.demand import demand, demand_if
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part, expressions, parts
from linxuan.programme.definition import Call, Rule
from linxuan.programme.faults import Place
from linxuan.programme.known import CALL
from linxuan.programme.package import Package
from linxuan.programme.resolve import procedures
from linxuan.programme.scope import scope_of
from linxuan.rules.inlining import inlined
from linxuan.rules.scope import Scope
from linxuan.rules.terms import Term
from linxuan.rules.walk import walk

MOST_TERMS = 100_000
"""Terms of all expressions, each counted for every procedure that it is for."""


def is_too_large(call: Call, package: Package) -> bool:
    """Note the fault, and return true, where checking the expressions as written would take too long."""
    total = sum(_written(part) * max(1, len(part.element.concerns)) for part in parts(call))
    if total > MOST_TERMS:
        _tell(package)
    return total > MOST_TERMS


def check_budget(call: Call, package: Package) -> None:
    """Add up all rules, each with its exceptions and computed fields put in place, as they will be asked."""
    if package.faults:
        return
    total = 0
    for procedure in procedures(call):
        scope = scope_of(call, procedure)
        for rule in lookup.rules_of(call, procedure):
            total += _together(rule, scope)
            if total > MOST_TERMS:
                _tell(package)
                return


def _tell(package: Package) -> None:
    problem = say("规则合计超过{most}个成分", most=MOST_TERMS)
    package.faults.add(Place(CALL), problem, say("删去重复的条件，或用 for 只写有关的类别"))


def _written(part: Part) -> int:
    return sum(_count(written.expression.term) for written in expressions(part))


def _together(rule: Rule, scope: Scope) -> int:
    """None of them is too large by itself: that was checked before."""
    return _count(inlined(demand_if(rule.when, rule) if rule.when else demand(rule), scope))


def _count(term: Term) -> int:
    return sum(1 for _ in walk(term))
