"""Rings of red ink: closed round or oval lines of the size of a unit's seal, however turned, faint or written over."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FINE = 3.0
"""Points a millimetre of the masks looked at here: the line of a seal, a millimetre wide, is three of them."""
SIZES = (30.0, 60.0)
"""Millimetres across at its widest: seals of units have 38 to 50 (国发〔1999〕25号), and a photo has no scale."""
ROUNDEST = 0.6
"""At least so many times as high as wide; the oval seals in use have 30 : 40 and 30 : 45."""
CLOSED = 0.7
"""Of its circumference inked at least: a corner may be covered, half a seal at an edge is none."""
_FIRST, _ABOUT_CLOSED, _LIKELY = 5, 0.55, 400
"""Of every so-many-eth point alone such a share is inked of what is looked at further, of so many rings at most."""
BARE = 0.4
"""At most so much of a line 2 mm around it inked: words in red are on both sides of any line."""
EDGED, ALONG, STEEP = 0.64, 0.9, 0.12
"""Of its circumference an edge of ink that runs along it, to within the angle of this cosine, from this slope on.

Seals of all kinds had 0.76 to 1 in trials, half a seal, scribbles and paragraphs at most 0.58."""
INSIDE = (0.04, 0.6)
"""Of what it encloses inked: a seal has words and a star, a circle drawn with a pen nothing, a red disc all."""
_RADII = range(14, 31)
_BEST_ROUND, _TRIES = 80, 1500
_ANGLES = 120
_MOST = 6
_NEAR = (-0.9, -0.6, -0.3, 0.0, 0.3, 0.6)
"""Millimetres from a ring as guessed within which its edge may lie."""


@dataclass(frozen=True)
class Ring:
    """A ring in points of its mask: its centre, and the two half axes as the columns of `axes`."""

    centre: Any
    axes: Any

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width and height in points."""
        across, down = (float((row**2).sum() ** 0.5) for row in self.axes)
        return self.centre[0] - across, self.centre[1] - down, 2 * across, 2 * down

    def holds(self, across: Any, down: Any, more: float) -> Any:
        """Tell of points whether they lie in it, or within `more` points around it."""
        import numpy

        wider = self.axes * (1 + more / float(numpy.abs(self.axes).max()))
        at = numpy.linalg.inv(wider) @ numpy.stack([across - self.centre[0], down - self.centre[1]])
        return (at**2).sum(axis=0) <= 1


def rings_of(mask: Any) -> Iterator[Ring]:
    """Yield the rings in a mask of ink, `FINE` points a millimetre, the clearest first; what one holds is in no other."""
    import numpy

    mask = mask.copy()
    for _ in range(_MOST):
        ring = _clearest(mask)
        if ring is None:
            return
        yield ring
        down, across = numpy.nonzero(mask)
        mine = ring.holds(across, down, FINE)
        mask[down[mine], across[mine]] = False


def _clearest(mask: Any) -> Ring | None:
    import numpy

    guessed = [one for one in (_round(mask), *map(_oval, _outlines(mask))) if one is not None]
    if not guessed:
        return None
    centres, axes = (numpy.concatenate(parts) for parts in zip(*guessed, strict=True))
    sizes = numpy.linalg.norm(axes, axis=1)
    widest, narrowest = sizes.max(axis=1), sizes.min(axis=1)
    fits = (
        (widest <= SIZES[1] / 2 * FINE) & (widest >= SIZES[0] / 2 * FINE) & (narrowest >= ROUNDEST * widest)
    )
    centres, axes = centres[fits], axes[fits]
    if not len(centres):
        return None
    worth = _worth(mask, centres, axes)
    best = int(worth.argmax())
    return Ring(centres[best], axes[best]) if worth[best] > 0 else None


def _worth(mask: Any, centres: Any, axes: Any) -> Any:
    """How closed each of many rings is, 0 where it is no seal's; each test is for those that passed the one before."""
    import numpy

    spread = _spread(mask)
    worth, left = numpy.zeros(len(centres)), _likely(spread, centres, axes)
    tests = (
        (spread, _circle, -0.4, (CLOSED, 1.0)),
        (mask, _circle, 2.0, (0.0, BARE)),
        (mask, _disc, -4.5, INSIDE),
    )
    for where, points, farther, (least, most) in tests:
        share = _at(where, _points(centres[left], axes[left], points(), farther)).mean(axis=1)
        left = left[(share >= least) & (share <= most)]
    edged = _edged(mask, centres[left], axes[left])
    worth[left] = numpy.where(edged >= EDGED, edged, 0.0)
    return worth


