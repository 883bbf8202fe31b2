"""What an engine says: one cell for each row and rule, and what of it is wrong."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

RULES = (
    "legal-person", "here", "three-years", "trade", "active", "capital", "owner-agrees",
    "service-share", "research", "growth", "profit", "debt",
    "staff", "platform", "functions", "modes", "certificates", "strength",
    "no-accident", "no-pollution", "honest", "credit", "again",
)  # fmt: skip
"""The rules of the package, in its order."""

IN_PRINCIPLE = ("service-share", "growth", "strength")
"""Those that do not decide the verdict."""

Cells: TypeAlias = Sequence[bool | None]
"""One row: for each rule whether it holds; None where it is unknown or the engine gave no answer.

A rule that does not apply to a row holds there: nothing is asked.
"""

_LETTERS = {True: "1", False: "0", None: "?"}


def written(cells: Iterable[bool | None]) -> str:
    """Return one row as letters: 1 holds, 0 fails, ? unknown."""
    return "".join(_LETTERS[each] for each in cells)


@dataclass(frozen=True)
class Comparison:
    """Cells of an engine against the right ones.

    `wrong` known cells said to be the opposite, `lost` known cells without an answer, `holds` and
    `fails` unknown cells that were said to be known.
    """

    known: int
    unknown: int
    wrong: int
    lost: int
    holds: int
    fails: int

    @property
    def same(self) -> bool:
        """Tell whether every cell is the right one."""
        return not (self.wrong or self.lost or self.holds or self.fails)


def compared(right: Sequence[str], said: Sequence[str]) -> Comparison:
    """Compare rows of letters, one by one. Raises ValueError where their numbers differ."""
    counted = Counter(
        pair for one, other in zip(right, said, strict=True) for pair in zip(one, other, strict=True)
    )
    return Comparison(
        known=sum(count for (is_, _), count in counted.items() if is_ != "?"),
        unknown=sum(count for (is_, _), count in counted.items() if is_ == "?"),
        wrong=counted["1", "0"] + counted["0", "1"],
        lost=counted["1", "?"] + counted["0", "?"],
        holds=counted["?", "1"],
        fails=counted["?", "0"],
    )
