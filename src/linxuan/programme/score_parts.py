"""Where the pieces of a score sheet stand in its table: the keys that lead to each."""

from collections.abc import Iterator

from linxuan.programme.definition import Citation, Indicator, Score, ScoreItem
from linxuan.programme.lines import KeyPath


def indicators(score: Score) -> Iterator[tuple[KeyPath, ScoreItem, Indicator]]:
    """Yield every indicator with its item, and the keys that lead to it from the score."""
    for item in score.items.values():
        for place, each in enumerate(item.indicators):
            path: KeyPath = ("item", item.id)
            yield (*path, "best_of", place) if len(item.indicators) > 1 else path, item, each


def citations(score: Score) -> Iterator[tuple[KeyPath, tuple[Citation, ...]]]:
    """Yield what parts, items and bands cite themselves, with the keys that lead to each of them."""
    for part in score.parts.values():
        yield ("part", part.id), part.cites
    for item in score.items.values():
        yield ("item", item.id), item.cites
    for path, _, indicator in indicators(score):
        for place, band in enumerate(indicator.bands):
            yield (*path, "bands", place), band.cites
