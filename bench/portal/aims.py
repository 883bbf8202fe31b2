"""What the portal should cost, and whether it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

AT_MOST_TIMES_EMPTY = 4.0
AT_MOST_TIMES_SMALL = 2.0
TYPING_TIMES_EMPTY = 3.0
Measured = Mapping[int, Mapping[str, Mapping[str, float]]]
"""Costs by how many applications there are and by page (`city board`)."""


@dataclass(frozen=True)
class Aim:
    """One number with its bound."""

    name: str
    found: float
    at_most: float

    @property
    def met(self) -> bool:
        """Whether it is kept."""
        return self.found <= self.at_most

    def as_json(self) -> dict[str, Any]:
        """Return it for the file of results."""
        return {"name": self.name, "found": round(self.found, 2), "at_most": self.at_most, "met": self.met}


def aims(measured: Measured, typing: Mapping[int, Mapping[str, float]]) -> list[Aim]:
    """Return every aim that the sizes measured can show."""
    return [*_against_empty(measured), *_against_small(measured), *_typing(typing)]


def _against_empty(measured: Measured) -> Iterator[Aim]:
    smallest = min(measured)
    for page, cost in measured[smallest].items():
        yield Aim(f"{page}, {smallest:,}, × empty", cost["times_empty"], AT_MOST_TIMES_EMPTY)


def _against_small(measured: Measured) -> Iterator[Aim]:
    smallest, *larger = sorted(measured)
    for size in larger:
        for page, cost in measured[size].items():
            small = measured[smallest][page]["times_empty"]
            yield Aim(f"{page}, {size:,}, × {smallest:,}", cost["times_empty"] / small, AT_MOST_TIMES_SMALL)


def _typing(typing: Mapping[int, Mapping[str, float]]) -> Iterator[Aim]:
    for size, cost in typing.items():
        yield Aim(f"autosave, {size:,}, × empty", cost["times_empty"], TYPING_TIMES_EMPTY)
