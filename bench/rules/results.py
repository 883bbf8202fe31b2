"""What a bench found, in the form in which it is kept."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from bench.rules.cells import Comparison
from bench.rules.counts import Counts, same_counts
from bench.rules.engines import BY_HAND
from bench.rules.measure import Cost

Numbers = dict[str, float]


@dataclass
class Results:
    """Numbers of every round by engine; the medians are what is reported."""

    made: dict[str, Any]
    cells: dict[str, Comparison] = field(default_factory=dict)
    one_record: dict[str, list[Numbers]] = field(default_factory=dict)
    screening: dict[int, dict[str, list[Numbers]]] = field(default_factory=dict)
    counts: dict[int, dict[str, Counts]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)
    """What could not be measured, and why."""

    def add_one(self, engine: str, numbers: Numbers, cost: Cost) -> None:
        """Keep what one process measured of single records."""
        self.one_record.setdefault(engine, []).append({**numbers, "peak_mb": cost.peak})

    def add_screening(self, rows: int, name: str, cost: Cost) -> None:
        """Keep what one process over a register cost."""
        found = {"cpu_s": cost.cpu, "wall_s": cost.wall, "peak_mb": cost.peak, "together_mb": cost.together}
        found["rows_per_cpu_s"] = rows / cost.cpu
        self.screening.setdefault(rows, {}).setdefault(name, []).append(found)

    def one(self, engine: str) -> Numbers:
        """Return the medians of an engine over single records; empty where it was not measured."""
        return medians(self.one_record.get(engine, []))

    def screened(self, rows: int, name: str) -> Numbers:
        """Return the medians of a screening; empty where it was not measured."""
        return medians(self.screening.get(rows, {}).get(name, []))

    def sizes(self) -> list[int]:
        """Return the sizes of register that were measured, smallest first."""
        return sorted(self.screening)

    def differing(self) -> list[str]:
        """Return what should say as we do and does not: the oracle, and counts of those who know unknown."""
        oracle = self.cells.get(BY_HAND)
        said = [BY_HAND] if oracle and not oracle.same else []
        for rows, by_name in self.counts.items():
            ours = by_name.get("ours")
            alike = (name for name in ("polars", "ours, Spark") if name in by_name)
            said += [f"{name}, {rows}" for name in alike if ours and not same_counts(by_name[name], ours)]
            changed, reused = by_name.get("ours, changed"), by_name.get("ours, changed, reused")
            if changed and reused and not same_counts(changed, reused):
                said.append(f"ours, changed, reused, {rows}")
        return said

    def as_json(self) -> dict[str, Any]:
        """Return what is written: medians, and how far the rounds lay apart in processor time."""
        return {
            "made": self.made,
            "one_record_ms": {engine: _short(self.one(engine)) for engine in self.one_record},
            "cells": {engine: asdict(comparison) for engine, comparison in self.cells.items()},
            "screening": {
                str(rows): {
                    name: _short(self.screened(rows, name)) | _spread(rounds)
                    for name, rounds in by_name.items()
                }
                for rows, by_name in self.screening.items()
            },
            "verdicts": {
                str(rows): {name: counts["verdict"] for name, counts in by_name.items()}
                for rows, by_name in self.counts.items()
            },
            "differing": self.differing(),
            "failed": self.failed,
        }


def medians(rounds: Sequence[Numbers]) -> Numbers:
    """Return the median of each number over the rounds."""
    return {key: median(each[key] for each in rounds) for key in rounds[0]} if rounds else {}


def _spread(rounds: Sequence[Numbers]) -> Numbers:
    seconds = [each["cpu_s"] for each in rounds]
    return {"least_cpu_s": round(min(seconds), 3), "most_cpu_s": round(max(seconds), 3)}


def _short(numbers: Numbers) -> Numbers:
    """Four digits are more than a shared machine can tell."""
    return {key: float(f"{value:.4g}") for key, value in numbers.items()}
