"""A case about one application: its verdict, what the rules find, and what is still missing."""

from collections.abc import Iterator, Mapping
from datetime import date

from linxuan.answers import read_answers
from linxuan.cases.wording import differs
from linxuan.checking import Check, check, read_override
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.programme.situations import ApplicationCase
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


def values_of(call: Call, procedure: str, raw: Mapping[str, object]) -> Mapping[str, Value]:
    """Return the answers of a case as a file of answers would give them. Raises BadInput."""
    given = {id: value.isoformat() if isinstance(value, date) else value for id, value in raw.items()}
    return read_answers(call, procedure, given).values
