"""Ways in which a condition could come to hold, and how they are told."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from linxuan.language import say
from linxuan.rules.record import Record


class Step(NamedTuple):
    """One thing to change: `alone` where it is all there is to do, `among` names what it is about."""

    alone: str
    among: str


Way: TypeAlias = tuple[Step, ...]
"""All that has to change together."""
Ways: TypeAlias = Sequence[Way]
"""Each is enough; none where nothing that could be filled in makes the condition hold."""
Remedy: TypeAlias = Callable[[Record], Ways]
"""Finds the ways for a record over which the condition is known, and not as it is wanted."""

MOST_WAYS = 4
"""Ways beyond these are not told: what is told stays true."""


def one_step(alone: str, among: str = "") -> Ways:
    """Return the only way, of one step."""
    return ((Step(alone, among or alone),),)


def no_way(_: Record) -> Ways:
    """The remedy of what nothing that could be filled in changes."""
    return ()


def together(found: Iterable[Ways], told: Callable[[Ways], str]) -> Ways:
    """Return the way that takes one of each of the given ways; none where one of them has none.

    Where there is a choice in between, `told` makes one step of it.
    """
    steps: list[Step] = []
    for ways in found:
        if not ways:
            return ()
        steps += ways[0] if len(ways) == 1 else [Step(told(ways), told(ways))]
    return (tuple(dict.fromkeys(steps)),)


def alternatives(found: Iterable[Ways]) -> Ways:
    """Return all ways, without those that ask for all that another one asks for and more."""
    every = list(dict.fromkeys(way for ways in found for way in ways))
    return [way for way in every if not any(set(other) < set(way) for other in every)][:MOST_WAYS]


def teller() -> Callable[[Ways], str]:
    """Return what tells ways in the language in use; an empty text where there is none."""
    both, either = say("，并且"), say("，或者")

    def told(ways: Ways) -> str:
        if len(ways) == 1 and len(ways[0]) == 1:
            return ways[0][0].alone
        return either.join(both.join(step.among for step in way) for way in ways)

    return told
