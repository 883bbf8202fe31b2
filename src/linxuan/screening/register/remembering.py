"""Reading the same cell a thousand times: once is enough."""

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


def remembering(read: Callable[[object], Found]) -> Callable[[object], Found]:
    """Return what does as `read`, and remembers what it found for every cell that can be looked up.

    True and 1 are not the same cell, though they are equal.
    """
    known: dict[tuple[type, object], Found] = {}

    def remembered(cell: object) -> Found:
        key = (type(cell), cell)
        try:
            return known[key]
        except KeyError:
            found = known[key] = read(cell)
            return found
        except TypeError:
            return read_list(cell) if isinstance(cell, list) else read(cell)

    def read_list(cell: list[object]) -> Found:
        """A list of texts can be looked up as a tuple."""
        if not all(isinstance(each, str) for each in cell):
            return read(cell)
        key = (list, tuple(cell))
        if key not in known:
            known[key] = read(cell)
        return known[key]

    return remembered
