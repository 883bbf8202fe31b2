"""The rules of one procedure, made ready once: what every evaluator of them starts from."""

from dataclasses import dataclass
from functools import lru_cache

from linxuan.checking.demand import demand, demand_if
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Rule
from linxuan.programme.scope import scope_of
from linxuan.rules.check import inlined, parameters_in
from linxuan.rules.scope import Scope
from linxuan.rules.terms import Term

_MOST_KEPT = 64


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


def ruleset(call: Call, procedure: str) -> RuleSet:
    """Return the rules of a procedure, made ready; the same call gets the same rule set again."""
    return _ruleset(_Same(call), procedure)


class _Same:
    """A call by its identity: a definition is frozen, but too large to be compared."""

    def __init__(self, call: Call) -> None:
        self.call = call

    def __hash__(self) -> int:
        return id(self.call)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.call is self.call


@lru_cache(maxsize=_MOST_KEPT)
def _ruleset(same: _Same, procedure: str) -> RuleSet:
    scope = scope_of(same.call, procedure)
    demands = tuple(_ready(rule, scope) for rule in lookup.rules_of(same.call, procedure))
    return RuleSet(same.call, procedure, scope, demands)


def _ready(rule: Rule, scope: Scope) -> Demand:
    term = inlined(demand_if(rule.when, rule) if rule.when else demand(rule), scope)
    when = inlined(rule.when.term, scope) if rule.when else None
    return Demand(rule, when, term, parameters_in(term))
