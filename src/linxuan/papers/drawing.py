"""The picture of a code: a QR code of correction level M, as a vector drawing."""

from io import BytesIO

CORRECTION = "M"
"""15 % of the signs may be unreadable: a stamp's edge, a fold, a stain."""


def code_png(text: str, scale: int = 6) -> tuple[bytes, int]:
    """Return the code as a PNG picture with its quiet zone, `scale` dots a module, and its side in dots."""
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=CORRECTION)
    picture = Image.fromarray(code.to_image(scale=scale)).convert("1")
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue(), picture.width


def code_svg(text: str) -> str:
    """Return the code as an SVG drawing with its quiet zone, one unit a module.

    A code of up to 154 signs has 41 modules a side: numbers of up to 13 signs, on the first 127 pages.
    """
    import zxingcpp

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=CORRECTION)
    return str(code.to_svg(scale=1))
