"""Red seals on a page: a unit's, round or oval, and a person's square one, which stands for no unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from linxuan.papers.scans.results import Box
from linxuan.papers.scans.rings import FINE, Ring, patches, rings_of

REDDER = 30
"""By so much of 255 red is above green and blue at least: ink at a third of its strength is by 55."""
HUE = 0.55
"""Green and blue differ by at most so much of what red is above the lower one: an orange or violet pen is not red."""
LEAST = 60
"""Square millimetres of red, below which there is nothing to look for: half the line of the smallest seal."""
NAME_SIDES = (15.0, 26.0)
"""Millimetres; a legal representative's seal (法人章) has 18 to 25."""
NAME_FILL = (0.12, 0.85)
"""Of it inked: as words in red, or as white words on red; not as a block of colour."""
_LONG_SIDE, _LONG_SIDES = 297.0, (200.0, 500.0)
"""Millimetres of A4, and between which a page is believed: a code may have any size, and a page is not to grow by it."""
_INCH = 25.4
_AROUND = 12
"""Points around all ink that are looked at with it: as many as any edge is softened or looked for beside a ring."""


@dataclass(frozen=True)
class Seals:
    """Where seals lie on a page: those of units, and those of persons."""

    units: Sequence[Box] = ()
    names: Sequence[Box] = ()


def seals_of(colours: Any, dpi: float | None) -> Seals:
    """Return the seals on a page that lies straight or turned; half a seal at the edge of a page is none.

    Without `dpi`, dots an inch, or where a page cannot be as large as by it, it is taken to be as long as A4.
    """
    times = _times(colours, dpi)
    step = max(2, int(FINE / times))
    sample = colours[::step, ::step]
    paper = _paper(sample)
    seen = _reds(sample, paper)
    if seen.sum() * (step * times) ** 2 < LEAST * FINE**2 / 2:
        return Seals()
    mask = _red(colours, times, paper, seen, step)
    if mask.sum() < LEAST * FINE**2:
        return Seals()
    rings = list(_rings(mask))
    height, width = mask.shape
    return Seals(
        tuple(_part(ring.box, width, height) for ring in rings),
        tuple(_part(box, width, height) for box in _names(_without(mask, rings))),
    )


