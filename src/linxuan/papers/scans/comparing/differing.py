"""How much each tile of a scan differs from the print, once it is drawn as that scanner would have seen it.

The scan is held to be the print, softened by some blur, made lighter or darker, and moved by a little that changes
slowly over the page. What is left over, as a part of black ink and evened over 3 x 3 pixels, tells the two apart:
noise and edges nearly vanish, a stroke that is missing or new stands out.

Both are looked at half as fine first: most tiles plainly agree there, and only the others are looked at closely.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from linxuan.papers.scans.comparing.beside import Beside, as_seen, contrast_of, kernel_of, slopes_of
from linxuan.papers.scans.comparing.tiles import SIDE, Tiles

_APART = 130
"""By a tile in each square of so many pixels it is found out how far the scan lies from its place."""
_ROUNDS = 3
"""So many times; but for the last, half as fine does."""
_FEW, _FARTHEST = slice(None, None, 4), 1.2
"""Some of them tell how it was scanned; pixels that a tile is moved at once."""
_BEND = 70.0
"""Pixels over which what is moved by one distance goes over into what is moved by another."""
_STAY, _STAY_ALONE = 4e5, 4e4
"""How much ink has to speak for moving the tiles around a place, and one by itself."""
_PLAIN = 0.3
"""Up to so much left over anywhere, half as fine, a tile agrees: changed signs had 0.55 and more, a tenth of all more."""
_LOOK_AT, _LOOK_AGAIN = 0.2, 0.35
"""From which difference a tile may lie beside its neighbours a little, and is laid anew by itself."""
_EDGE = 1.5
"""Pixels around a sign that belong to it."""
_AT_ONCE = 64
"""Tiles worked on together: as many as the processor keeps close at hand."""


@dataclass(frozen=True)
class Differences:
    """How much each tile differs, 0 to about 1; the contrast of ink, 0 to 255; `moved` says by how many pixels the
    scan is off the drawing at each tile.
    """

    tiles: Any
    contrast: float
    moved: Any


def differences(fine: Beside, tiles: Tiles, moved: Any) -> Differences:
    """Return how tiles differ; `moved` is by how many pixels the scan is off the drawing at each of them, about."""
    import numpy

    coarse, halved = fine.halved(), tiles.halved()
    chosen = _scattered(tiles)
    some = tiles.only(chosen)
    near, at = _nearness(some.middle, some.middle), moved[chosen]
    for _ in range(_ROUNDS - 1):
        known = _learnt(coarse, halved.only(chosen), at / 2)
        at = at + 2 * _off(coarse, halved.only(chosen), at / 2, known, near)
    at = at + _off(fine, some, at, _learnt(fine, some, at), near)
    near = _nearness(tiles.middle, some.middle)
    moved = moved + near @ (at - moved[chosen]) / near.sum(axis=1, keepdims=True)
    rest = _plain_rest(coarse, halved, moved / 2, known)
    kernel = _learnt(fine, some, at)
    unsure = numpy.flatnonzero(rest > _PLAIN)
    rest[unsure] = _closely(fine, tiles.only(unsure), moved[unsure], kernel)
    return Differences(rest, contrast_of(kernel), moved)


def _learnt(beside: Beside, some: Tiles, at: Any) -> Any:
    """How the scanner drew, by a few of some tiles."""
    return kernel_of(*beside.at(some.only(_FEW), at[_FEW]))


def _plain_rest(coarse: Beside, tiles: Tiles, moved: Any, kernel: Any) -> Any:
    """The most that is left over of each tile half as fine, as a part of black ink."""
    import numpy

    found = numpy.empty(len(tiles))
    for part in _parts(tiles, 4 * _AT_ONCE):
        ink, soft = coarse.at(tiles.only(part), moved[part])
        rest = numpy.abs(ink - as_seen(soft, kernel))
        found[part] = numpy.where(_mask(tiles.only(part), coarse.side, _EDGE / 2), rest, 0).max(axis=(1, 2))
    return found / contrast_of(kernel)


def _closely(fine: Beside, tiles: Tiles, moved: Any, kernel: Any) -> Any:
    """How much tiles differ, each laid anew by itself where it seems to."""
    import numpy

    found = [_most(fine, tiles.only(part), moved[part], kernel) for part in _parts(tiles)]
    much = numpy.concatenate(found) if found else numpy.empty(0)
    odd = numpy.flatnonzero(much > _LOOK_AGAIN)
    much[odd] = numpy.minimum(much[odd], _again(fine, tiles.only(odd), moved[odd], kernel))
    return much


def _again(fine: Beside, tiles: Tiles, moved: Any, kernel: Any) -> Any:
    """How much tiles differ where each of them fits best by itself, not far from where its neighbours put it."""
    import numpy

    by_itself, found = numpy.eye(len(tiles)), numpy.full(len(tiles), numpy.inf)
    for _ in range(_ROUNDS if len(tiles) else 0):
        moved = moved + _off(fine, tiles, moved, kernel, by_itself)
        found = numpy.minimum(found, _most(fine, tiles, moved, kernel))
    return found


def _scattered(tiles: Tiles) -> Any:
    """Some tiles from all over the page, in the order in which they are read."""
    import numpy

    cells = (tiles.middle // _APART).astype(int) @ (1, 10_000)
    return numpy.sort(numpy.unique(cells, return_index=True)[1])


def _parts(tiles: Tiles, count: int = _AT_ONCE) -> Iterator[slice]:
    for first in range(0, len(tiles), count):
        yield slice(first, first + count)


def _off(beside: Beside, tiles: Tiles, moved: Any, kernel: Any, near: Any) -> Any:
    """How far the scan is from where it was thought to be at each tile, by it and those around it."""
    import numpy

    both, told = numpy.empty((len(tiles), 2, 2)), numpy.empty((len(tiles), 2, 1))
    for part in _parts(tiles, _AT_ONCE * (SIDE // beside.side) ** 2):
        ink, soft = beside.at(tiles.only(part), moved[part])
        expected = as_seen(soft, kernel)
        slopes = slopes_of(expected)
        both[part] = slopes @ slopes.transpose(0, 2, 1)
        told[part] = slopes @ (ink - expected).reshape(len(ink), -1, 1)
    both, told = (numpy.tensordot(near, each, 1) for each in (both, told))
    off = -numpy.linalg.solve(both + _STAY * numpy.eye(2), told)[..., 0]
    return numpy.clip(off[:, ::-1], -_FARTHEST, _FARTHEST)


def _nearness(one: Any, other: Any) -> Any:
    """How much each place has to say about another."""
    import numpy

    one, other = (each.astype(numpy.float32) / _BEND for each in (one, other))
    far = (one**2).sum(axis=1)[:, None] + (other**2).sum(axis=1) - 2 * one @ other.T
    return numpy.exp(far / -2) + 1e-12


def _most(fine: Beside, tiles: Tiles, moved: Any, kernel: Any) -> Any:
    """The most that is left over anywhere on the place of each tile."""
    import numpy

    contrast = contrast_of(kernel)
    ink, soft = fine.at(tiles, moved)
    expected = as_seen(soft, kernel)
    rest, mask = ink - expected, _mask(tiles, fine.side, _EDGE)[:, 1:-1, 1:-1]
    found = _evened(rest, mask)
    unsure = numpy.flatnonzero(found > _LOOK_AT * contrast)
    if len(unsure):
        alone = _evened(_alone(expected[unsure], rest[unsure]), mask[unsure])
        found[unsure] = numpy.minimum(found[unsure], alone)
    return found / contrast


def _alone(expected: Any, rest: Any) -> Any:
    """What is left over of each tile when it may lie a little beside its place by itself."""
    import numpy

    slopes = slopes_of(expected)
    both = slopes @ slopes.transpose(0, 2, 1) + _STAY_ALONE * numpy.eye(2, dtype=numpy.float32)
    moved = numpy.linalg.solve(both, slopes @ rest.reshape(len(rest), -1, 1))
    return rest - (moved.transpose(0, 2, 1) @ slopes).reshape(rest.shape)


def _mask(tiles: Tiles, side: int, edge: float) -> Any:
    """What of each tile belongs to its place, or lies at most `edge` pixels beside it."""
    import numpy

    off = numpy.abs(numpy.arange(side) - (side - 1) / 2)
    across, down = (off <= tiles.half[:, axis, None] + edge for axis in (0, 1))
    return down[:, :, None] & across[:, None]


def _evened(rest: Any, mask: Any) -> Any:
    """The most of what is left over on a place, either way, evened over 3 x 3 pixels."""
    import numpy

    even = rest[:, :-2] + rest[:, 1:-1] + rest[:, 2:]
    even = even[:, :, :-2] + even[:, :, 1:-1] + even[:, :, 2:]
    return numpy.where(mask, numpy.abs(even), 0).max(axis=(1, 2)) / 9
