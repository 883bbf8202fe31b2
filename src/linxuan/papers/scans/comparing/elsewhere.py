"""Ink where the print has none: a sentence in an empty place, a note in the margin; told apart from what may be there.

What is meant to be written by hand stands in the fields for it. Dust, staples, punched holes, the edges of the sheet
and the streak of a dirty scanner have their shapes and places. Red ink is not looked for: seals lie anywhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from linxuan.papers.scans.comparing.beside import coarser
from linxuan.papers.scans.comparing.fields import fields_of
from linxuan.papers.scans.comparing.laying import COARSE
from linxuan.papers.scans.comparing.prints import PrintedPage
from linxuan.papers.scans.results import Box
from linxuan.papers.scans.rings import FINE, patches

_PER_POINT = 25.4 / 72
_RED = 20
"""Of 255, by so much red is above green and blue in ink that is red, the paper at its edges counted."""
_DARK = 0.2
"""Of black ink, by how much a place is darker than the paper around it."""
_PRINTED = 16
"""Of 255, how much darker than white the drawing is where the print has ink."""
_BESIDE = 1.5
"""Millimetres around the print's ink within which nothing is taken for an addition: paper is bent."""
_EDGE = 4.0
"""Millimetres along the edges of the sheet, where its shadow lies."""
_DUST = 2.3
"""Millimetres that nothing is looked for below."""
_PAPER_IN = 12
"""Every other pixel, so many both ways, is a square in which the paper is the lightest third."""
_MARGIN, _STAPLE, _HOLE = 25.0, (5.0, 16.0), (3.5, 9.0)
"""Millimetres from the edge as far as which sheets are bound; how long a staple is, how wide a hole."""
_THIN = 0.45
"""Millimetres that ink lies off a straight line, on average, to be one."""
_STREAK = 0.5
"""Of what is blank of a row or column of pixels, dark from which on it is the streak of a dirty scanner."""
_OUT_OF_FIELD, _MOSTLY = 6.0, 0.6
"""Millimetres by which a signature may run over its field; how much of it may not."""


@dataclass(frozen=True)
class Sheet:
    """The scan in grey and the print drawn over it, both `COARSE` times as coarse as they are compared."""

    seen: Any
    drawn: Any
    matrix: Any
    contrast: float

    @property
    def fine(self) -> float:
        """Pixels a millimetre."""
        across: float = (self.matrix[0, 0] ** 2 + self.matrix[1, 0] ** 2) ** 0.5
        return across / _PER_POINT


def added(
    page: PrintedPage, small: Any, drawn: Any, matrix: Any, contrast: float, colours: Any
) -> Sequence[Box]:
    """Return the boxes, in points of the print, of ink that is nowhere near its own, the largest first.

    `small` is the scan, `COARSE` times as coarse as `drawn`, the print, to whose pixels `matrix` takes points;
    `colours` are those of the scan, however fine.
    """
    import numpy

    sheet = Sheet(small, coarser(drawn, COARSE), matrix / COARSE, contrast)
    dark = _dark(sheet)
    blank = ~_spread(sheet.drawn < 255 - _PRINTED, round(_BESIDE * sheet.fine))
    mask = _without_streaks(dark & blank, blank)
    if not mask.any():
        return ()
    there = numpy.linalg.inv(numpy.vstack([sheet.matrix, [0, 0, 1]]))
    mask = _kept(mask, page, there)
    found: list[tuple[int, Box]] = []
    fields: Sequence[Box] | None = None
    for across, down in patches(mask, 2.0 * sheet.fine / FINE):
        points = there[:2] @ numpy.stack([across + 0.5, down + 0.5, numpy.ones(len(across))])
        if _is_red(colours, across, down, small.shape) or _may_be(points * _PER_POINT, page, sheet.fine):
            continue
        fields = fields_of(page) if fields is None else fields
        if not _in_field(points, fields):
            low, high = points.min(axis=1), points.max(axis=1)
            found.append((len(across), (float(low[0]), float(low[1]), float(high[0]), float(high[1]))))
    return [box for _count, box in sorted(found, reverse=True)]