def _rings(mask: Any) -> Iterator[Ring]:
    """The rings of a mask, looked for only as far as there is ink."""
    import numpy

    rows, columns = (numpy.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    top, left = (max(0, int(one[0]) - _AROUND) for one in (rows, columns))
    part = mask[top : int(rows[-1]) + _AROUND + 1, left : int(columns[-1]) + _AROUND + 1]
    for ring in rings_of(part):
        yield Ring(ring.centre + numpy.array([left, top]), ring.axes)


def _times(colours: Any, dpi: float | None) -> float:
    """By how much a page has to be made larger to have `FINE` points a millimetre."""
    longest = float(max(colours.shape[:2]))
    long_side = longest / dpi * _INCH if dpi else 0.0
    if not _LONG_SIDES[0] <= long_side <= _LONG_SIDES[1]:
        long_side = _LONG_SIDE
    return FINE * long_side / longest


def _red(colours: Any, times: float, paper: Any, seen: Any, step: int) -> Any:
    """What is red on a page, `FINE` points a millimetre; looked for only around what is `seen` of every `step` pixels."""
    import numpy
    from PIL import Image

    height, width = colours.shape[:2]
    mask = numpy.zeros((max(1, round(height * times)), max(1, round(width * times))), bool)
    (top, bottom), (left, right) = (
        _stretch(numpy.flatnonzero(seen.any(axis=axis)) * step * times, side)
        for axis, side in zip((1, 0), mask.shape, strict=True)
    )
    up, across = height / mask.shape[0], width / mask.shape[1]
    box = (left * across, top * up, right * across, bottom * up)
    part = colours[int(box[1]) : ceil(box[3]), int(box[0]) : ceil(box[2])]
    inside = (box[0] % 1, box[1] % 1, box[2] - int(box[0]), box[3] - int(box[1]))
    small = Image.fromarray(numpy.ascontiguousarray(part)).resize(
        (right - left, bottom - top), Image.Resampling.BOX, inside, reducing_gap=2.0
    )
    mask[top:bottom, left:right] = _reds(numpy.asarray(small), paper)
    return mask


def _stretch(found: Any, side: int) -> tuple[int, int]:
    """From where to where there may be ink, in points of the mask."""
    return max(0, int(found[0]) - _AROUND), min(side, int(found[-1]) + _AROUND + 1)


def _paper(sample: Any) -> Any:
    """The colour of the paper, by whatever light a page was photographed."""
    import numpy

    return numpy.percentile(sample[::2, ::2].reshape(-1, 3), 70, axis=0).clip(128, 255)


def _reds(colours: Any, paper: Any) -> Any:
    """Which points are red, as if the paper were white."""
    import numpy

    shades = colours * (255 / paper).astype(numpy.float32)
    red, green, blue = numpy.moveaxis(shades, 2, 0).clip(0, 255)
    lower, higher = numpy.minimum(green, blue), numpy.maximum(green, blue)
    return (red - higher > REDDER) & (higher - lower < HUE * (red - lower))


def _without(mask: Any, rings: Sequence[Any]) -> Any:
    import numpy

    rest = mask.copy()
    for ring in rings:
        down, across = numpy.nonzero(rest)
        mine = ring.holds(across, down, FINE)
        rest[down[mine], across[mine]] = False
    return rest


def _names(mask: Any) -> Iterator[tuple[float, float, float, float]]:
    """The boxes around patches that are square, as a person's seal is, however turned."""
    import numpy

    shortest, longest = (side * FINE for side in NAME_SIDES)
    for across, down in patches(mask):
        sides = numpy.ptp(across), numpy.ptp(down)
        if min(sides) >= shortest and max(sides) <= longest * 1.5 and _is_square(across, down):
            yield float(across.min()), float(down.min()), float(sides[0]), float(sides[1])


def _is_square(across: Any, down: Any) -> bool:
    """Tell whether ink fills the four sides of a square, turned so that it is the smallest around the ink."""
    import numpy

    points = numpy.stack([across, down]).astype(float)
    turns = numpy.radians(numpy.arange(0, 90, 2))
    ways = [numpy.array([[numpy.cos(a), numpy.sin(a)], [-numpy.sin(a), numpy.cos(a)]]) for a in turns]
    turned = min((way @ points for way in ways), key=lambda one: float(numpy.prod(numpy.ptp(one, axis=1))))
    turned -= turned.min(axis=1, keepdims=True)
    wide, high = (float(side) for side in turned.max(axis=1))
    shortest, longest = (side * FINE for side in NAME_SIDES)
    if not (
        shortest <= min(wide, high)
        and max(wide, high) <= longest
        and max(wide, high) <= 1.3 * min(wide, high)
    ):
        return False
    edge, sides = 1.5 * FINE, []
    for along, beside, end in ((0, 1, high), (1, 0, wide)):
        for near in (turned[beside] <= edge, turned[beside] >= end - edge):
            inked = numpy.unique(turned[along][near].astype(int))
            sides.append(len(inked) / turned[along].max())
    return min(sides) >= 0.6 and NAME_FILL[0] <= len(across) / (wide * high) <= NAME_FILL[1]


def _part(box: tuple[float, float, float, float], width: int, height: int) -> Box:
    """A box in points as fractions of the page, as far as it lies on it."""
    left, top, right, bottom = box[0], box[1], box[0] + box[2], box[1] + box[3]
    left, right = (min(max(float(one) / width, 0.0), 1.0) for one in (left, right))
    top, bottom = (min(max(float(one) / height, 0.0), 1.0) for one in (top, bottom))
    return left, top, right - left, bottom - top
