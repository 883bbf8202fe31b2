"""The codes of a page with the places of their corners, found however faint, turned or small they are."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from linxuan.papers.codes import is_ours
from linxuan.papers.scans.opening import Opened

CLOSER = (1.5, 0.65)
"""So many times as fine a page of a PDF is drawn once more where no code was found on it."""
SIDE = 24.0
"""Millimetres that the modules of a code measure on the print of a form."""
_INCH = 25.4
_LONGEST_CODE = 400
_MOST_CODES = 8


@dataclass(frozen=True)
class Mark:
    """A code: its text and its corners in pixels, clockwise from the upper left one of the code itself."""

    text: str
    corners: tuple[tuple[float, float], ...]

    @property
    def turned(self) -> float:
        """Degrees clockwise by which the code lies turned, from -180 to 180."""
        (left, top), (right, bottom) = self.corners[:2]
        return round(math.degrees(math.atan2(bottom - top, right - left)), 1)

    @property
    def side(self) -> float:
        """Its side in pixels, the mean of all four."""
        ends = (*self.corners[1:], self.corners[0])
        return sum(math.dist(one, end) for one, end in zip(self.corners, ends, strict=True)) / 4

    @property
    def dpi(self) -> float:
        """Dots an inch of the picture that it lies on, if it is the code of a form and was printed in its size."""
        return self.side / SIDE * _INCH


def marks_of(page: Opened) -> list[Mark]:
    """Return the codes of a page, corners in pixels of `page.colours`."""
    quickly = list(read_marks(page.red, quickly=True))
    # Ours on a clean scan; whatever else is there, the longer looks may still find ours beside it.
    if any(is_ours(mark.text) for mark in quickly):
        return quickly
    for picture, times in _looks(page):
        found = list(read_marks(picture, times))
        if found:
            return found
    return []


def _looks(page: Opened) -> Iterator[tuple[Any, float]]:
    """Ways to look at a page, each only when those before it have shown nothing."""
    import numpy

    # Red ink is as light as paper in the red alone: a seal over a code hides nothing of it.
    red = page.red
    yield red, 1.0
    yield numpy.ascontiguousarray(page.colours[:, :, 1]), 1.0
    for times in CLOSER:
        drawn = page.closer(times)
        if drawn is not None:
            yield numpy.ascontiguousarray(drawn[:, :, 0]), drawn.shape[1] / red.shape[1]
    yield _evened(red), 1.0


def _evened(grey: Any) -> Any:
    """Less noise and all the contrast that there is."""
    import numpy
    from PIL import Image, ImageFilter, ImageOps

    calm = Image.fromarray(grey).filter(ImageFilter.GaussianBlur(1.2))
    return numpy.asarray(ImageOps.autocontrast(calm, cutoff=2))


def read_marks(grey: Any, times: float = 1.0, *, quickly: bool = False) -> Iterator[Mark]:
    """Yield the codes of an array of grey tones; `times` is by how much it is finer than what is counted in.

    `quickly`, in less than half the time, are found those that are neither white on black nor want a coarser look.
    """
    import zxingcpp

    found = zxingcpp.read_barcodes(
        grey,
        formats=zxingcpp.barcode_formats_from_str("QRCode"),
        try_rotate=not quickly,
        try_downscale=not quickly,
        try_invert=not quickly,
    )
    for one in [one for one in found if len(one.text) <= _LONGEST_CODE][:_MOST_CODES]:
        at = one.position
        corners = (at.top_left, at.top_right, at.bottom_right, at.bottom_left)
        yield Mark(one.text, tuple(((each.x + 0.5) / times, (each.y + 0.5) / times) for each in corners))
