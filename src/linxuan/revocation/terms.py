"""What a programme says of a revocation: the clause, the times, and who decides."""

from dataclasses import dataclass

from linxuan.lengths import Time
from linxuan.programme.definition import Call, Length, StandingRule, WorkingDays

ANSWER: Time = WorkingDays(10)
APPEAL: Time = Length(60, "d")
"""The authority's, where the package gives none: ten working days to answer, sixty days to appeal."""


@dataclass(frozen=True)
class Terms:
    """`decided_by` is the office that decides, '' for the authority itself; `recorded_by` the one that acts for it
    here. `clause` is '' where no rule of the notice proposes.
    """

    clause: str = ""
    answer: Time = ANSWER
    appeal: Time = APPEAL
    decided_by: str = ""
    recorded_by: str = ""


def terms_of(call: Call, rule_id: str) -> Terms:
    """Return the terms under which a rule proposes; of an officer's own proposal the authority's."""
    rule: StandingRule | None = call.standings.get(rule_id)
    if rule is None:
        return Terms()
    office = call.offices.get(rule.decided_by)
    return Terms(
        rule.clause,
        rule.answer or ANSWER,
        rule.appeal or APPEAL,
        rule.decided_by,
        (office.recorded_by or office.id) if office else "",
    )
