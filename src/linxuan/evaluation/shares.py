"""Shares of all graded: how many may have a grade at most, and how many of the last have no better one.

A share of so many entities is rounded down: `at_most` is never exceeded, and nobody is among the last who
would not be with one entity more. All are counted who get a grade in the round, also those whose grade is
still open, and those who get one by silence. Equal scores across a line are told apart by the numbers that the
package names for that, else they are a person's; what is still open is counted on either side, so that a grade
that is given stays when it is known.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from linxuan.evaluation import grade_words as words
from linxuan.evaluation import ties
from linxuan.evaluation.ladder import Ladder, Own
from linxuan.evaluation.positions import places_of
from linxuan.evaluation.reports import Decided, Tie

Key = tuple[int, bool, Fraction]
"""What orders from the worst up: the grade, whether there is a score, and the score."""


@dataclass(frozen=True)
class Limit:
    """A share of all graded: so many of `graded`, as far as is known, and so many if all others come to it."""

    share: Decimal
    graded: int
    fewest: int
    most: int

    @classmethod
    def of(cls, share: Decimal, owns: Sequence[Own]) -> "Limit":
        """Return what a share comes to among reports, some of which may get no grade yet."""
        graded = sum(1 for own in owns if own.possible)
        sure = sum(1 for own in owns if own.possible and own.is_sure_of_one)
        return cls(share, graded, places_of(share, sure), places_of(share, graded))


@dataclass(frozen=True)
class Standpoint:
    """Where one stands at a line: so many certainly `before`, `equal` with it and itself, or perhaps before."""

    before: int
    equal: int
    perhaps: int

    def is_within(self, limit: Limit, taken: int = 0) -> bool | None:
        """Tell whether it is within a limit of which some places are taken; None where that is open."""
        if self.before + self.equal + self.perhaps <= limit.fewest - taken:
            return True
        return False if self.before >= limit.most - taken else None


def within_shares(ladder: Ladder, owns: Sequence[Own], decided: Sequence[Decided] = ()) -> list[Own]:
    """Return what each report reaches among all: first the limits from the best grade down, then the last."""
    found = list(owns)
    for place, grade in enumerate(ladder.grades):
        if grade.at_most is not None:
            limit = Limit.of(grade.at_most, owns)
            line = ties.Line(
                ladder, place, "at_most", words.Line(grade, limit.share, limit.graded, limit.most)
            )
            found = ties.settled(line, found, _at_most(ladder, found, place, limit), decided)
    for place, grade in enumerate(ladder.grades):
        if grade.lowest is not None:
            limit = Limit.of(grade.lowest, owns)
            line = ties.Line(
                ladder, place, "lowest", words.Line(grade, limit.share, limit.graded, limit.most)
            )
            found = ties.settled(line, found, _lowest(ladder, owns, found, place, limit), decided)
    return found


# ── at most ──


def _at_most(ladder: Ladder, owns: Sequence[Own], place: int, limit: Limit) -> list[Own]:
    """Keep the best of those whose score is enough for a grade; who is beyond gets the next that it reaches."""
    line = _Line(owns, place)

    def limited(own: Own) -> Own:
        reached = ladder.reached(own.score) if own.score is not None else ()
        is_forced = len(own.possible) == 1 and not own.by_score
        if place not in own.possible or place not in reached or is_forced or own.score is None:
            return own
        below = next(each for each in reached if each > place)
        told = words.Line(ladder.grades[place], limit.share, limit.graded, limit.most)
        return _moved(own, place, below, line.point(own, own.score), limit, line.forced, told)

    return [limited(own) for own in owns]


class _Line:
    """All that may have a grade, so that where one of them stands is found by looking into two lists."""

    def __init__(self, owns: Sequence[Own], place: int) -> None:
        candidates = [own for own in owns if place in own.possible]
        open_ones = [own for own in candidates if len(own.possible) > 1]
        settled = [own for own in candidates if len(own.possible) == 1]
        self.forced = sum(1 for own in settled if not own.by_score)
        self._sure = sorted(own.score for own in settled if own.by_score and own.score is not None)
        self._open = sorted(own.score for own in open_ones if own.score is not None)
        self._vague = len(open_ones) - len(self._open)

    def point(self, own: Own, score: Fraction) -> Standpoint:
        """Return where one of the candidates stands."""
        is_open = len(own.possible) > 1
        up_to = bisect_right(self._sure, score)
        equal = up_to - bisect_left(self._sure, score)
        perhaps = self._vague + len(self._open) - bisect_left(self._open, score)
        return Standpoint(len(self._sure) - up_to, equal + is_open, perhaps - is_open)


def _moved(
    own: Own, place: int, below: int, point: Standpoint, limit: Limit, forced: int, told: words.Line
) -> Own:
    others = [each for each in own.possible if each != place]
    match point.is_within(limit, forced):
        case True:
            return own.at(*own.possible, by=own.by, because=told.within(point.before + 1))
        case False:
            return own.at(*others, below, by="at_most", because=told.beyond(point.before + 1))
    is_tied = own.place is not None and point.perhaps == 0 and limit.fewest == limit.most
    because = told.tied(point.equal - 1) if is_tied else told.open()
    tie = Tie(told.grade.id, "at_most", (), limit.most - forced - point.before) if is_tied else None
    return own.at(*own.possible, below, by=own.by, because=because, tie=tie)


# ── the last ──


def _lowest(ladder: Ladder, owns: Sequence[Own], found: Sequence[Own], place: int, limit: Limit) -> list[Own]:
    """Lower those at the end of the line. Who stands where is told by the grades before any limit."""
    keys = [_key(own) for own in owns]
    ordered = sorted(key for key in keys if key is not None)
    vague = sum(1 for own, key in zip(owns, keys, strict=True) if key is None and own.possible)
    told = words.Line(ladder.grades[place], limit.share, limit.graded, limit.most)

    def lowered(own: Own, key: Key | None) -> Own:
        if limit.most == 0 or all(each >= place for each in own.possible):
            return own
        point = Standpoint(0, 1, len(ordered) + vague - 1)
        if key is not None:
            before = bisect_left(ordered, key)
            point = Standpoint(before, bisect_right(ordered, key) - before, vague)
        return _lowered(own, place, point, limit, told)

    return [lowered(own, key) for own, key in zip(found, keys, strict=True)]


def _lowered(own: Own, place: int, point: Standpoint, limit: Limit, told: words.Line) -> Own:
    worse = {max(each, place) for each in own.possible}
    match point.is_within(limit):
        case True:
            return own.at(*worse, by="lowest", because=told.last(point.before + 1))
        case False:
            return own
    is_tied = point.perhaps == 0 and limit.fewest == limit.most
    because = told.tied_last(point.equal - 1) if is_tied else told.open_last()
    tie = Tie(told.grade.id, "lowest", (), limit.most - point.before) if is_tied else None
    return own.at(*own.possible, *worse, by=own.by, because=because, tie=tie)


def _key(own: Own) -> Key | None:
    """Where a report stands among all, the worst first; None where that is open."""
    if own.place is None or (own.by_score and own.score is None):
        return None
    return -own.place, own.score is not None, own.score or Fraction(0)
