"""The rules that a parameter reaches, judged at each of its values beside the others, row by row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linxuan.checking.ruleset import Demand
from linxuan.programme.definition import ParameterValue
from linxuan.rules.terms import Value
from linxuan.screening.judged import Judged, conjunction
from linxuan.screening.reference import Judge


@dataclass(frozen=True)
class Curve:
    """Columns of `judged`: the `settled` rules first, then those that are `reached`, once for each value."""

    judged: Judged
    settled: int
    reached: tuple[Demand, ...]
    values: tuple[ParameterValue, ...]

    def at(self, value: int) -> range:
        """Return the places of the reached rules at a value, which is told by its place."""
        first = self.settled + value * len(self.reached)
        return range(first, first + len(self.reached))

    def verdict(self, value: int) -> str:
        """Return SQL for the verdict at a value: TRUE eligible, FALSE ineligible, NULL undetermined."""
        decides = [each for each in self.at(value) if self.judged.rules[each].strength == "mandatory"]
        return conjunction(["base", *(f"o{place}" for place in decides)])

    @property
    def base(self) -> str:
        """SQL for the verdict of the settled rules alone."""
        mandatory = (place for place in self.judged.mandatory if place < self.settled)
        return conjunction(f"o{place}" for place in mandatory)

    def aggregates(self) -> list[str]:
        """Return what is counted at each value, see `told`."""
        counted = []
        for value in range(len(self.values)):
            verdict, there = self.verdict(value), [f"o{place}" for place in self.at(value)]
            fulfilled = conjunction([verdict, *there])
            counted += [f"count_if({verdict})", f"count({verdict})", f"count_if({fulfilled})"]
            for place in self.at(value):
                counted += [f"count_if({_met(self.judged, place)})", f"count(o{place}) - count_if(o{place})"]
        return counted

    def told(self, rows: int, counted: Sequence[int], plain: Any) -> list[dict[str, Any]]:
        """Return the counts at each value: verdicts, who is eligible and meets the reached rules, and these."""
        step = 3 + 2 * len(self.reached)
        return [
            self._told_at(plain(value), rows, counted[at * step : (at + 1) * step])
            for at, value in enumerate(self.values)
        ]

    def _told_at(self, value: object, rows: int, counted: Sequence[int]) -> dict[str, Any]:
        eligible, settled, fulfilled, *of_rules = counted
        return {
            "value": value,
            "eligible": eligible,
            "ineligible": settled - eligible,
            "undetermined": rows - settled,
            "fulfilled": fulfilled,
            "rules": [
                {"rule": demand.rule.id, "met": of_rules[2 * at], "not_met": of_rules[2 * at + 1]}
                for at, demand in enumerate(self.reached)
            ],
        }


def _met(judged: Judged, place: int) -> str:
    return conjunction(judged.columns_of(place))


@dataclass(frozen=True)
class CurveJudge:
    """The one-record evaluator at the settled rules, and at the reached ones for each value."""

    judged: Judged
    settled: Judge
    reached: tuple[Judge, ...]

    def columns(self, answers: Mapping[str, Value | None]) -> tuple[bool | None, ...]:
        """Return the outcomes of one record in the order of `Judged.columns`."""
        found = self.settled.columns(answers)
        for judge in self.reached:
            found += judge.columns(answers)
        return found
