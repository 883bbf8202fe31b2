"""Outcomes and verdict of one record at full speed, without a sentence: generated code, kept ready.

`checking.check` asks for them too. What they mean is said by `checking.closures`, step by step over a
record; whatever cannot be written as code, and every answer that is not of its field's type, is left to it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial
from operator import itemgetter
from typing import TypeAlias

from linxuan.checking.closures import outcomes_of
from linxuan.checking.findings import Outcome, Verdict
from linxuan.checking.ruleset import RuleSet, ruleset
from linxuan.checking.written import Written, written
from linxuan.derive.record import NO_OVERRIDES, record_of
from linxuan.programme.definition import Call, ParameterValue
from linxuan.rules.generated import bound
from linxuan.rules.terms import Value

Answers: TypeAlias = Mapping[str, Value | None]
Outcomes: TypeAlias = tuple[Outcome | None, ...]
Overrides: TypeAlias = tuple[tuple[str, type, ParameterValue], ...]
_MOST_KEPT = 64


def outcomes(
    call: Call,
    procedure: str,
    *,
    on: date | None = None,
    overrides: Mapping[str, ParameterValue] = NO_OVERRIDES,
) -> Callable[[Answers], Outcomes]:
    """Return a function from typed answers to the outcome of each rule, in the order of the package.

    A rule without a finding (its `when` is false, or it was not in force) has None. `on` and `overrides`
    are those of `check`. The function is kept, so asking for it again costs next to nothing.
    """
    return _outcomes(ruleset(call, procedure), as_settled(overrides), on)


def as_settled(overrides: Mapping[str, ParameterValue]) -> Overrides:
    """Return overrides as a key: a whole number and a decimal may be equal, but only one counts years."""
    return tuple([(id, type(value), value) for id, value in sorted(overrides.items())]) if overrides else ()


def verdict(
    call: Call,
    procedure: str,
    *,
    on: date | None = None,
    overrides: Mapping[str, ParameterValue] = NO_OVERRIDES,
) -> Callable[[Answers], Verdict]:
    """Return a function from typed answers to the verdict alone."""
    decide = outcomes(call, procedure, on=on, overrides=overrides)
    judge = verdict_among(ruleset(call, procedure))
    return lambda answers: judge(decide(answers))


def verdict_among(rules: RuleSet) -> Callable[[Outcomes], Verdict]:
    """Return a function from the outcomes of a rule set to its verdict: only mandatory rules decide."""
    mandatory = [n for n, demand in enumerate(rules.demands) if demand.rule.strength == "mandatory"]
    # One more than needed, so that it always picks several.
    pick = itemgetter(*mandatory, slice(0, 0), slice(0, 0))

    def judge(found: Outcomes) -> Verdict:
        decisive = pick(found)
        if "not_met" in decisive:
            return "ineligible"
        return "undetermined" if "unknown" in decisive else "eligible"

    return judge


@lru_cache(maxsize=_MOST_KEPT)
def _outcomes(rules: RuleSet, settled: Overrides, on: date | None) -> Callable[[Answers], Outcomes]:
    """Bind the day to code that is the same for every day."""
    overrides, code = {id: value for id, _, value in settled}, _written(rules, settled)
    record = partial(record_of, rules.call, rules.procedure, on=on, overrides=overrides)
    unusual = partial(_by_closures, rules, on, overrides)
    return bound(code.code, code.namespace, on=on, record=record, unusual=unusual)


@lru_cache(maxsize=_MOST_KEPT)
def _written(rules: RuleSet, settled: Overrides) -> Written:
    return written(rules, {id: value for id, _, value in settled})


def _by_closures(
    rules: RuleSet, on: date | None, overrides: Mapping[str, ParameterValue], answers: Answers
) -> Outcomes:
    record = record_of(rules.call, rules.procedure, answers, on=on, overrides=overrides)
    return outcomes_of(rules, overrides, record)
