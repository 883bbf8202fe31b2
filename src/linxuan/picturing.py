"""What was handed in, as a picture made in a confined child: a stranger's file is never shown in any other way.

The child sees the one file, is held to a memory and a time, and gives back one page of a PDF with the
words on it, for those who cannot see the picture, or a photo as large as a screen.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, confined

MEMORY = 500 * 2**20
"""What a child may keep, in bytes. A scanned page of A4 at 300 dpi takes 90 MB."""
SECONDS = 15.0
WIDTH = 1000
"""Pixels across a page: A4 can be read."""
HIGHEST = 3000
LARGEST_SIDE = 1600
"""Pixels along a photo."""
LONGEST_TEXT = 20_000
PHOTOS = ("PNG", "JPEG")
JPEG_QUALITY = 82


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG (`content_type`) of `width` by `height` pixels; of a PDF which page of how many, and its words."""

    content: bytes
    content_type: str
    width: int
    height: int
    page: int = 1
    pages: int = 1
    text: str = ""


def picture_confined(
    content: bytes, page: int = 1, *, memory: int = MEMORY, seconds: float = SECONDS
) -> Picture | None:
    """Return a picture of a file: of a PDF the page of a number from 1, the nearest there is.

    None for what cannot be opened; raises `Stopped` where a limit or a crash ended the child.
    """
    with TemporaryDirectory(prefix="linxuan-picture-") as name:
        path = Path(name).resolve() / "file"
        path.write_bytes(content)
        asked = {"file": str(path), "page": page}
        made = confined("picture", asked, memory=memory, seconds=seconds, reach=Reach(reads=(path,)))
    return Picture(**{**made, "content": b64decode(made["content"])}) if made else None


# ── in the child ──


def picture_in_child(asked: Mapping[str, Any], _tell: Tell) -> Mapping[str, Any]:
    """Make the picture that a request in JSON asks for; nothing of what is damaged, or has a password."""
    path = Path(asked["file"])
    with path.open("rb") as file:
        is_pdf = file.read(5) == b"%PDF-"
    return _of_pdf(path, asked["page"]) if is_pdf else _of_photo(path)


def _of_pdf(path: Path, wanted: int) -> Mapping[str, Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        pages = len(document)
        number = min(max(wanted, 1), pages)
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return {}
    drawn = page.render(scale=_scale(*page.get_size())).to_pil()
    return {**_written(drawn), "page": number, "pages": pages, "text": _text(page)}


def _scale(width: float, height: float) -> float:
    """So large that it can be read, and never larger than a screen or two."""
    return min(WIDTH / max(width, 1), HIGHEST / max(height, 1))


def _text(page: Any) -> str:
    """The words of a page; '' for a scan. Half characters cannot be sent and are no words."""
    found: str = page.get_textpage().get_text_bounded()
    return found.replace("\r\n", "\n").replace("\x00", "").encode("utf-8", "ignore").decode()[:LONGEST_TEXT]


def _of_photo(path: Path) -> Mapping[str, Any]:
    from PIL import Image, ImageOps

    # The limits of the child hold: Pillow only warns.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path, formats=PHOTOS) as photo:
            photo.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
            upright = ImageOps.exif_transpose(photo)
            upright.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            white = Image.new("RGBA", upright.size, "white")
            white.alpha_composite(upright.convert("RGBA"))
            return _written(white.convert("RGB"))
    except (OSError, SyntaxError, ValueError, EOFError):
        return {}


def _written(picture: Any) -> dict[str, Any]:
    """As a PNG where that is shorter, which words are, else as a JPEG. Nothing else of the file comes along."""
    forms = {"image/png": BytesIO(), "image/jpeg": BytesIO()}
    picture.save(forms["image/png"], "PNG")
    picture.save(forms["image/jpeg"], "JPEG", quality=JPEG_QUALITY)
    kind = min(forms, key=lambda one: forms[one].tell())
    content = b64encode(forms[kind].getvalue()).decode()
    return {"content": content, "content_type": kind, "width": picture.width, "height": picture.height}
