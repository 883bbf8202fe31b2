"""Our own forms, each with a child of its own and many with one; and what the children hold meanwhile."""

import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench.papers.forms import content, filed, laid_out
from bench.papers.reading import pages_of
from bench.papers.spending import spending
from linxuan.screening.limits import resident

_BYTES_IN_MB = 1e6


def alone(count: int) -> dict[str, Any]:
    """Lay forms out one by one, each in a child that starts for it."""
    from linxuan_site.documents.typesetting import typeset

    laid_out(filed(0), typeset)
    cpu, wall = [], []
    for place in range(1, count + 1):
        with spending() as spent:
            made = laid_out(filed(place), typeset)
        cpu.append(spent.cpu)
        wall.append(spent.wall)
    return {"forms": count, "pages": pages_of(made), "cpu_s": median(cpu), "wall_s": median(wall)}


def batch(count: int) -> dict[str, Any]:
    """Lay many forms out, one after another; `cpu_s` and `wall_s` are for each, all that starts counted.

    `child_mb` is the most that the child held at the end of a paper in each tenth of the forms, `own_mb` the same
    of the process that asks.
    """
    from linxuan_site.documents.typesetting import typesetting

    child, own, pages = [], [], set()
    with spending() as spent, typesetting() as lay:
        for place in range(1, count + 1):
            made = laid_out(filed(place), lay)
            if place % max(1, count // 10) == 0:
                pages.add(pages_of(made))
            child.append(max((resident(one) for one in _children()), default=0))
            own.append(resident(os.getpid()))
    return {
        "forms": count,
        "pages": max(pages),
        "cpu_s": spent.cpu / count,
        "wall_s": spent.wall / count,
        "child_mb": _tenths(child),
        "own_mb": _tenths(own),
    }


def bare(count: int) -> dict[str, Any]:
    """Lay out what the peers are given and no more: the words are there already, no codes and no data are wanted."""
    from linxuan_site.documents.typesetting import typesetting

    contents = [content(filed(place)) for place in range(count)]
    with spending() as spent, typesetting() as lay:
        for one in contents:
            made = lay("form.typ", one)
    return {
        "forms": count,
        "pages": pages_of(made),
        "cpu_s": spent.cpu / count,
        "wall_s": spent.wall / count,
    }


def _children() -> Iterator[int]:
    for thread in Path("/proc/self/task").glob("*/children"):
        yield from map(int, thread.read_text("utf-8").split())


def _tenths(bytes_held: list[int]) -> list[float]:
    size = max(1, len(bytes_held) // 10)
    return [max(bytes_held[at : at + size]) / _BYTES_IN_MB for at in range(0, len(bytes_held), size)]
