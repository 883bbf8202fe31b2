"""The rules of a procedure as one generated function from answers to outcomes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from functools import partial
from math import prod
from types import CodeType
from typing import Any

from linxuan.answers.fields import FILED_ON
from linxuan.checking.answered import CallSight
from linxuan.checking.closures import AS_OF, asked, outcome_of
from linxuan.checking.demand import MOST_RECORDS
from linxuan.checking.ruleset import Demand, RuleSet
from linxuan.programme.definition import Parameter, ParameterValue
from linxuan.rules.generated import PIECES, Kind, Operand, Source, Unsupported, Writing
from linxuan.rules.generated.operands import kind_of
from linxuan.rules.generated.steps import Kept
from linxuan.rules.terms import Name, Term
from linxuan.rules.walk import parameters_in, walk

_MOST_KEPT = 256
"""Combinations of what is known of the conditions of a parameter."""


@dataclass(frozen=True)
class Written:
    """A compiled function and its constants; `on`, `record` and `unusual` are bound to it later."""

    code: CodeType
    namespace: dict[str, Any]


@dataclass(frozen=True)
class Bench:
    """What the rules of a procedure are written with."""

    rules: RuleSet
    overrides: Mapping[str, ParameterValue]
    sight: CallSight
    writing: Writing

    @property
    def source(self) -> Source:
        """Return where the code goes."""
        return self.writing.source


def written(rules: RuleSet, overrides: Mapping[str, ParameterValue]) -> Written:
    """Return the function that gives the outcome of each rule, None where it has no finding."""
    bench = bench_of(rules, overrides)
    share(bench, more_than=1)
    return whole(bench, [_outcome(bench, demand) for demand in rules.demands])


def bench_of(rules: RuleSet, overrides: Mapping[str, ParameterValue], **steps: Any) -> Bench:
    """Return what to write with; `steps` are what the code calls besides the steps of conditions."""
    source, sight = Source(), CallSight(rules, overrides)
    source.namespace.update(steps)
    return Bench(rules, overrides, sight, Writing(PIECES, source, sight))


def whole(bench: Bench, found: Sequence[str]) -> Written:
    """Return the function that gives all that was found."""
    source = bench.source
    return Written(source.code(f"({''.join(f'{each}, ' for each in found)})"), source.namespace)


def share(bench: Bench, *, more_than: int) -> None:
    """Fetch first what is looked at more often than that, so that every rule sees it."""
    terms = [term for demand in bench.rules.demands for term in (demand.when, asked(demand)) if term]
    open_ones = dict.fromkeys(id for term in terms for id in parameters_in(term) if id in bench.sight.open)
    parameters = bench.rules.call.parameters
    terms += [case.when.term for id in open_ones for case in parameters[id].values]
    used = Counter(each.id for term in terms for each in walk(term) if isinstance(each, Name))
    for id, times in used.items():
        if times > more_than:
            with suppress(Unsupported), bench.source.attempt():
                bench.writing.name(id)


def _outcome(bench: Bench, demand: Demand) -> str:
    """Write one rule; what cannot be written as a whole is asked of the closures."""
    try:
        with bench.source.attempt():
            return _written(bench, demand)
    except Unsupported:
        judge = partial(outcome_of, bench.rules, bench.overrides, demand)
        return bench.source.assign(f"{bench.source.constant(judge)}({bench.source.record()})")


def _written(bench: Bench, demand: Demand) -> str:
    applies, found = decided(bench, demand)
    return f"None if {applies} is False else {_in_words(found)}" if applies else _in_words(found)


def decided(bench: Bench, demand: Demand) -> tuple[str, Operand]:
    """Write a rule: the name of whether it has a finding, empty where it always has, and what it comes to."""
    if demand.when is None and not demand.rule.since and not demand.rule.until:
        return "", _demanded(bench, asked(demand))
    source = bench.source
    applies, result = _applies(bench, demand), source.assign("None")
    with source.block(f"if {applies} is not False:"):
        found = _demanded(bench, asked(demand)).code
        # Not known to apply: then it is met only if it is met anyhow.
        source.line(f"{result} = {found} if {applies} or {found} else None")
    return applies, Operand(result, Kind.YES_NO)


def _in_words(value: Operand) -> str:
    """The words stand in the text itself: they are ours, and nothing is quicker to load."""
    open_one = f"'unknown' if {value.code} is None else " if value.nullable else ""
    return f"'met' if {value.code} else {open_one}'not_met'"


def _applies(bench: Bench, demand: Demand) -> str:
    """Write whether there is a finding: false where the rule was not in force or does not apply."""
    source = bench.source
    applies = source.assign("False")
    with source.block(f"if {_in_force(bench, demand) or 'True'}:"):
        found = _condition(bench, demand.when).code if demand.when else "True"
        source.line(f"{applies} = {found}")
    return applies


def _in_force(bench: Bench, demand: Demand) -> str:
    """Write whether a rule holds on the day of filing, before a filing on the day of the check."""
    rule, source = demand.rule, bench.source
    if not rule.since and not rule.until:
        return ""
    filed, looked_at = bench.writing.name(FILED_ON).code, bench.writing.name(AS_OF).code
    day = source.assign(f"{looked_at} if {filed} is None else {filed}")
    since = f"{day} >= {source.constant(rule.since)}" if rule.since else ""
    until = f"{day} <= {source.constant(rule.until)}" if rule.until else ""
    return f"{day} is None or {' and '.join(filter(None, (since, until)))}"


def _condition(bench: Bench, when: Term) -> Operand:
    """Write a `when`: where a parameter leaves it open, each of its values has to be looked at."""
    if any(id in bench.sight.open for id in parameters_in(when)):
        raise Unsupported(when)
    return bench.writing.condition(when)


def _demanded(bench: Bench, term: Term) -> Operand:
    """Write the demand, once for all values that its parameters can still have."""
    open_ones = open_in(bench, term)
    if not open_ones:
        return bench.writing.condition(term)
    if prod(len(each.values) + 1 for each in open_ones) > MOST_RECORDS:
        raise Unsupported(term)
    return _agreed(bench, term, open_ones)


def open_in(bench: Bench, *terms: Term) -> list[Parameter]:
    """Return the parameters of terms whose value depends on answers, each once."""
    ids = dict.fromkeys(id for each in terms for id in parameters_in(each))
    return [bench.rules.call.parameters[id] for id in ids if id in bench.sight.open]


def _agreed(bench: Bench, term: Term, open_ones: Sequence[Parameter]) -> Operand:
    """Known if every value that the parameters can still have gives the same answer."""
    source = bench.source
    values = {each.id: possible(bench, each) for each in open_ones}
    first, result = source.assign("True"), source.assign("None")
    names = {id: source.name() for id in values}
    with ExitStack() as loops:
        for id, name in names.items():
            loops.enter_context(source.block(f"for {name} in {values[id]}:"))
        found = with_parameters(bench, names).condition(term).code
        source.line(f"if {first}: {result} = {found}")
        source.line(f"elif {found} is not {result}: {result} = None")
        source.line(f"{first} = False")
    return Operand(result, Kind.YES_NO)


def with_parameters(bench: Bench, names: Mapping[str, str]) -> Writing:
    """Return what writes with the values that open parameters have, by the names that hold them."""
    types = bench.rules.scope.parameters
    operands = {id: Operand(name, kind_of(types[id].type), nullable=False) for id, name in names.items()}
    return replace(bench.writing, parameters=operands)


def possible(bench: Bench, parameter: Parameter) -> str:
    """Write the values that a parameter can still have, as `derive.possible_values` gives them."""
    source, key = bench.source, ("possible", parameter.id)
    known = source.known(key)
    if known:
        return known.code
    applies = [bench.writing.condition(case.when.term).code for case in parameter.values]
    choose = source.constant(Kept(partial(_still_possible, parameter), _MOST_KEPT))
    values = source.assign(f"{choose}[{', '.join(applies)},]")
    return source.keep(key, Operand(values, Kind.CHOICES)).code


def _still_possible(parameter: Parameter, applies: tuple[bool | None, ...]) -> tuple[ParameterValue, ...]:
    """The first that applies wins; one that is not known to apply leaves its value possible."""
    found: list[ParameterValue] = []
    for case, holds in zip(parameter.values, applies, strict=True):
        if holds is not False:
            found.append(case.value)
        if holds is True:
            return tuple(dict.fromkeys(found))
    return tuple(dict.fromkeys((*found, parameter.value)))