def _dark(sheet: Sheet) -> Any:
    """Where the scan is darker than its paper, which is lit unevenly."""
    import numpy
    from PIL import Image

    height, width = sheet.seen.shape
    some = sheet.seen[::2, ::2]
    tall, wide = (side // _PAPER_IN for side in some.shape)
    squares = some[: tall * _PAPER_IN, : wide * _PAPER_IN].reshape(tall, _PAPER_IN, wide, _PAPER_IN)
    lightest = squares.swapaxes(1, 2).reshape(tall, wide, -1)
    third = lightest.shape[-1] * 2 // 3
    paper = numpy.ascontiguousarray(numpy.partition(lightest, third, axis=-1)[..., third])
    even = Image.fromarray(paper).resize((width, height), Image.Resampling.BILINEAR)
    return numpy.asarray(even).astype(numpy.int16) - sheet.seen > _DARK * sheet.contrast


def _without_streaks(mask: Any, blank: Any) -> Any:
    """Without the lines straight along the scan, over all that is blank there, of a dirty glass or a folded sheet."""
    import numpy

    for axis in (0, 1):
        near = mask | numpy.roll(mask, 1, 1 - axis) | numpy.roll(mask, -1, 1 - axis)
        share = (near & blank).sum(axis=axis) / numpy.maximum(blank.sum(axis=axis), 1)
        streaks = _spread((share > _STREAK)[None], 2)[0]
        mask = mask & ~(streaks[None] if axis == 0 else streaks[:, None])
    return mask


def _spread(mask: Any, by: int) -> Any:
    """The mask with all ink spread by some pixels to every side."""
    import numpy

    wide = numpy.pad(mask, by)
    for axis in (0, 1):
        parts = [numpy.roll(wide, step, axis) for step in range(-by, by + 1)]
        wide = numpy.logical_or.reduce(parts)
    return wide[by : len(wide) - by, by : wide.shape[1] - by]


def _kept(mask: Any, page: PrintedPage, there: Any) -> Any:
    """What lies well on the sheet."""
    import numpy

    down, across = numpy.nonzero(mask)
    x, y = there[:2] @ numpy.stack([across + 0.5, down + 0.5, numpy.ones(len(across))]) * _PER_POINT
    width, height = page.width * _PER_POINT, page.height * _PER_POINT
    well = (numpy.minimum(x, width - x) > _EDGE) & (numpy.minimum(y, height - y) > _EDGE)
    kept = numpy.zeros_like(mask)
    kept[down[well], across[well]] = True
    return kept


def _in_field(points: Any, fields: Sequence[Box]) -> bool:
    """Whether most of some ink lies in a field that is filled in by hand."""
    x, y = points
    more = _OUT_OF_FIELD / _PER_POINT
    for left, top, right, bottom in fields:
        inside = (x > left - more) & (x < right + more) & (y > top - more) & (y < bottom + more)
        if inside.mean() >= _MOSTLY:
            return True
    return False


def _is_red(colours: Any, across: Any, down: Any, size: tuple[int, int]) -> bool:
    """Whether ink is red, by its places in a picture of some size: a dark seal is not quite as light as paper."""
    import numpy

    rows = ((down + 0.5) * colours.shape[0] / size[0]).astype(int).clip(0, colours.shape[0] - 1)
    columns = ((across + 0.5) * colours.shape[1] / size[1]).astype(int).clip(0, colours.shape[1] - 1)
    red, green, blue = colours[rows, columns].astype(float).mean(axis=0)
    return bool(red - numpy.maximum(green, blue) > _RED)


def _may_be(points: Any, page: PrintedPage, fine: float) -> bool:
    """Whether ink, by its places in millimetres, is what sheets and scanners have by themselves."""
    import numpy

    size = numpy.ptp(points, axis=1) + 1 / fine
    if size.max() < _DUST:
        return True
    off, along = _straight(points)
    sides = numpy.array([page.width, page.height])[:, None] * _PER_POINT
    in_margin = bool((numpy.minimum(points, sides - points).min(axis=0) < _MARGIN).all())
    is_staple = off < _THIN and _STAPLE[0] < along < _STAPLE[1]
    return in_margin and (is_staple or _is_hole(points, size, fine))


def _straight(points: Any) -> tuple[float, float]:
    """By how many millimetres ink lies off the straight line through it, on average, and how long that is."""
    import numpy

    middle = points - points.mean(axis=1, keepdims=True)
    _values, ways = numpy.linalg.eigh(middle @ middle.T)
    beside, along = ways.T @ middle
    return float(numpy.sqrt((beside**2).mean())), float(numpy.ptp(along))


def _is_hole(points: Any, size: Any, fine: float) -> bool:
    """Whether it is a dark disc, or the dark edge of one."""
    import numpy

    if not (_HOLE[0] < size.min() and size.max() < _HOLE[1] and size.min() > 0.75 * size.max()):
        return False
    middle = (points.min(axis=1) + points.max(axis=1)) / 2
    x, y = points - middle[:, None]
    radius, far = size.mean() / 2, numpy.hypot(x, y)
    if points.shape[1] > 0.75 * numpy.pi * (radius * fine) ** 2:
        return True
    turns = numpy.unique(((numpy.arctan2(y, x) + numpy.pi) / (2 * numpy.pi) * 12).astype(int))
    return bool((far < 0.5 * radius).mean() < 0.03 and len(turns) >= 8)
