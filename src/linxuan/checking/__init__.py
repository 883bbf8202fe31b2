"""One application against the rules of its call: findings with their reasons, and a verdict.

Opening dates, deadlines and quotas are matters of the life, not findings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from linxuan.answers.fields import FILED_ON
from linxuan.checking.demand import demand, demand_if, possible_records
from linxuan.checking.findings import Finding, Outcome, Verdict, finding, verdict_of
from linxuan.derive.parameters import parse_override, read_override
from linxuan.derive.record import NO_OVERRIDES, record_of
from linxuan.programme import lookup
from linxuan.programme.definition import Call, ParameterValue, Rule
from linxuan.programme.scope import scope_of
from linxuan.rules.check import inlined, parameters_in
from linxuan.rules.evaluate import evaluate
from linxuan.rules.explain import Explanation, explain
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope
from linxuan.rules.terms import Term, Value

__all__ = ["Check", "Finding", "Outcome", "Verdict", "check", "parse_override", "read_override", "verdict_of"]


@dataclass(frozen=True)
class Check:
    """All findings of an application under a track or round of a call, in the order of the package."""

    call: str
    track: str
    verdict: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class _Bench:
    """What every rule of one check is held against."""

    call: Call
    scope: Scope
    record: Record
    overrides: Mapping[str, ParameterValue]


def check(
    call: Call,
    procedure: str,
    answers: Mapping[str, Value | None],
    *,
    on: date | None = None,
    overrides: Mapping[str, ParameterValue] = NO_OVERRIDES,
) -> Check:
    """Check answers under a track or round; `on` is the day of the check, see `derive.record_of`.

    A rule whose `when` is false, or that was not in force on the filing date, has no finding.
    """
    record = record_of(call, procedure, answers, on=on, overrides=overrides)
    bench = _Bench(call, scope_of(call, procedure), record, overrides)
    rules = (rule for rule in lookup.rules_of(call, procedure) if _in_force(rule, record))
    judged = ((rule, _applies(bench, rule)) for rule in rules)
    findings = tuple(_judge(bench, rule, applies) for rule, applies in judged if applies is not False)
    return Check(call.id, procedure, verdict_of(findings), findings)


def _in_force(rule: Rule, record: Record) -> bool:
    """An amended rule holds for filings of its time; before a filing, the day of the check counts."""
    day = record.values.get("filed_on") or record.values.get("as_of")
    return rule.holds_on(day) if isinstance(day, date) else True


def _applies(bench: _Bench, rule: Rule) -> bool | None:
    return _yes_no(evaluate(inlined(rule.when.term, bench.scope), bench.record)) if rule.when else True


def _judge(bench: _Bench, rule: Rule, applies: bool | None) -> Finding:
    """Known if every value that its parameters can still have gives the same answer."""
    term = inlined(demand(rule) if applies or not rule.when else demand_if(rule.when, rule), bench.scope)
    used = {id: bench.call.parameters[id] for id in parameters_in(term)}
    records = possible_records(used, bench.overrides, bench.record)
    values = {_yes_no(evaluate(term, each)) for each in records}
    if len(values) == 1:
        return finding(rule, values.pop(), _explained(bench, [term], records[0]))
    # What would settle the parameters is missing before all else.
    conditions = [case.when.term for parameter in used.values() for case in parameter.values]
    return finding(rule, None, _explained(bench, [*conditions, term], bench.record))


def _explained(bench: _Bench, terms: Sequence[Term], record: Record) -> Explanation:
    """Explain the last of the terms; what is missing for any of them is asked for, each field once."""
    explained = [explain(inlined(each, bench.scope), record, bench.scope) for each in terms]
    missing = (_asked_by(bench.call, id) for each in explained for id in each.missing)
    return replace(explained[-1], missing=tuple(dict.fromkeys(missing)))


def _asked_by(call: Call, id: str) -> str:
    """The answer that makes `id` known: nobody types a looked-up column, or the day of the check."""
    field = call.fields.get(id)
    if field and field.kind == "lookup":
        return field.by
    return FILED_ON if id == "as_of" else id


def _yes_no(value: Value | None) -> bool | None:
    return value if isinstance(value, bool) else None
