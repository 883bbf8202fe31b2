"""Outcomes over a record by the closures of `rules.evaluate`: the reference that generated code is held to."""

from collections.abc import Mapping
from datetime import date

from linxuan.answers.fields import FILED_ON
from linxuan.checking.demand import possible_records
from linxuan.checking.findings import Outcome
from linxuan.checking.ruleset import Demand, RuleSet
from linxuan.programme.definition import ParameterValue
from linxuan.rules.evaluate import evaluate
from linxuan.rules.record import Record
from linxuan.rules.terms import Not, Or, Term, Value
from linxuan.rules.walk import parameters_in

AS_OF = "as_of"
_OUTCOMES: Mapping[bool | None, Outcome] = {True: "met", False: "not_met", None: "unknown"}


def outcomes_of(
    rules: RuleSet, overrides: Mapping[str, ParameterValue], record: Record
) -> tuple[Outcome | None, ...]:
    """Return the outcome of every rule over a complete record."""
    return tuple(outcome_of(rules, overrides, demand, record) for demand in rules.demands)


def outcome_of(
    rules: RuleSet, overrides: Mapping[str, ParameterValue], demand: Demand, record: Record
) -> Outcome | None:
    """Return the outcome of one rule over a complete record; None where it has no finding."""
    day = record.values.get(FILED_ON) or record.values.get(AS_OF)
    if isinstance(day, date) and not demand.rule.holds_on(day):
        return None
    applies = _yes_no(evaluate(demand.when, record)) if demand.when else True
    if applies is False:
        return None
    term = asked(demand) if applies else demand.term
    used = {id: rules.call.parameters[id] for id in parameters_in(term)}
    values = {_yes_no(evaluate(term, each)) for each in possible_records(used, overrides, record)}
    return _OUTCOMES[values.pop() if len(values) == 1 else None]


def asked(demand: Demand) -> Term:
    """Return what a rule demands once it is known to apply."""
    match demand.term:
        case Or((Not(when), rest)) if when == demand.when:
            return rest
    return demand.term


def _yes_no(value: Value | None) -> bool | None:
    return value if isinstance(value, bool) else None
