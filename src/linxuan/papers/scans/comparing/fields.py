"""The fields of a print that are filled in by hand: where a signature, a seal or a date is asked for."""

from collections.abc import Iterator, Sequence
from typing import Any

from linxuan.papers.scans.comparing.prints import PrintedPage, Sign
from linxuan.papers.scans.comparing.tiles import by_hand
from linxuan.papers.scans.results import Box

_LABELS = frozenset("）):：处")
"""What stands behind the words of a field; without one they are words of a heading or a sentence."""
_DATED = frozenset("年月日")
_FAR = (15.0, 15.0, 100.0, 20.0)
"""Millimetres to the left, above, to the right and below that a field without lines around it has."""
_FARTHEST = (190.0, 100.0, 190.0, 100.0)
"""As far lines are looked for."""
_BESIDE = 3.0
"""Millimetres that a line is longer than the words, on both sides: no stroke of a sign is."""
_MM, _FINE = 25.4 / 72, 2
"""Millimetres of a point; pixels of a millimetre of the drawing in which lines are looked for."""


def fields_of(page: PrintedPage) -> Sequence[Box]:
    """Return the fields of a page in points: up to the lines around them, else some way beside their words."""
    boxes = list(_words(page.signs))
    if not boxes:
        return ()
    import numpy

    scale = _FINE * _MM
    size = round(page.width * scale), round(page.height * scale)
    dark = page.drawn(numpy.array([[scale, 0, 0], [0, scale, 0]]), *size) < 200
    return [_grown(box, dark, scale) for box in boxes]


def _words(signs: Sequence[Sign]) -> Iterator[Box]:
    """The boxes of the signs that ask for something to be written beside them."""
    asked = by_hand(signs)
    texts = ["", *(sign.text for sign in signs), ""]
    for sign, before, after, is_asked in zip(signs, texts, texts[2:], asked, strict=False):
        dated = sign.text in _DATED and not _DATED.isdisjoint((before, after))
        if is_asked and (dated or (sign.text not in _DATED and after in _LABELS)):
            yield sign.box


def _grown(box: Box, dark: Any, scale: float) -> Box:
    left, top, right, bottom = (round(side * scale) for side in box)
    more = round(_BESIDE * _FINE)
    rows = dark[max(top - more, 0) : bottom + more].mean(axis=0) > 0.9
    columns = dark[:, max(left - more, 0) : right + more].mean(axis=1) > 0.9
    lines = (
        _line(rows[:left][::-1], 0),
        _line(columns[:top][::-1], 1),
        _line(rows[right:], 2),
        _line(columns[bottom:], 3),
    )
    # Lines on all sides are those of a cell; else one of them may be of whatever stands above or below.
    closed = all(far is not None for far in lines)
    ends = [
        far if closed and far is not None else min(far or _FAR[side], _FAR[side])
        for side, far in enumerate(lines)
    ]
    return (
        box[0] - ends[0] / _MM,
        box[1] - ends[1] / _MM,
        box[2] + ends[2] / _MM,
        box[3] + ends[3] / _MM,
    )


def _line(there: Any, side: int) -> float | None:
    """How many millimetres away the nearest line is, None where there is none."""
    found = there[: round(_FARTHEST[side] * _FINE)].nonzero()[0]
    return float(found[0]) / _FINE if len(found) else None
