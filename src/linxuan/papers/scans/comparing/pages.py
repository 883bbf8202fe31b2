"""One page of a scan compared with its page of the print."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from linxuan.papers.scans.comparing.beside import Beside, coarser
from linxuan.papers.scans.comparing.differing import differences
from linxuan.papers.scans.comparing.elsewhere import added
from linxuan.papers.scans.comparing.laying import COARSE, Lay, by_code, laid
from linxuan.papers.scans.comparing.prints import Print, PrintedPage
from linxuan.papers.scans.comparing.showing import shown
from linxuan.papers.scans.comparing.tiles import boxes_of, tiles_of
from linxuan.papers.scans.marks import Mark
from linxuan.papers.scans.opening import LOOKED_AT, Opened
from linxuan.papers.scans.results import Box

DIFFERS = 0.45
"""From which difference a place is a doubt; how often honest pages reach it: docs/decisions/0013."""
COARSEST = 115
"""Dots an inch below which the picture of a page shows too little of its digits."""
MOST = 5
"""Places of a page that are shown one by one; of more of them only how many there are."""
_TOO_MANY = 0.2
"""Of the places of a page, from which on it is not this page, or scanned so badly that nothing can be said."""
_SAME_SIZE = (0.85, 1.2)
"""Times as fine as it is looked at a page may be without being made as fine first."""
_ACROSS, _DOWN = 12.0, 5.0
"""Points between two places that are shown as one."""
_FAINT = 60.0
"""Contrast, of 255, below which ink cannot be told from paper."""
_FAINTLY_RED = 4

WhyNot = Literal["", "coarse", "unlike"]


@dataclass(frozen=True)
class Place:
    """A place that differs: its box as fractions of the printed page, and a picture of both.

    `added` tells that there is ink where the print has none.
    """

    box: Box
    picture: bytes
    added: bool = False


@dataclass(frozen=True)
class Compared:
    """What the comparison of a page came to: the places that differ, the clearest first, and how many there are.

    `why_not` says why nothing can be said: the picture is too `coarse`, or the page `unlike` that of the print as
    a whole.
    """

    places: Sequence[Place] = ()
    count: int = 0
    why_not: WhyNot = ""


def compared(page: Opened, mark: Mark, prints: Print, number: int) -> Compared:
    """Compare a page, on which a code was found, with page `number` of the print, from 1."""
    import numpy

    if (page.fine or mark.dpi) < COARSEST:
        return Compared(why_not="coarse")
    printed = prints.page(number)
    code = prints.code_on(printed)
    times = LOOKED_AT / mark.dpi
    if _SAME_SIZE[0] <= times <= _SAME_SIZE[1]:
        times = 1.0
    tones = _tones(page, times)
    if code is None:
        return Compared(why_not="unlike")
    small = coarser(tones, COARSE)
    lay = laid(printed, by_code(code, numpy.array(mark.corners) * times), small)
    found = _differing(printed, lay, tones, small, page.colours) if lay else None
    if lay is None or found is None:
        return Compared(why_not="unlike")
    boxes = [(box, False) for box in _joined(found.boxes)]
    boxes += [(box, True) for box in _joined(found.added)]
    places = [_place(printed, lay, page.colours, times, *box) for box in boxes[:MOST]]
    return Compared(places, len(boxes))


def _tones(page: Opened, times: float) -> Any:
    """A page in grey, as fine as pages are compared, in which red ink is nearly as light as paper."""
    import numpy
    from PIL import Image

    red, colours = page.red, page.colours
    sample = colours[::8, ::8].astype(int)
    if (sample[..., 0] - sample[..., 1] > 2 * _FAINTLY_RED).mean() > 1e-3:
        green = numpy.minimum(colours[:, :, 1], red)
        above = red - green
        red = red + numpy.minimum(above // _FAINTLY_RED, 255 - red)
    if times == 1.0:
        return red
    size = tuple(round(side * times) for side in reversed(red.shape))
    return numpy.asarray(Image.fromarray(red).resize(size, Image.Resampling.BOX, reducing_gap=2.0))


@dataclass(frozen=True)
class _Found:
    """The boxes of signs that differ, in points, the clearest first, and of ink where the print has none."""

    boxes: Sequence[Box]
    added: Sequence[Box]


def _differing(page: PrintedPage, lay: Lay, tones: Any, small: Any, colours: Any) -> _Found | None:
    """The places that differ; None where nothing can be said."""
    import numpy

    height, width = tones.shape
    boxes = boxes_of(page.signs)
    tiles = tiles_of(boxes, lay.matrix, width, height)
    if not len(tiles):
        return None
    drawn = page.drawn(lay.matrix, width, height)
    found = differences(Beside(tones, drawn), tiles, lay.moved(*tiles.middle.T))
    much = numpy.zeros(len(boxes))
    numpy.maximum.at(much, tiles.place, found.tiles)
    differing = numpy.flatnonzero(much >= DIFFERS)
    if found.contrast < _FAINT or len(differing) > _TOO_MANY * len(boxes):
        return None
    clearest = boxes[differing[numpy.argsort(-much[differing])]].tolist()
    return _Found(clearest, added(page, small, drawn, lay.matrix, found.contrast, colours))


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that lie close together as one each; the order of the first of them stays."""
    joined: list[Box] = []
    for left, top, right, bottom in boxes:
        near = [one for one in joined if _close(one, (left, top, right, bottom))]
        at = joined.index(near[0]) if near else len(joined)
        parts = [*near, (left, top, right, bottom)]
        joined = [one for one in joined if one not in near]
        lows = (min(one[side] for one in parts) for side in (0, 1))
        highs = (max(one[side] for one in parts) for side in (2, 3))
        (left, top), (right, bottom) = lows, highs
        joined.insert(at, (left, top, right, bottom))
    return joined


def _close(one: Box, other: Box) -> bool:
    across = max(one[0], other[0]) - min(one[2], other[2])
    down = max(one[1], other[1]) - min(one[3], other[3])
    return across <= _ACROSS and down <= _DOWN


def _place(page: PrintedPage, lay: Lay, colours: Any, times: float, box: Box, is_added: bool) -> Place:
    left, top, right, bottom = box
    part = (left / page.width, top / page.height, (right - left) / page.width, (bottom - top) / page.height)
    return Place(part, shown(page, lay, colours, times, box), is_added)
