"""A rule as one term, and the records that an application can still turn out to have."""

from collections.abc import Mapping
from dataclasses import replace
from functools import reduce
from itertools import islice, product

from linxuan.derive.parameters import possible_values
from linxuan.programme.definition import Expression, Parameter, ParameterValue, Rule, RuleException
from linxuan.rules.record import Record
from linxuan.rules.terms import And, Literal, Not, Or, Term

MOST_RECORDS = 256
"""Combinations of parameter values that are looked at; beyond them the outcome stays unknown."""


def demand(rule: Rule) -> Term:
    """Return what the rule demands, its exceptions included: the first that applies decides."""
    return reduce(_with_exception, reversed(rule.exceptions), rule.holds.term)


def demand_if(condition: Expression, rule: Rule) -> Term:
    """Return the demand of a rule that is not known to apply: met when it does not apply or is met."""
    return Or((Not(condition.term), demand(rule)))


def possible_records(
    parameters: Mapping[str, Parameter], overrides: Mapping[str, ParameterValue], record: Record
) -> tuple[Record, ...]:
    """Return the record once for each combination of values that the given parameters can still have.

    Empty if there are too many to look at.
    """
    open_ids = [id for id in parameters if id not in overrides]
    values = [possible_values(parameters[id], record) for id in open_ids]
    combinations = list(islice(product(*values), MOST_RECORDS + 1))
    if len(combinations) > MOST_RECORDS:
        return ()
    return tuple(_with_parameters(record, dict(zip(open_ids, each, strict=True))) for each in combinations)


def _with_parameters(record: Record, values: Mapping[str, ParameterValue]) -> Record:
    return replace(record, parameters={**record.parameters, **values})


def _with_exception(otherwise: Term, exception: RuleException) -> Term:
    """`when` and its demand, or not `when` and the rest; known as well when both demands agree."""
    applies = exception.when.term
    instead = exception.holds.term if exception.holds else Literal(True)
    return Or((And((applies, instead)), And((Not(applies), otherwise)), And((instead, otherwise))))
