"""What a programme says of a revocation: the clause, the times, and who decides."""

from dataclasses import dataclass

from linxuan.lengths import Time
from linxuan.programme.definition import Call, StandingRule


@dataclass(frozen=True)
class Terms:
    """`decided_by` is the office that decides, '' for the authority itself; `recorded_by` the one that acts for it
    here. `clause` is '' where no rule of the notice proposes. A time that the package does not give is None: then who
    notifies, or decides, gives the last day.
    """

    clause: str = ""
    answer: Time | None = None
    appeal: Time | None = None
    decided_by: str = ""
    recorded_by: str = ""

    def lacks_day(self, act: str) -> bool:
        """Tell whether the last day of what is awaited after an act has to be given with it."""
        times = {"notify": self.answer, "revoke": self.appeal}
        return act in times and times[act] is None


def terms_of(call: Call, rule_id: str) -> Terms:
    """Return the terms under which a rule proposes; of an officer's own proposal those of every revocation."""
    every, rule = call.revocation, call.standings.get(rule_id)
    if rule is None:
        return Terms(answer=every.answer, appeal=every.appeal)
    return Terms(
        rule.clause,
        rule.answer or every.answer,
        rule.appeal or every.appeal,
        rule.decided_by,
        _recorded_by(call, rule),
    )


def _recorded_by(call: Call, rule: StandingRule) -> str:
    office = call.offices.get(rule.decided_by)
    return (office.recorded_by or office.id) if office else ""
