"""What is seen of a page beside its codes: red ink on it, and a picture of it for a person."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from linxuan.papers.scans.results import Box

REDDER = 50
"""By so much of 255 red has to be above green and blue."""
LEAST = 0.0005
"""Of a page that is red: a seal of 3 cm covers about a hundredth, its lines a fifth of that."""
SHOWN = 1000
"""Pixels along the picture of a page."""
_EDGES = (2, 98)
"""Percent between which red ink is measured, so that a speck elsewhere makes it no larger."""


def red_places(colours: Any) -> Sequence[Box]:
    """Return where red ink lies on a page, as one place around all of it; none where there is hardly any."""
    import numpy

    # Every third point does: a seal is far larger.
    red, green, blue = (colours[::3, ::3, one].astype(numpy.int16) for one in range(3))
    down, across = numpy.nonzero((red - green > REDDER) & (red - blue > REDDER))
    height, width = red.shape
    if len(down) < LEAST * height * width:
        return ()
    (top, bottom), (left, right) = (numpy.percentile(one, _EDGES) for one in (down, across))
    return [
        (
            float(left / width),
            float(top / height),
            float((right - left) / width),
            float((bottom - top) / height),
        )
    ]


def drawn(colours: Any) -> bytes:
    """Return a page as a JPEG that fits a screen."""
    from PIL import Image

    picture = Image.fromarray(colours)
    picture.thumbnail((SHOWN, SHOWN))
    file = BytesIO()
    picture.save(file, "JPEG", quality=75)
    return file.getvalue()
