"""Where an entity stands among all that were graded in a year: what a share from the last one up is counted by."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

Key: TypeAlias = tuple[int, Decimal]
"""What is compared: the place of the grade, the worst lowest, and the score within it."""
Result: TypeAlias = tuple[int, Decimal | None]
"""What somebody got in a year: the place of the grade, the best 0, and the score where there is one."""
NO_SCORE = Decimal("-Infinity")


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


def positions(graded: Sequence[Result]) -> list[Position]:
    """Return the position of each of those graded in one year."""
    found = counted_positions(Counter(graded))
    return [found[each] for each in graded]


def counted_positions(counts: Mapping[Result, int]) -> dict[Result, Position]:
    """Return the position of each result of one year, given how many have it.

    Scores only tell apart within a grade in which everybody has one.
    """
    without = {place for place, score in counts if score is None}
    keys = {
        (place, score): (-place, NO_SCORE if place in without else score or Decimal(0))
        for place, score in counts
    }
    numbers: Counter[Key] = Counter()
    for result, count in counts.items():
        numbers[keys[result]] += count
    found = by_key(numbers)
    return {result: found[key] for result, key in keys.items()}


def by_key(counts: Mapping[Key, int]) -> dict[Key, Position]:
    """Return the position of each key of one year, given how many have it."""
    found: dict[Key, Position] = {}
    worse, of = 0, sum(counts.values())
    for key, equal in sorted(counts.items()):
        found[key] = Position(worse, equal, of)
        worse += equal
    return found
