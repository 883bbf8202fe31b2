"""The standing rules of a call made ready once: which are asked, and what each says of a history."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from linxuan.evaluation.history import STATUS, History
from linxuan.evaluation.years import Gap, Mark, Run, is_running, latest_run
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
    grades: frozenset[str]
    first: int
    last: int

    def applies(self, history: History, gap: Gap | None) -> bool | None:
        """Tell whether the rule applies; None where that is a person's to settle."""
        if not self.first <= history.as_of <= self.last:
            return False
        if self.holds:
            return self.holds(history.operating_status, history.cohort, history.as_of)
        consecutive = self.rule.consecutive
        return is_running(self._run(history, most=consecutive), consecutive, gap or self.rule.gap)

    def years(self, history: History) -> tuple[int, ...]:
        """Return the years that are counted, in order: those without a doubt, where they are enough."""
        return () if self.holds else self._run(history).counted(self.rule.consecutive)

    def _run(self, history: History, most: int = 0) -> Run:
        years, mark = history.graded_years, self._mark(history)
        if self.rule.not_filed:
            years = history.known_years
        return latest_run(years, mark, history.as_of, step=self.step, most=most)

    def _mark(self, history: History) -> Mark:
        if self.rule.not_filed:
            return history.not_filed.__contains__
        share = self.rule.lowest
        if share is None:
            given, wanted = history.grades, self.grades
            return lambda year: given[year] in wanted
        places = history.positions
        return lambda year: places[year].is_among_the_last(share) if year in places else None


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
        frozenset(rule.grades),
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