def _circle() -> Any:
    import numpy

    angles = numpy.linspace(0, 2 * numpy.pi, _ANGLES, endpoint=False)
    return numpy.stack([numpy.cos(angles), numpy.sin(angles)])


def _likely(spread: Any, centres: Any, axes: Any) -> Any:
    """The rings that seem most closed by a few points of each: of one seal hundreds of guesses are the same ring."""
    import numpy

    share = _at(spread, _points(centres, axes, _circle()[:, ::_FIRST], -0.4)).mean(axis=1)
    order = numpy.argsort(-share, kind="stable")[:_LIKELY]
    return order[share[order] >= _ABOUT_CLOSED]


def _disc() -> Any:
    import numpy

    return numpy.concatenate([_circle() * part for part in numpy.linspace(0.05, 1, 12) ** 0.5], axis=1)


def _points(centres: Any, axes: Any, points: Any, farther: float) -> Any:
    """Where points of the unit circle lie on rings that are larger by some millimetres, not by a share of their size."""
    import numpy

    half = numpy.linalg.norm(axes, axis=1).mean(axis=1)
    times = (1 + farther * FINE / half)[:, None, None]
    return centres[:, :, None] + (axes * times) @ points


def _edged(mask: Any, centres: Any, axes: Any) -> Any:
    """Of the circumference of each ring, how much is an edge of ink that runs along it: those of words run anyhow."""
    import numpy

    slope_down, slope_across = numpy.gradient(_softened(mask))
    # The normal of an ellipse: points of the circle under the inverse of the axes, transposed.
    normal = numpy.swapaxes(numpy.linalg.inv(axes), 1, 2) @ _circle()
    normal /= numpy.linalg.norm(normal, axis=1, keepdims=True)
    there = False
    for farther in _NEAR:
        at = _points(centres, axes, _circle(), farther)
        slope = numpy.stack([_at(slope_across, at), _at(slope_down, at)], axis=1)
        steep = numpy.linalg.norm(slope, axis=1)
        there |= (-(slope * normal).sum(axis=1) >= ALONG * steep) & (steep > STEEP)
    return numpy.mean(there, axis=1)


def _at(mask: Any, points: Any) -> Any:
    """The mask at points across and down; what lies beyond the page has no ink."""
    import numpy

    across, down = numpy.rint(points).astype(int).swapaxes(0, 1)
    height, width = mask.shape
    there = (across >= 0) & (down >= 0) & (across < width) & (down < height)
    return mask[numpy.where(there, down, 0), numpy.where(there, across, 0)] * there


def _spread(mask: Any, by: int = 2) -> Any:
    """The mask with all ink spread by some points to every side."""
    import numpy

    wide = numpy.pad(mask, by)
    for axis in (0, 1):
        wide = numpy.any([numpy.roll(wide, step, axis) for step in range(-by, by + 1)], axis=0)
    return wide[by:-by, by:-by]


