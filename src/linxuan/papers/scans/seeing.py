"""A picture of a page for a person."""

from io import BytesIO
from typing import Any

SHOWN = 1000
"""Pixels along the picture of a page."""


def drawn(colours: Any) -> bytes:
    """Return a page as a JPEG that fits a screen."""
    from PIL import Image

    picture = Image.fromarray(colours)
    picture.thumbnail((SHOWN, SHOWN))
    file = BytesIO()
    picture.save(file, "JPEG", quality=75)
    return file.getvalue()
