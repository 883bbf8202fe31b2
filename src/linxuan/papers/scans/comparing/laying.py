"""The print laid over a scan: where each point of it lies, by the code first, then by what is written all over the page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from linxuan.papers.scans.comparing.prints import PrintedPage

COARSE = 4
"""So many pixels of the scan are one of the small pictures by which the print is laid."""
_BLOCK, _REACH = 64, 9
"""Pixels of a small picture: the side of a block, and how far what is on it may have moved."""
_LEAST_INK, _LEAST_ALIKE, _LEAST_BLOCKS = 2e4, 0.45, 4
_NEAR = 45.0
"""Pixels of a small picture as far as which a block speaks for places around it, beside the curve through all."""
_ASTRAY = 1.2
"""Pixels of a small picture by which paper may well be bent at a place without being taken for a mistake."""
_SHARP = 0.04
"""By how much less alike a block has to be a pixel aside, both ways: a mere line lies anywhere along itself."""
_SURE, _NARROW = 0.85, 2.0
"""Times as alike as where it fits best a block may be elsewhere; how far from where it should be one is looked for."""
_STIFF = (0.0, 0.01, 0.01, 0.1, 0.1, 0.1, 0.3, 0.3, 0.3, 0.3)
"""How much each term of the curve has to be called for: bent and twisted paper is rarer than turned."""
_ORDERS = [(across, order - across) for order in range(4) for across in range(order, -1, -1)]


@dataclass(frozen=True)
class Lay:
    """`matrix` takes points of the print to pixels of the scan; `moved` says by how many more they are off there."""

    matrix: Any
    moved: Callable[[Any, Any], Any]


def by_code(code: Any, corners: Any) -> Any:
    """Return the matrix that takes the corners of the print's code to those of the scan's: turned and scaled."""
    import numpy

    one, other = code @ (1, 1j), corners @ (1, 1j)
    middle, target = one.mean(), other.mean()
    turn = numpy.vdot(one - middle, other - target) / numpy.vdot(one - middle, one - middle)
    rest = target - turn * middle
    return numpy.array([[turn.real, -turn.imag, rest.real], [turn.imag, turn.real, rest.imag]])


def laid(page: PrintedPage, first: Any, small: Any) -> Lay | None:
    """Return where a page lies on a scan, None where too little of it was found there.

    `first` is the matrix by the code, `small` the scan in grey, `COARSE` times as coarse.
    """
    import numpy

    height, width = small.shape
    size = numpy.array([width, height])
    alike = _alike(small, page.drawn(first / COARSE, width, height))
    at = _blocks(*small.shape)
    sure, moved, worth = _best(alike, None)
    if len(sure) < _LEAST_BLOCKS:
        return None
    curve, _weights = _curve(_terms(at[sure] / size), moved, worth)
    # Once it is known about where everything is, what fits in several places has only one near it.
    kept, moved, worth = _best(alike, _terms(at / size) @ curve)
    places = at[kept]
    curve, weights = _curve(_terms(places / size), moved, worth)
    rest = moved - _terms(places / size) @ curve
    straight = curve.copy()
    straight[3:] = 0

    def more(across: Any, down: Any) -> Any:
        at = numpy.stack([across, down], axis=1) / COARSE
        far = ((at[:, None] - places) ** 2).sum(axis=2)
        near = weights * numpy.exp(-far / (2 * _NEAR**2))
        beside = near @ rest / (near.sum(axis=1)[:, None] + 0.3)
        return (_terms(at / size) @ (curve - straight) + beside) * COARSE

    return Lay(_moved(first, straight, size * COARSE), more)


def _moved(matrix: Any, straight: Any, size: Any) -> Any:
    """The matrix after the straight part of a curve: it moves, turns, scales and shears what the matrix laid."""
    import numpy

    slopes = straight[1:3].T * 2 / size * COARSE
    start = (straight[0] - straight[1] - straight[2]) * COARSE
    whole = numpy.eye(3)
    whole[:2, :2] += slopes
    whole[:2, 2] = start
    return (whole @ numpy.vstack([matrix, [0, 0, 1]]))[:2]


def _terms(parts: Any) -> Any:
    """The terms of a curve at places given as parts of the picture."""
    import numpy

    across, down = (parts * 2 - 1).T
    return numpy.stack([across**one * down**other for one, other in _ORDERS], axis=1)


def _curve(terms: Any, moved: Any, alike: Any) -> tuple[Any, Any]:
    """A curve through most blocks, and what each of them counts: one that goes its own way counts for little."""
    import numpy

    stiff, weights = numpy.diag(_STIFF), numpy.ones(len(moved))
    for _ in range(8):
        weighed = (weights[:, None] * terms).T
        curve = numpy.linalg.solve(weighed @ terms + stiff, weighed @ moved)
        off = numpy.linalg.norm(moved - terms @ curve, axis=1)
        weights = alike / (1 + (off / max(2 * float(numpy.median(off)), _ASTRAY)) ** 2) ** 2
    return curve, weights


def _blocks(height: int, width: int) -> Any:
    """The middles of all blocks of a picture, row by row."""
    import numpy

    top, left = ((side % _BLOCK) // 2 for side in (height, width))
    down, across = numpy.mgrid[: height // _BLOCK, : width // _BLOCK]
    return numpy.stack([left + (across.ravel() + 0.5) * _BLOCK, top + (down.ravel() + 0.5) * _BLOCK], axis=1)


def _alike(seen: Any, printed: Any) -> Any:
    """How alike each block of two pictures is when it has moved by so much down and across; 0 where there is no ink."""
    import numpy

    one, other = _cut(seen), _cut(printed)
    inked, drawn = ((each * each).sum(axis=(1, 2)) for each in (one, other))
    has = numpy.flatnonzero(drawn > _LEAST_INK)
    both = numpy.fft.rfft2(one[has]) * numpy.conj(numpy.fft.rfft2(other[has]))
    near = numpy.roll(numpy.fft.irfft2(both, s=(_BLOCK, _BLOCK)), (_REACH, _REACH), (1, 2))
    alike = numpy.zeros((len(one), 2 * _REACH + 1, 2 * _REACH + 1))
    alike[has] = near[:, : 2 * _REACH + 1, : 2 * _REACH + 1]
    return alike / (numpy.sqrt(inked * drawn) + 1)[:, None, None]


def _best(alike: Any, about: Any | None) -> tuple[Any, Any, Any]:
    """Which blocks lie somewhere for sure, by how much they have moved there, and how alike they are.

    `about` says where to look for each; without it, blocks that fit elsewhere nearly as well are left out.
    """
    import numpy

    if about is not None:
        alike = numpy.where(_within(about[:, 1] + _REACH, about[:, 0] + _REACH, _NARROW), alike, 0)
    down, across = numpy.divmod(alike.reshape(len(alike), -1).argmax(axis=1), 2 * _REACH + 1)
    inside = (numpy.minimum(down, across) > 0) & (numpy.maximum(down, across) < 2 * _REACH)
    top = alike.max(axis=(1, 2))
    kept = numpy.flatnonzero(inside & (top > _LEAST_ALIKE))
    near, down, across, top = alike[kept], down[kept], across[kept], top[kept]
    every = numpy.arange(len(kept))
    beside = [_peak(*(near[every, down, across + step] for step in (-1, 0, 1)))]
    beside += [_peak(*(near[every, down + step, across] for step in (-1, 0, 1)))]
    (right, bend), (lower, fall) = beside
    good = numpy.minimum(bend, fall) > _SHARP
    if about is None:
        elsewhere = numpy.where(_within(down, across, 2), 0, near).max(axis=(1, 2))
        good &= elsewhere < _SURE * top
    moved = numpy.stack([across - _REACH + right, down - _REACH + lower], axis=1)
    return kept[good], moved[good], top[good]


def _within(down: Any, across: Any, by: float) -> Any:
    """Of each block which shifts lie near one."""
    import numpy

    steps = numpy.arange(2 * _REACH + 1)
    rows, columns = (numpy.abs(steps - at[:, None]) <= by for at in (down, across))
    return rows[:, :, None] & columns[:, None]


def _peak(before: Any, at: Any, after: Any) -> tuple[Any, Any]:
    """Where the top of a parabola through three heights lies beside the middle one, and how sharp it is."""
    import numpy

    bend = numpy.maximum(2 * at - before - after, 1e-6)
    return 0.5 * (after - before) / bend, bend / 2


def _cut(tones: Any) -> Any:
    """A picture in blocks of ink above their mean, faded towards their edges."""
    import numpy

    tall, wide = (side // _BLOCK for side in tones.shape)
    top, left = ((side % _BLOCK) // 2 for side in tones.shape)
    part = tones[top : top + tall * _BLOCK, left : left + wide * _BLOCK]
    ink = 255 - part.astype(numpy.float32)
    blocks = ink.reshape(tall, _BLOCK, wide, _BLOCK).swapaxes(1, 2).reshape(-1, _BLOCK, _BLOCK)
    blocks = blocks - blocks.mean(axis=(1, 2), keepdims=True)
    fade = numpy.sqrt(numpy.hanning(_BLOCK + 2)[1:-1]).astype(numpy.float32)
    return blocks * fade[:, None] * fade
