"""What depends on a call alone is worked out once and kept: a definition is frozen."""

from collections.abc import Callable
from functools import lru_cache
from typing import Concatenate, ParamSpec, TypeVar

from linxuan.programme.definition import Call

_MOST_KEPT = 64

Rest = ParamSpec("Rest")
Ready = TypeVar("Ready")


def once_per_call(make: Callable[Concatenate[Call, Rest], Ready]) -> Callable[Concatenate[Call, Rest], Ready]:
    """Return `make` such that the same call, with the same further arguments, gets the same thing again.

    Calls are told apart by identity: they are too large to be compared. The last 64 are kept.
    """
    kept: Callable[..., Ready] = lru_cache(maxsize=_MOST_KEPT)(
        lambda same, *rest, **named: make(same.call, *rest, **named)
    )

    last: list[tuple[Call, object, Ready]] = []

    def ready(call: Call, /, *rest: Rest.args, **named: Rest.kwargs) -> Ready:
        # Mostly it is the same call as just now, which is seen without a look into what is kept.
        for same, further, found in last:
            if same is call and further == rest and not named:
                return found
        found = kept(_Same(call), *rest, **named)
        if not named:
            last[:] = [(call, rest, found)]
        return found

    return ready


class _Same:
    """A call by its identity."""

    __slots__ = ("call",)

    def __init__(self, call: Call) -> None:
        self.call = call

    def __hash__(self) -> int:
        return id(self.call)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.call is self.call
