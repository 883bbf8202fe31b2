"""The rules of a procedure made ready to judge: once for a call, a procedure and a language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from linxuan.answers.fields import FILED_ON
from linxuan.checking.demand import demand, possible_records
from linxuan.checking.findings import Finding, finding_of
from linxuan.checking.ruleset import Demand, ruleset
from linxuan.programme.definition import Call, ParameterValue, Rule
from linxuan.programme.ready import once_per_call
from linxuan.programme.scope import scope_of
from linxuan.rules.check import inlined, parameters_in
from linxuan.rules.evaluate import compiled
from linxuan.rules.explain import Explainer, Explanation, explainer
from linxuan.rules.missing import Waiting, waiting
from linxuan.rules.record import Record
from linxuan.rules.telling.speaker import Speaker
from linxuan.rules.terms import Term

Overrides: TypeAlias = Mapping[str, ParameterValue]
Judge: TypeAlias = Callable[[Record, Overrides], Finding | None]
"""Says what a rule comes to; None where it does not apply, or was not in force on the day of filing."""
Asked: TypeAlias = Callable[[Iterable[str]], tuple[str, ...]]


@once_per_call
def judges_of(call: Call, procedure: str, _language: str) -> tuple[Judge, ...]:
    """Return the judge of each rule, in the order of the package. They speak the language in use now."""
    # The rule set is kept in one language; what things are called is asked anew for each.
    speaker = Speaker.of(scope_of(call, procedure))
    return tuple(_judge(call, speaker, each) for each in ruleset(call, procedure).demands)


@dataclass(frozen=True, eq=False)
class _Question:
    """A demand made ready: `conditional` are those of its parameters whose value depends on answers."""

    explain: Explainer
    conditional: tuple[str, ...]
    settling: tuple[Waiting, ...]
    """What finds the answers that settle these parameters."""


def _judge(call: Call, speaker: Speaker, ready: Demand) -> Judge:
    rule, asked = ready.rule, _asked_by(call)
    found, in_force = finding_of(rule), _in_force(rule)
    # While it is open whether the rule applies, it is met only where it would be met anyhow.
    whether = _question(call, speaker, ready.term)
    if rule.when is None:
        applies: Callable[[Record], object] = _always
        applied = whether
    else:
        applies = compiled(inlined(rule.when.term, speaker.scope))
        applied = _question(call, speaker, inlined(demand(rule), speaker.scope))

    def judge(record: Record, overrides: Overrides) -> Finding | None:
        if in_force and not in_force(record):
            return None
        answer = applies(record)
        if answer is False:
            return None
        question = whether if answer is None else applied
        if any(id not in record.parameters for id in question.conditional):
            explanation = _over_parameters(call, question, record, overrides)
        else:
            explanation = question.explain(record)
        return found(explanation, asked(explanation.missing) if explanation.missing else ())

    return judge


def _always(_: Record) -> bool:
    return True


def _in_force(rule: Rule) -> Callable[[Record], bool] | None:
    """An amended rule holds for filings of its time; before a filing, the day of the check counts."""
    if not (rule.since or rule.until):
        return None

    def in_force(record: Record) -> bool:
        day = record.values.get(FILED_ON) or record.values.get("as_of")
        return rule.holds_on(day) if isinstance(day, date) else True

    return in_force


def _question(call: Call, speaker: Speaker, term: Term) -> _Question:
    conditional = [call.parameters[id] for id in parameters_in(term) if call.parameters[id].values]
    conditions = [inlined(case.when.term, speaker.scope) for each in conditional for case in each.values]
    return _Question(
        explainer(term, speaker), tuple(each.id for each in conditional), tuple(map(waiting, conditions))
    )


def _over_parameters(call: Call, question: _Question, record: Record, overrides: Overrides) -> Explanation:
    """Known if every value that the parameters can still have gives the same answer."""
    unknown = question.explain(record)
    if unknown.outcome is not None:
        return unknown
    used = {id: call.parameters[id] for id in question.conditional}
    explained = [question.explain(each) for each in possible_records(used, overrides, record)]
    if len({each.outcome for each in explained}) == 1:
        return explained[0]
    # What would settle the parameters is missing before all else.
    settling = [name for asked in question.settling for name in asked(record)]
    return unknown._replace(missing=(*settling, *unknown.missing))


def _asked_by(call: Call) -> Asked:
    """Return what finds the answers that make names known: nobody types a looked-up column, or today."""
    instead = {id: field.by for id, field in call.fields.items() if field.kind == "lookup"}
    instead["as_of"] = FILED_ON

    def asked(names: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([instead.get(name, name) for name in names]))

    return asked
