"""The standing rules of a call made ready once: which are asked, and what each says of a history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from linxuan.evaluation.history import STATUS, History
from linxuan.evaluation.years import Gap, is_running, latest_run, marks_of
from linxuan.programme.definition import Call, StandingRule
from linxuan.programme.ready import once_per_call
from linxuan.rules.evaluate import evaluator
from linxuan.rules.record import Record
from linxuan.rules.terms import Term, Value

_MOST_KEPT = 4096
Holds = Callable[[str | None, int | None, int], bool | None]
"""Whether a condition holds, by operating status, cohort and year."""


@dataclass(frozen=True, eq=False)
class Judge:
    """One rule made ready: `holds` is its condition, None where it counts years; `step` lies between rounds."""

    rule: StandingRule
    step: int
    holds: Holds | None
    first: int
    last: int

    def applies(self, history: History, gap: Gap | None) -> bool | None:
        """Tell whether the rule applies; None where that is a person's to settle."""
        if not self.first <= history.as_of <= self.last:
            return False
        if self.holds:
            return self.holds(history.operating_status, history.cohort, history.as_of)
        marks = marks_of(self.rule, history)
        return is_running(marks, history.as_of, self.rule.consecutive, gap or self.rule.gap, self.step)

    def run(self, history: History) -> tuple[int, ...]:
        """Return the years that are counted: those without a gap, where they are enough by themselves."""
        if self.holds:
            return ()
        marks = marks_of(self.rule, history)
        strict = latest_run(marks, history.as_of, over_gaps=False, over_doubts=False, step=self.step)
        if len(strict) >= self.rule.consecutive:
            return strict
        return latest_run(marks, history.as_of, over_gaps=True, step=self.step)


@once_per_call
def judges_of(call: Call, round_id: str | None) -> tuple[Judge, ...]:
    """Return the rules of a round, without one of all rounds, in the order of the package."""
    rules = (rule for rule in call.standings.values() if round_id in (None, *rule.concerns))
    return tuple(_judge(call, rule) for rule in rules if rule.leads_to != "keep")


def _judge(call: Call, rule: StandingRule) -> Judge:
    steps = [call.rounds[id].every for id in rule.concerns if id in call.rounds]
    return Judge(
        rule,
        min(steps, default=1),
        _holds(call, rule.condition.term) if rule.condition else None,
        rule.since.year if rule.since else date.min.year,
        rule.until.year if rule.until else date.max.year,
    )


def _holds(call: Call, term: Term) -> Holds:
    """A condition sees three things, and entities share them: each combination is worked out once."""
    evaluate = evaluator(term)
    parameters = {each: parameter.value for each, parameter in call.parameters.items()}
    lists = {each: frozenset(table.rows) for each, table in call.lists.items()}

    @lru_cache(maxsize=_MOST_KEPT)
    def holds(status: str | None, cohort: int | None, as_of: int) -> bool | None:
        values: Mapping[str, Value | None] = {
            STATUS: status,
            "cohort": cohort,
            "as_of": date(as_of, 12, 31),
        }
        answer = evaluate(Record(values, parameters, lists))
        return answer if isinstance(answer, bool) else None

    return holds
