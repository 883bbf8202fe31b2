"""A scan and the drawing of its print beside each other, tile by tile, and how the scanner drew what was printed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from linxuan.papers.scans.comparing.tiles import SIDE, Tiles

_SHIFTS = [(down, across) for down in (-1, 0, 1) for across in (-1, 0, 1)]
_WHITE = 64.0
_EDGE = 2
"""Pixels more around a tile of the drawing: one by which it is softened, one by which a kernel shifts it."""


@dataclass(frozen=True)
class Beside:
    """Grey tones of a scan and of the drawing, of one size; `side` is that of their tiles in pixels."""

    scan: Any
    drawn: Any
    side: int = SIDE

    def halved(self) -> "Beside":
        """Return both half as fine, a quarter of the work."""
        return Beside(coarser(self.scan), coarser(self.drawn), self.side // 2)

    def at(self, tiles: Tiles, moved: Any) -> tuple[Any, Any]:
        """Return the ink of the scan on each tile, and of the drawing moved to where the scan is, a pixel more around."""
        import numpy

        whole = numpy.rint(moved)
        corner = numpy.rint(tiles.middle).astype(int) - self.side // 2
        soft = softened(
            _ink(self.drawn, corner - _EDGE, self.side + 2 * _EDGE), (moved - whole).astype(numpy.float32)
        )
        return _ink(self.scan, corner + whole.astype(int), self.side), soft


def coarser(tones: Any, times: int = 2) -> Any:
    """Return a picture so many times as coarse."""
    import numpy
    from PIL import Image

    return numpy.asarray(Image.fromarray(tones).reduce(times))


def _ink(tones: Any, corners: Any, side: int) -> Any:
    """The ink of squares of a picture, by their upper left corners, as far as they lie on it."""
    import numpy

    height, width = tones.shape
    across, down = numpy.clip(corners, 0, (width - side, height - side)).T
    squares = numpy.lib.stride_tricks.sliding_window_view(tones, (side, side))
    return 255 - squares[down, across].astype(numpy.float32)


def softened(tiles: Any, by: Any) -> Any:
    """Return tiles moved by parts of a pixel, all of them softened alike by it; a pixel less on every side."""

    def weights(part: Any) -> tuple[Any, Any, Any]:
        part = part[:, None, None]
        return 0.5 * (0.5 + part) ** 2, 0.75 - part * part, 0.5 * (0.5 - part) ** 2

    before, at, after = weights(by[:, 1])
    tiles = tiles[:, :-2] * before + tiles[:, 1:-1] * at + tiles[:, 2:] * after
    before, at, after = weights(by[:, 0])
    return tiles[:, :, :-2] * before + tiles[:, :, 1:-1] * at + tiles[:, :, 2:] * after


def _shifted(soft: Any) -> Iterator[Any]:
    side = soft.shape[-1] - 2
    for down, across in _SHIFTS:
        yield soft[:, 1 + down : 1 + down + side, 1 + across : 1 + across + side]


def kernel_of(ink: Any, soft: Any) -> Any:
    """Return how this scanner draws: by how much of each shift, and of white."""
    import numpy

    terms = numpy.stack([*_shifted(soft), numpy.full_like(ink, _WHITE), ink], axis=0).reshape(
        len(_SHIFTS) + 2, -1
    )
    gram = (terms @ terms.T).astype(float)
    left = gram[:-1, :-1]
    steady = numpy.trace(left) * 1e-6 * numpy.eye(len(left))
    return numpy.linalg.solve(left + steady, gram[:-1, -1]).astype(numpy.float32)


def contrast_of(kernel: Any) -> float:
    """Return by how much ink is darker than paper, 0 to 255."""
    return max(float(kernel[:-1].sum()) * 255, 1.0)


def as_seen(soft: Any, kernel: Any) -> Any:
    """Return what the scanner makes of a drawing."""
    import numpy

    side = soft.shape[-1] - 2
    expected = numpy.full((len(soft), side, side), kernel[-1] * _WHITE, numpy.float32)
    for share, part in zip(kernel[:-1], _shifted(soft), strict=True):
        expected += share * part
    return expected


def slopes_of(expected: Any) -> Any:
    """Return how ink grows down and across, two rows of pixels of each tile."""
    import numpy

    slopes = numpy.zeros((len(expected), 2, *expected.shape[1:]), numpy.float32)
    slopes[:, 0, 1:-1] = (expected[:, 2:] - expected[:, :-2]) / 2
    slopes[:, 1, :, 1:-1] = (expected[:, :, 2:] - expected[:, :, :-2]) / 2
    return slopes.reshape(len(expected), 2, -1)
