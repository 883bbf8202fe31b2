"""One application against the rules of its call: findings with their reasons, and a verdict.

Opening dates, deadlines and quotas are matters of the life, not findings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from linxuan.checking.awaited import Awaited, awaited
from linxuan.checking.findings import Finding, Outcome, Verdict, verdict_of
from linxuan.checking.sentences import findings
from linxuan.derive.parameters import parse_override, read_override
from linxuan.derive.record import NO_OVERRIDES
from linxuan.programme.definition import Call, ParameterValue
from linxuan.rules.terms import Value

__all__ = [
    "Awaited",
    "Check",
    "Finding",
    "Outcome",
    "Verdict",
    "check",
    "parse_override",
    "read_override",
    "verdict_of",
]


@dataclass(frozen=True)
class Check:
    """All findings of an application under a track or round of a call, in the order of the package.

    `missing` are the fields that open rules wait for, the one that would settle most first.
    """

    call: str
    track: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    missing: tuple[Awaited, ...] = ()


def check(
    call: Call,
    procedure: str,
    answers: Mapping[str, Value | None],
    *,
    on: date | None = None,
    overrides: Mapping[str, ParameterValue] = NO_OVERRIDES,
) -> Check:
    """Check answers under a track or round; `on` is the day of the check, see `derive.record_of`.

    A rule whose `when` is false, or that was not in force on the filing date, has no finding. The
    sentences are in the language in use.
    """
    told = findings(call, procedure, on=on, overrides=overrides)(answers)
    found = tuple([each for each in told if each is not None])
    return Check(call.id, procedure, verdict_of(found), found, awaited(call, procedure, found))
