"""Our own evaluators for one record, as engines of the bench."""

from collections.abc import Sequence
from datetime import date

from bench.rules.cells import RULES, Cells
from bench.rules.engine import Engine
from bench.rules.places import PROGRAMME, TRACK
from bench.rules.records import answers_of
from linxuan.checking import Check, check
from linxuan.checking.findings import Outcome
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_programme

ON = date(2031, 6, 30)
"""The day of every check and screening; all rows have a filing date of their own."""

_HELD = {"met": True, "not_met": False, "unknown": None}


def programme() -> Call:
    """Read the package, and refuse to measure other rules than those that the peers have."""
    call = read_programme(PROGRAMME)
    if tuple(call.rules) != RULES:
        raise ValueError(f"the package has other rules: {tuple(call.rules)}")
    return call


def outcomes() -> Engine:
    """The outcome of every rule, without a sentence."""
    from linxuan.checking.outcomes import outcomes

    decide = outcomes(programme(), TRACK, on=ON)
    return Engine(answers_of, decide, _of_outcomes)


def _of_outcomes(found: Sequence[Outcome | None]) -> Cells:
    return [True if outcome is None else _HELD[outcome] for outcome in found]


def sentences() -> Engine:
    """Every finding with its sentence in one language, its missing fields and its verdict."""
    call = programme()
    return Engine(answers_of, lambda answers: check(call, TRACK, answers, on=ON), _of_findings)


def _of_findings(checked: Check) -> Cells:
    found = {finding.rule: _HELD[finding.outcome] for finding in checked.findings}
    return [found.get(rule, True) for rule in RULES]
