"""The rules of a procedure made ready to judge: once for a call, a procedure and a language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from linxuan.answers.fields import FILED_ON
from linxuan.checking.demand import demand, possible_records
from linxuan.checking.findings import Finding, Outcome, finding_of
from linxuan.checking.ruleset import Demand, ruleset
from linxuan.programme.definition import Call, ParameterValue
from linxuan.programme.ready import once_per_call
from linxuan.programme.scope import scope_of
from linxuan.rules.check import inlined, parameters_in
from linxuan.rules.evaluate import compiled
from linxuan.rules.explain import Explainer, Explanation, Typed, explainer, not_known_in
from linxuan.rules.missing import Waiting, waiting
from linxuan.rules.record import Record
from linxuan.rules.telling.speaker import Speaker
from linxuan.rules.terms import Term

Overrides: TypeAlias = Mapping[str, ParameterValue]
Judge: TypeAlias = Callable[[Record, Overrides, Outcome], Finding]
"""Says why a rule has its outcome."""
_MOST_ASKED = 256

_HOLDS: Mapping[Outcome, bool | None] = {"met": True, "not_met": False, "unknown": None}


@once_per_call
def judges_of(call: Call, procedure: str, _language: str) -> tuple[Judge, ...]:
    """Return the judge of each rule, in the order of the package. They speak the language in use now."""
    # The rule set is kept in one language; what things are called is asked anew for each.
    speaker = Speaker.of(scope_of(call, procedure))
    return tuple(_judge(call, speaker, each) for each in ruleset(call, procedure).demands)


def _judge(call: Call, speaker: Speaker, ready: Demand) -> Judge:
    terms = [ready.term, *([ready.when] if ready.when else [])]
    found = finding_of(ready.rule)
    if any(call.parameters[id].values for each in terms for id in parameters_in(each)):
        explained = _explained(call, speaker, ready)
        return lambda record, overrides, outcome: found(
            outcome, explained(record, overrides, _HOLDS[outcome])
        )
    explain = _plainly(call, speaker, ready)
    return lambda record, _, outcome: found(outcome, explain(record, _HOLDS[outcome]))


# ── one rule ──


@dataclass(frozen=True, eq=False)
class _Question:
    """A demand made ready: `conditional` are those of its parameters whose value depends on answers."""

    explain: Explainer
    holds: Callable[[Record], bool | None]
    conditional: tuple[str, ...]
    settling: tuple[Waiting, ...]
    """What finds the answers that settle these parameters."""
    not_known: Callable[[Record, Sequence[str]], str]
    asked: Typed


def _plainly(call: Call, speaker: Speaker, ready: Demand) -> Explainer:
    """Explain a rule whose parameters are settled."""
    rule, asked = ready.rule, asked_by(call)
    whether = explainer(ready.term, speaker, asked)
    if rule.when is None:
        return whether
    applies = compiled(inlined(rule.when.term, speaker.scope))
    applied = explainer(inlined(demand(rule), speaker.scope), speaker, asked)
    # While it is open whether the rule applies, it is met only where it would be met anyhow.
    return lambda record, outcome: (whether if applies(record) is None else applied)(record, outcome)


def _explained(
    call: Call, speaker: Speaker, ready: Demand
) -> Callable[[Record, Overrides, bool | None], Explanation]:
    """Explain a rule with parameters whose value depends on answers."""
    rule, whether = ready.rule, _question(call, speaker, ready.term)
    applies: Callable[[Record], bool | None] = _always
    applied = whether
    if rule.when is not None:
        applies = compiled(inlined(rule.when.term, speaker.scope))
        applied = _question(call, speaker, inlined(demand(rule), speaker.scope))

    def explained(record: Record, overrides: Overrides, outcome: bool | None) -> Explanation:
        question = whether if applies(record) is None else applied
        if all(id in record.parameters for id in question.conditional):
            return question.explain(record, outcome)
        return _over_parameters(call, question, record, overrides)

    return explained


def _always(_: Record) -> bool:
    return True


def _question(call: Call, speaker: Speaker, term: Term) -> _Question:
    conditional = [call.parameters[id] for id in parameters_in(term) if call.parameters[id].values]
    asked = asked_by(call)
    conditions = [inlined(case.when.term, speaker.scope) for each in conditional for case in each.values]
    return _Question(
        explainer(term, speaker, asked),
        compiled(term),
        tuple(each.id for each in conditional),
        tuple(map(waiting, conditions)),
        not_known_in(speaker),
        asked,
    )


def _over_parameters(call: Call, question: _Question, record: Record, overrides: Overrides) -> Explanation:
    """Known if every value that the parameters can still have gives the same answer."""
    outcome = question.holds(record)
    unknown = question.explain(record, outcome)
    if outcome is not None:
        return unknown
    used = {id: call.parameters[id] for id in question.conditional}
    records = possible_records(used, overrides, record)
    outcomes = {question.holds(each) for each in records}
    if len(outcomes) == 1:
        return question.explain(records[0], outcomes.pop())
    # What would settle the parameters is missing before all else.
    settling = [name for asked in question.settling for name in asked(record)]
    missing = question.asked((*settling, *unknown.missing))
    return unknown._replace(facts=question.not_known(record, missing), missing=missing)


def asked_by(call: Call) -> Typed:
    """Return what finds the answers that make names known: nobody types a looked-up column, or today."""
    instead = {id: field.by for id, field in call.fields.items() if field.kind == "lookup"}
    instead["as_of"] = FILED_ON

    @lru_cache(maxsize=_MOST_ASKED)
    def asked(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys([instead.get(name, name) for name in names]))

    return asked
