"""Processor time and clock of a stretch of work, children that ended counted as well."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter


@dataclass
class Spent:
    """Seconds: of the processor, of this process and its children that ended, and by the clock."""

    cpu: float = 0.0
    wall: float = 0.0


@contextmanager
def spending() -> Iterator[Spent]:
    """Hand out what the work inside spends; it is there once the work is done."""
    spent, before, started = Spent(), _cpu(), perf_counter()
    yield spent
    spent.cpu, spent.wall = _cpu() - before, perf_counter() - started


def _cpu() -> float:
    # `os.times` counts in steps of 10 ms.
    each = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in each)
