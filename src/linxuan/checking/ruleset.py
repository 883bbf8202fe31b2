"""The rules of one procedure, made ready once: what every evaluator of them starts from."""

from dataclasses import dataclass

from linxuan.checking.demand import demand, demand_if
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Rule
from linxuan.programme.ready import once_per_call
from linxuan.programme.scope import scope_of
from linxuan.rules.check import inlined, parameters_in
from linxuan.rules.scope import Scope
from linxuan.rules.terms import Term


@dataclass(frozen=True, eq=False)
class Demand:
    """What one rule asks, its computed fields put in place.

    `when` tells whether there is a finding at all: none where it is false. `term` decides the outcome
    otherwise, its exceptions included; while `when` is unknown it is met only where it is met anyhow.
    """

    rule: Rule
    when: Term | None
    term: Term
    parameters: tuple[str, ...]
    """The ids of the parameters in `term`, each once."""


@dataclass(frozen=True, eq=False)
class RuleSet:
    """The rules of a track or round of a call, in the order of the package."""

    call: Call
    procedure: str
    scope: Scope
    demands: tuple[Demand, ...]


@once_per_call
def ruleset(call: Call, procedure: str) -> RuleSet:
    """Return the rules of a procedure, made ready; the same call gets the same rule set again."""
    scope = scope_of(call, procedure)
    demands = tuple(_ready(rule, scope) for rule in lookup.rules_of(call, procedure))
    return RuleSet(call, procedure, scope, demands)


def _ready(rule: Rule, scope: Scope) -> Demand:
    term = inlined(demand_if(rule.when, rule) if rule.when else demand(rule), scope)
    when = inlined(rule.when.term, scope) if rule.when else None
    return Demand(rule, when, term, parameters_in(term))