def _round(mask: Any) -> tuple[Any, Any] | None:
    """Circles for which most edges of ink vote, each along the line on which its centre has to be."""
    import numpy

    ink = _softened(mask)
    slope_down, slope_across = numpy.gradient(ink)
    steep = numpy.hypot(slope_across, slope_down)
    down, across = numpy.nonzero(steep > STEEP)
    if not len(down):
        return None
    # Ink grows towards the centre at the outer edge of a ring.
    unit = numpy.stack([slope_across, slope_down])[:, down, across] / steep[down, across]
    height, width = (int(side / FINE) + 1 for side in mask.shape)
    votes = numpy.zeros((len(_RADII), height * width))
    for place, radius in enumerate(_RADII):
        at = ((numpy.stack([across, down]) + unit * radius * FINE) / FINE).astype(int)
        there = (at >= 0).all(axis=0) & (at[0] < width) & (at[1] < height)
        cells = at[1, there] * width + at[0, there]
        votes[place] = numpy.bincount(cells, minlength=height * width) / radius
    # Nearly all are 0 on a page: looking for the best among so many equals is slow.
    voted = numpy.flatnonzero(votes)
    best = voted[numpy.argsort(votes.ravel()[voted])[-_BEST_ROUND:]]
    places, cell = numpy.unravel_index(best, votes.shape)
    centres = (numpy.stack([cell % width, cell // width], axis=1) + 0.5) * FINE
    radii = numpy.array(_RADII)[places] * FINE
    return centres, radii[:, None, None] * numpy.eye(2)


def _softened(mask: Any) -> Any:
    import numpy

    soft = mask.astype(float)
    for axis in (0, 1, 0, 1):
        soft = (numpy.roll(soft, 1, axis) + soft * 2 + numpy.roll(soft, -1, axis)) / 4
    return soft


def _outlines(mask: Any) -> Iterator[Any]:
    """The outermost points of each patch of ink that is as large as a seal, as two columns."""
    import numpy

    for across, down in patches(mask):
        if min(numpy.ptp(across), numpy.ptp(down)) < SIZES[0] * ROUNDEST * FINE:
            continue
        found = set()
        for along, beside in ((across, down), (down, across), (across + down, across - down)):
            order = numpy.lexsort((beside, along))
            ends = numpy.flatnonzero(numpy.diff(along[order]))
            found.update(order[numpy.concatenate([[0], ends, ends + 1, [len(order) - 1]])].tolist())
        chosen = numpy.array(sorted(found))
        yield numpy.stack([across[chosen], down[chosen]], axis=1).astype(float)


def _oval(points: Any) -> tuple[Any, Any] | None:
    """Ellipses through five points each of an outline, drawn by lot but always the same."""
    import numpy

    lot = numpy.random.default_rng(len(points))
    middle = points.mean(axis=0)
    # A hair off the grid no five of them lie so that there is no ellipse to compute.
    near = (points + lot.normal(0, 0.01, points.shape) - middle) / FINE
    across, down = numpy.moveaxis(near[lot.integers(0, len(near), (_TRIES, 5))], 2, 0)
    across, down = across + lot.normal(0, 0.001, across.shape), down + lot.normal(0, 0.001, down.shape)
    terms = numpy.stack([across**2, across * down, down**2, across, down], axis=2)
    a, b, c, d, e = numpy.linalg.solve(terms, numpy.ones((_TRIES, 5, 1)))[:, :, 0].T
    form = numpy.stack([numpy.stack([a, b / 2], 1), numpy.stack([b / 2, c], 1)], 1)
    closed = numpy.linalg.det(form) > 0
    form, line = form[closed], numpy.stack([d, e], 1)[closed]
    if not len(form):
        return None
    centre = -numpy.linalg.solve(form, line[:, :, None])[:, :, 0] / 2
    level = 1 + numpy.einsum("ni,nij,nj->n", centre, form, centre)
    values, ways = numpy.linalg.eigh(form)
    squares = level[:, None] / values
    real = (squares > 0).all(axis=1)
    return centre[real] * FINE + middle, ways[real] * numpy.sqrt(squares[real])[:, None, :] * FINE


def patches(mask: Any, cell: float = 2.0) -> Iterator[tuple[Any, Any]]:
    """Yield what lies together, as places across and down: ink closer than one to two cells of `cell` millimetres."""
    import numpy

    down, across = numpy.nonzero(mask)
    size = cell * FINE
    cells = (down // size).astype(int) * 100_000 + (across // size).astype(int)
    kinds, which, counts = numpy.unique(cells, return_inverse=True, return_counts=True)
    label = _labelled({int(one) for one, count in zip(kinds, counts, strict=True) if count > 1})
    labels = numpy.array([label.get(int(one), -1) for one in kinds], int)
    of_points = labels[which]
    for number in range(labels.max(initial=-1) + 1):
        mine = of_points == number
        yield across[mine], down[mine]


def _labelled(cells: set[int]) -> dict[int, int]:
    """A number for each cell, the same for those that touch."""
    label: dict[int, int] = {}
    number = 0
    for first in sorted(cells):
        if first in label:
            continue
        waiting = [first]
        label[first] = number
        while waiting:
            one = waiting.pop()
            around = {one + rows * 100_000 + step for rows in (-1, 0, 1) for step in (-1, 0, 1)}
            for other in (around & cells) - label.keys():
                label[other] = number
                waiting.append(other)
        number += 1
    return label
