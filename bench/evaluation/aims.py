"""What evaluating a whole register should cost, and whether it does."""

from collections.abc import Iterator, Mapping
from typing import Any

from bench.evaluation.work import KINDS, SHIPPED
from bench.papers.aims import Aim

TIMES_READING, LINEAR = 3.0, 1.2
Measured = Mapping[str, Mapping[str, Any]]
"""Medians by `KIND ENTITIES`."""


def aims(measured: Measured, sizes: tuple[int, ...]) -> list[Aim]:
    """Return every aim with what was found."""
    return [each for kind in KINDS for each in _of_kind(measured, kind, sizes)]


def _of_kind(measured: Measured, kind: str, sizes: tuple[int, ...]) -> Iterator[Aim]:
    words = "" if kind == SHIPPED else ", places among all counted"
    few, many = (measured.get(f"{kind} {size}", {}) for size in (sizes[0], sizes[-1]))
    found = _ratio(many.get("evaluated_cpu_s"), many.get("read_cpu_s"))
    yield Aim(f"{sizes[-1]:,} entities evaluated{words}: × reading them", found, at_most=TIMES_READING)
    each = [_ratio(one.get("evaluated_cpu_s"), one.get("entities")) for one in (few, many)]
    yield Aim(
        f"one entity among {sizes[-1]:,}{words}: × one among {sizes[0]:,}",
        _ratio(each[1], each[0]),
        at_most=LINEAR,
    )


def _ratio(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None
