"""The picture of a code: a QR code of correction level M."""

from io import BytesIO
from typing import Any

CORRECTION = "M"
"""15 % of the signs may be unreadable: a stamp's edge, a fold, a stain."""
DOTS = 2
"""A side of a module, on paper. With one a blurred scan of 100 dots an inch is no longer read as a drawing's is."""


def code_png(text: str, scale: int = 6) -> tuple[bytes, int]:
    """Return the code as a PNG picture with its quiet zone, `scale` dots a module, and its side in dots."""
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=CORRECTION)
    picture = Image.fromarray(code.to_image(scale=scale)).convert("1")
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue(), picture.width


def code_dots(text: str) -> bytes:
    """Return the code with its quiet zone as a square of dots, a byte a dot from above: black 0, white 255.

    A code of up to 154 signs has 41 modules a side: numbers of up to 13 signs, on the first 127 pages.
    """
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=CORRECTION)
    # It is a buffer, which its types do not say.
    dots: Any = code.to_image(scale=DOTS)
    return bytes(dots)
