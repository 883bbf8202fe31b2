"""How much each tile of a scan differs from the print, once it is drawn as that scanner would have seen it.

The scan is held to be the print, softened by some blur, made lighter or darker, and moved by a little that changes
slowly over the page. What is left over, as a part of black ink and evened over 3 x 3 pixels, tells the two apart:
noise and edges nearly vanish, a stroke that is missing or new stands out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from linxuan.papers.scans.comparing.tiles import SIDE, Tiles

_SHIFTS = [(down, across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
_APART, _ROUNDS = 110, 3
"""By a tile in each square of so many pixels it is found out, so many times, how far the scan lies from its place."""
_FEW, _FARTHEST = slice(None, None, 4), 1.2
"""Some of them tell how it was scanned; pixels that a tile is moved at once."""
_BEND = 70.0
"""Pixels over which what is moved by one distance goes over into what is moved by another."""
_STAY, _STAY_ALONE = 4e5, 4e4
"""How much ink has to speak for moving the tiles around a place, and one by itself."""
_LOOK_AT, _LOOK_AGAIN = 0.2, 0.35
"""From which difference a tile may lie beside its neighbours a little, and is laid anew by itself."""
_EDGE = 1.5
"""Pixels around a sign that belong to it."""
_AT_ONCE = 64
"""Tiles worked on together: as many as the processor keeps close at hand."""
_WHITE = 64.0

Seen = Callable[[Any], Any]
"""Takes the upper left corners of tiles, two columns, and returns the ink of the scan on each, 0 to 255."""


@dataclass(frozen=True)
class Differences:
    """How much each tile differs, 0 to about 1; the contrast of ink, 0 to 255; how far tiles still were from where
    they should be in the end, in pixels.
    """

    tiles: Any
    contrast: float
    astray: Any


def differences(seen: Seen, drawn: Any, tiles: Tiles, moved: Any) -> Differences:
    """Return how tiles differ; `moved` is by how many pixels the scan is off the drawing at each of them."""
    import numpy

    chosen = _scattered(tiles)
    some, start = tiles.only(chosen), moved[chosen]
    near = _nearness(some.middle, some.middle)
    at = start
    for _ in range(_ROUNDS):
        kernel = _kernel(*_pair(seen, drawn, some.only(_FEW), at[_FEW]))
        off = _off(seen, drawn, some, at, kernel, near)
        at = at + off
    near = _nearness(tiles.middle, some.middle)
    moved = moved + near @ (at - start) / near.sum(axis=1, keepdims=True)
    contrast = max(float(kernel[:-1].sum()) * 255, 1.0)
    found = [_most(seen, drawn, tiles.only(part), moved[part], kernel, contrast) for part in _parts(tiles)]
    much = numpy.concatenate(found)
    odd = numpy.flatnonzero(much > _LOOK_AGAIN)
    much[odd] = numpy.minimum(much[odd], _again(seen, drawn, tiles.only(odd), moved[odd], kernel, contrast))
    return Differences(much, contrast, numpy.abs(off).max(axis=1))


def _again(seen: Seen, drawn: Any, tiles: Tiles, moved: Any, kernel: Any, contrast: float) -> Any:
    """How much tiles differ where each of them fits best by itself, not far from where its neighbours put it."""
    import numpy

    by_itself, found = numpy.eye(len(tiles)), numpy.full(len(tiles), numpy.inf)
    for _ in range(_ROUNDS if len(tiles) else 0):
        moved = moved + _off(seen, drawn, tiles, moved, kernel, by_itself)
        found = numpy.minimum(found, _most(seen, drawn, tiles, moved, kernel, contrast))
    return found


def _scattered(tiles: Tiles) -> Any:
    """Some tiles from all over the page, in the order in which they are read."""
    import numpy

    cells = (tiles.middle // _APART).astype(int) @ (1, 10_000)
    return numpy.sort(numpy.unique(cells, return_index=True)[1])


def _parts(tiles: Tiles) -> Iterator[slice]:
    for first in range(0, len(tiles), _AT_ONCE):
        yield slice(first, first + _AT_ONCE)


def _pair(seen: Seen, drawn: Any, tiles: Tiles, moved: Any) -> tuple[Any, Any]:
    """The ink of the scan on each tile, and of the drawing moved to where the scan is, a pixel more on every side."""
    import numpy

    whole = numpy.rint(moved)
    corner = numpy.rint(tiles.middle).astype(int) - SIDE // 2
    across, down = (corner - 2).T
    pieces = numpy.lib.stride_tricks.sliding_window_view(drawn, (SIDE + 4, SIDE + 4))[down, across]
    soft = _softened(255 - pieces.astype(numpy.float32), (moved - whole).astype(numpy.float32))
    return seen(corner + whole.astype(int)), soft


def _softened(tiles: Any, by: Any) -> Any:
    """Tiles moved by parts of a pixel, all of them softened alike by it; a pixel less on every side."""

    def weights(part: Any) -> tuple[Any, Any, Any]:
        part = part[:, None, None]
        return 0.5 * (0.5 + part) ** 2, 0.75 - part * part, 0.5 * (0.5 - part) ** 2

    before, at, after = weights(by[:, 1])
    tiles = tiles[:, :-2] * before + tiles[:, 1:-1] * at + tiles[:, 2:] * after
    before, at, after = weights(by[:, 0])
    return tiles[:, :, :-2] * before + tiles[:, :, 1:-1] * at + tiles[:, :, 2:] * after


def _shifted(soft: Any) -> Iterator[Any]:
    for down, across in _SHIFTS:
        yield soft[:, 1 + down : 1 + down + SIDE, 1 + across : 1 + across + SIDE]


def _kernel(ink: Any, soft: Any) -> Any:
    """How this scanner draws: by how much of each shift, and of white."""
    import numpy

    terms = numpy.stack([*_shifted(soft), numpy.full_like(ink, _WHITE), ink], axis=0).reshape(
        len(_SHIFTS) + 2, -1
    )
    gram = (terms @ terms.T).astype(float)
    left = gram[:-1, :-1]
    steady = numpy.trace(left) * 1e-6 * numpy.eye(len(left))
    return numpy.linalg.solve(left + steady, gram[:-1, -1]).astype(numpy.float32)


def _as_seen(soft: Any, kernel: Any) -> Any:
    """What the scanner makes of a drawing."""
    import numpy

    expected = numpy.full((len(soft), SIDE, SIDE), kernel[-1] * _WHITE, numpy.float32)
    for share, part in zip(kernel[:-1], _shifted(soft), strict=True):
        expected += share * part
    return expected


def _off(seen: Seen, drawn: Any, tiles: Tiles, moved: Any, kernel: Any, near: Any) -> Any:
    """How far the scan is from where it was thought to be at each tile, by it and those around it."""
    import numpy

    both, told = numpy.empty((len(tiles), 2, 2)), numpy.empty((len(tiles), 2, 1))
    for part in _parts(tiles):
        ink, soft = _pair(seen, drawn, tiles.only(part), moved[part])
        expected = _as_seen(soft, kernel)
        slopes = _slopes(expected)
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


def _slopes(expected: Any) -> Any:
    """How ink grows down and across, two rows of pixels of each tile."""
    import numpy

    slopes = numpy.zeros((len(expected), 2, SIDE, SIDE), numpy.float32)
    slopes[:, 0, 1:-1] = (expected[:, 2:] - expected[:, :-2]) / 2
    slopes[:, 1, :, 1:-1] = (expected[:, :, 2:] - expected[:, :, :-2]) / 2
    return slopes.reshape(len(expected), 2, SIDE * SIDE)


def _most(seen: Seen, drawn: Any, tiles: Tiles, moved: Any, kernel: Any, contrast: float) -> Any:
    """The most that is left over anywhere on the place of each tile."""
    import numpy

    ink, soft = _pair(seen, drawn, tiles, moved)
    expected = _as_seen(soft, kernel)
    rest, mask = ink - expected, _mask(tiles)
    found = _evened(rest, mask)
    unsure = numpy.flatnonzero(found > _LOOK_AT * contrast)
    if len(unsure):
        alone = _evened(_alone(expected[unsure], rest[unsure]), mask[unsure])
        found[unsure] = numpy.minimum(found[unsure], alone)
    return found / contrast


def _alone(expected: Any, rest: Any) -> Any:
    """What is left over of each tile when it may lie a little beside its place by itself."""
    import numpy

    slopes = _slopes(expected)
    both = slopes @ slopes.transpose(0, 2, 1) + _STAY_ALONE * numpy.eye(2, dtype=numpy.float32)
    moved = numpy.linalg.solve(both, slopes @ rest.reshape(len(rest), -1, 1))
    return rest - (moved.transpose(0, 2, 1) @ slopes).reshape(rest.shape)


def _mask(tiles: Tiles) -> Any:
    """What of each tile belongs to its place, without the outermost pixels."""
    import numpy

    off = numpy.abs(numpy.arange(1, SIDE - 1) - (SIDE - 1) / 2)
    across, down = (off <= tiles.half[:, axis, None] + _EDGE for axis in (0, 1))
    return down[:, :, None] & across[:, None]


def _evened(rest: Any, mask: Any) -> Any:
    """The most of what is left over on a place, either way, evened over 3 x 3 pixels."""
    import numpy

    even = rest[:, :-2] + rest[:, 1:-1] + rest[:, 2:]
    even = even[:, :, :-2] + even[:, :, 1:-1] + even[:, :, 2:]
    return numpy.where(mask, numpy.abs(even), 0).max(axis=(1, 2)) / 9
