"""Where an entity stands among all that were graded in a year: what a share from the last one up is counted by."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Key: TypeAlias = tuple[int, Decimal]
"""What is compared: the place of the grade, the worst lowest, and the score within it."""
_NO_SCORE = Decimal("-Infinity")


@dataclass(frozen=True)
class Position:
    """Of `of` entities graded in a year `worse` did worse, and `equal` as well, itself among them."""

    worse: int
    equal: int
    of: int

    def is_among_the_last(self, share: Decimal) -> bool | None:
        """Tell whether it is within the last `share` of all; None where a tie lies across the line."""
        places = places_of(share, self.of)
        if self.worse + self.equal <= places:
            return True
        return False if self.worse >= places else None


def places_of(share: Decimal, count: int) -> int:
    """Return how many of `count` a share is: rounded down, so that it is never more than the share."""
    return int(share * count)


def key_of(place: int, score: Decimal | int | None) -> Key:
    """Return what orders entities from the worst up; `place` counts grades from the best, which is 0."""
    return -place, _NO_SCORE if score is None else Decimal(score)


def positions(graded: Sequence[tuple[int, Decimal | None]]) -> Iterable[Position]:
    """Yield the position of each of those graded in one year, given the place of its grade and its score.

    Scores only tell apart within a grade in which everybody has one.
    """
    without = {place for place, score in graded if score is None}
    keys = [key_of(place, None if place in without else score) for place, score in graded]
    ordered = sorted(keys)
    found: dict[Key, Position] = {}
    for key in keys:
        if key not in found:
            worse = bisect_left(ordered, key)
            found[key] = Position(worse, bisect_right(ordered, key) - worse, len(ordered))
        yield found[key]
