"""What a screening comes to: the funnel of rules, and the verdicts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linxuan.programme.definition import Rule


@dataclass(frozen=True)
class RuleCount:
    """How many readable rows met a rule, did not, and are not known; `alone` are kept out by it alone.

    A row is kept out by a mandatory rule alone if that is the only mandatory rule it does not meet.
    `absent` rows have no finding: the rule is not for them, or was not in force on their day.
    """

    rule: str
    name: str
    clause: str
    strength: str
    met: int
    not_met: int
    unknown: int
    absent: int
    alone: int

    def details(self) -> dict[str, Any]:
        """Return what is said of the rule beside its three counts, as JSON values."""
        return {
            "name": self.name,
            "strength": self.strength,
            "alone": self.alone,
            "absent": self.absent,
        }


@dataclass(frozen=True)
class Funnel:
    """`rows` are all rows of the register, `unreadable` those of them that have no verdict."""

    rows: int
    unreadable: int
    eligible: int
    ineligible: int
    undetermined: int
    rules: tuple[RuleCount, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the counts as the command prints them."""
        return {
            "rows": self.rows,
            "unreadable": self.unreadable,
            "verdicts": {
                "eligible": self.eligible,
                "ineligible": self.ineligible,
                "undetermined": self.undetermined,
            },
            "rules": [
                {
                    "rule": each.rule,
                    "clause": each.clause,
                    "met": each.met,
                    "not_met": each.not_met,
                    "unknown": each.unknown,
                }
                for each in self.rules
            ],
        }


def rule_counts(
    rules: Sequence[Rule], rows: int, counted: Sequence[Mapping[str, int]]
) -> tuple[RuleCount, ...]:
    """Return the counts of the rules, from how many rows each of them met, failed, passed by and kept out."""
    return tuple(map(_rule_count, rules, [rows] * len(rules), counted))


def _rule_count(rule: Rule, rows: int, counted: Mapping[str, int]) -> RuleCount:
    met, not_met, absent = counted["met"], counted["not_met"], counted["absent"]
    return RuleCount(
        rule=rule.id,
        name=rule.name,
        clause=rule.clause,
        strength=rule.strength,
        met=met,
        not_met=not_met,
        unknown=rows - met - not_met - absent,
        absent=absent,
        alone=counted["alone"],
    )
