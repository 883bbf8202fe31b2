"""Which pages of a print are missing from a scan, there twice, or out of their order."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Order:
    """Places in a scan from 0, but `missing`, which are pages of the print from 1."""

    missing: Sequence[int]
    doubled: Sequence[int]
    swapped: Sequence[int]


def order_of(seen: Sequence[int | None], pages: int) -> Order:
    """Return what is wrong with a sequence of pages of the print, None where a page is none of it.

    Of a page that is there twice the later ones are doubled; swapped are the fewest pages that have to be
    moved for the rest to be in order.
    """
    first: dict[int, int] = {}
    doubled = []
    for place, page in enumerate(seen):
        if page is None:
            continue
        if page in first:
            doubled.append(place)
        else:
            first[page] = place
    kept = _longest_rising(list(first))
    return Order(
        missing=[page for page in range(1, pages + 1) if page not in first],
        doubled=doubled,
        swapped=[place for page, place in first.items() if page not in kept],
    )


def _longest_rising(pages: Sequence[int]) -> set[int]:
    """The pages of the longest rising run that is left when others are taken out."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for page in pages:
        place = bisect_left(tails, page)
        before[page] = tails[place - 1] if place else None
        tails[place : place + 1] = [page]
    kept: set[int] = set()
    page_: int | None = tails[-1] if tails else None
    while page_ is not None:
        kept.add(page_)
        page_ = before[page_]
    return kept
