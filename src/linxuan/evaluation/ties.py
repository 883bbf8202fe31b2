"""Equal results across a line: told apart by the numbers that the package names for that, else by what a person said."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from linxuan.evaluation import grade_words as words
from linxuan.evaluation.ladder import Ladder, Own
from linxuan.evaluation.reports import Decided, LineKey


@dataclass(frozen=True)
class Line:
    """The line that the share of a grade sets, by the place of the grade."""

    ladder: Ladder
    place: int
    key: LineKey
    told: words.Line

    def within(self, own: Own, how: str) -> Own:
        """Return somebody who comes within the line; `how` says why."""
        because = self.told.settled(how, self.key, is_within=True)
        if self.key == "at_most":
            return own.at(*own.possible, by=own.by, because=because)
        return own.at(*(max(each, self.place) for each in own.possible), by="lowest", because=because)

    def beyond(self, own: Own, how: str) -> Own:
        """Return somebody who does not."""
        because = self.told.settled(how, self.key, is_within=False)
        if self.key == "lowest" or own.score is None:
            return own.at(*own.possible, by=own.by, because=because)
        below = next(each for each in self.ladder.reached(own.score) if each > self.place)
        others = [each for each in own.possible if each != self.place]
        return own.at(*others, below, by="at_most", because=because)


def settled(line: Line, before: Sequence[Own], after: Sequence[Own], decided: Sequence[Decided]) -> list[Own]:
    """Return what became of all at a line, with those whose tie there is settled where they belong.

    `before` are the same without the line. What nothing settles keeps its tie, with all that are in it.
    """
    found = list(after)
    tied = [at for at, own in enumerate(after) if own.tie is not None and before[at].tie is None]
    tie = after[tied[0]].tie if tied else None
    if tie is None:
        return found
    within, tied, beyond = _told_apart(line, before, tied, tie.places)
    _place(found, before, within, beyond, line, words.told_apart([name for name, _ in line.ladder.ties]))
    if not tied:
        return found
    left = tie.places - len(within)
    entities = tuple(sorted(before[at].report.entity for at in tied))
    said = next((one for one in decided if _is_of(one, line, entities, left)), None)
    if said is None:
        for at in tied:
            found[at] = replace(found[at], tie=replace(tie, entities=entities, places=left))
        return found
    chosen = [at for at in tied if before[at].report.entity in said.within]
    others = [at for at in tied if before[at].report.entity not in said.within]
    _place(found, before, chosen, others, line, words.decided(said.reason))
    return found


def _told_apart(
    line: Line, before: Sequence[Own], tied: Sequence[int], places: int
) -> tuple[list[int], list[int], list[int]]:
    """Who is within by the numbers of the package, whom they leave equal across the line, and who is beyond."""
    numbers = {at: before[at].told_apart for at in tied}
    if places >= len(tied):
        return [*tied], [], []  # others of equal results are no better already
    if not line.ladder.ties or any(not own or None in own for own in numbers.values()):
        return [], [*tied], []
    # Of the last the smaller numbers come first.
    value: Callable[[int], tuple[Fraction, ...]] = lambda at: tuple(  # noqa: E731
        (each or Fraction(0)) * (-1 if line.key == "at_most" else 1) for each in numbers[at]
    )
    order = sorted(tied, key=value)
    following = value(order[places])
    if not places or value(order[places - 1]) != following:
        return order[:places], [], order[places:]
    return (
        [at for at in order if value(at) < following],
        [at for at in order if value(at) == following],
        [at for at in order if value(at) > following],
    )


def _place(
    found: list[Own],
    before: Sequence[Own],
    within: Sequence[int],
    beyond: Sequence[int],
    line: Line,
    how: str,
) -> None:
    for at in within:
        found[at] = line.within(before[at], how)
    for at in beyond:
        found[at] = line.beyond(before[at], how)


def _is_of(said: Decided, line: Line, entities: Sequence[str], places: int) -> bool:
    same = (said.grade, said.line) == (line.told.grade.id, line.key)
    return same and said.tied == frozenset(entities) and len(said.within) == places
