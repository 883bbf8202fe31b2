"""A case about one application: its verdict, what the rules find, and what is still missing."""

from collections.abc import Iterator, Mapping
from datetime import date

from linxuan.answers import read_answers
from linxuan.cases.wording import differs
from linxuan.checking import Check, check, read_override
from linxuan.derive import record_of
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.programme.scope import scope_of
from linxuan.programme.situations import ApplicationCase
from linxuan.rules.check import inlined
from linxuan.rules.evaluate import evaluate
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope
from linxuan.rules.terms import Value


def failures_of_application(call: Call, case: ApplicationCase) -> Iterator[str]:
    """Yield what came out otherwise than the case expects."""
    try:
        answers = values_of(call, case.track, case.answers)
    except BadInput as fault:
        if not case.refused or fault.field != case.refused:
            yield str(fault)
        return
    if case.refused:
        yield say("“{field}”的答案本应不能填，却收下了", field=case.refused)
    overrides = {id: read_override(call, id, raw) for id, raw in case.set.items()}
    yield from _compared(case, check(call, case.track, answers, on=case.on, overrides=overrides))
    if case.scores:
        record = record_of(call, case.track, answers, on=case.on, overrides=overrides)
        yield from _scored(case, scope_of(call, case.track), record)


def _compared(case: ApplicationCase, result: Check) -> Iterator[str]:
    found = {finding.rule: finding for finding in result.findings}
    if case.verdict:
        yield from differs(say("结论"), case.verdict, result.verdict)
    for rule, outcome in case.finds.items():
        yield from differs(rule, outcome, found[rule].outcome if rule in found else "")
    for rule, missing in case.missing.items():
        what = say("{rule} 待填", rule=rule)
        yield from differs(what, missing, found[rule].missing if rule in found else ())
    for rule in case.absent:
        if rule in found:
            yield say("{rule} 本不适用，却得到 {outcome}", rule=rule, outcome=found[rule].outcome)


def _scored(case: ApplicationCase, scope: Scope, record: Record) -> Iterator[str]:
    for name, points in case.scores.items():
        variable = scope.names.get(f"score_{name.replace('.', '_')}")
        if variable is None or variable.meaning is None:
            yield say("评分“{name}”没有这一部分或评分项，或不给“{track}”评分", name=name, track=case.track)
            continue
        yield from differs(variable.name, points, evaluate(inlined(variable.meaning, scope), record))


def values_of(call: Call, procedure: str, raw: Mapping[str, object]) -> Mapping[str, Value]:
    """Return the answers of a case as a file of answers would give them. Raises BadInput."""
    given = {id: value.isoformat() if isinstance(value, date) else value for id, value in raw.items()}
    return read_answers(call, procedure, given).values
