"""What a screening counts: for each rule and for the verdict, how many rows came out how."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from bench.rules.cells import IN_PRINCIPLE, RULES

Counts: TypeAlias = Mapping[str, Sequence[int]]
"""By rule, and by VERDICT: rows where it holds, fails, is unknown."""

VERDICT = "verdict"
DECIDING = tuple(rule for rule in RULES if rule not in IN_PRINCIPLE)


def counted(rows: Iterable[str]) -> Counts:
    """Count rows of letters, see `cells.written`."""
    lines = list(rows)
    by_rule = {rule: Counter(line[place] for line in lines) for place, rule in enumerate(RULES)}
    by_rule[VERDICT] = Counter(_verdict(line) for line in lines)
    return {key: [found[letter] for letter in "10?"] for key, found in by_rule.items()}


def _verdict(line: str) -> str:
    deciding = {letter for rule, letter in zip(RULES, line, strict=True) if rule in DECIDING}
    return "0" if "0" in deciding else "?" if "?" in deciding else "1"


def added(parts: Iterable[Counts]) -> Counts:
    """Add up the counts of several parts of a register."""
    total: dict[str, list[int]] = {}
    for part in parts:
        for key, numbers in part.items():
            before = total.get(key, [0, 0, 0])
            total[key] = [one + other for one, other in zip(before, numbers, strict=True)]
    return total


def same_counts(one: Counts, other: Counts) -> bool:
    """Tell whether two counts say the same."""
    return {key: list(numbers) for key, numbers in one.items()} == {
        key: list(numbers) for key, numbers in other.items()
    }
