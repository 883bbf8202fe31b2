"""What a review works out and draws, known again by all that it says (`docs/decisions/0009-known-by-what-it-says.md`)."""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar

from django.urls import get_script_prefix
from django.utils.translation import get_language

from linxuan.programme.definition import Call
from linxuan.programme.ready import once_per_call
from linxuan_site import clock

Found = TypeVar("Found")
MOST_KEPT = 384
"""Of a call, some forty kilobytes each: a review keeps six to eight."""


def known(call: Call, what: str, said: Hashable, make: Callable[[], Found]) -> Found:
    """Return what `make` returns, once for the same `said`, which is all that it depends on and nothing less.

    The language, the day and the call's definition are looked at besides. The key is asked first: nothing is
    worked out of what is known already. What is returned is shared, and holds no row of its application.
    """
    asked = _Asked((what, get_language(), get_script_prefix(), clock.today(), said), make)
    found: Found = _known(call)(asked)
    return found


class _Asked:
    """A question, which is known again by its words; how it is answered is forgotten with the answer."""

    __slots__ = ("_make", "_words")

    def __init__(self, words: Hashable, make: Callable[[], Any]) -> None:
        self._words, self._make = words, make

    def answer(self) -> Any:
        """Work it out; what it was worked out of is not kept."""
        make, self._make = self._make, _forgotten
        return make()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self._words == other._words

    def __hash__(self) -> int:
        return hash(self._words)


def _forgotten() -> None:
    raise LookupError("a question is answered once")


@once_per_call
def _known(_call: Call) -> Callable[[_Asked], Any]:
    return lru_cache(maxsize=MOST_KEPT)(_Asked.answer)
