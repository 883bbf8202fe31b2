"""Reading the codes of a paper that comes back: a PDF, a scan or a photo, opened in a confined child.

A file of a stranger may be anything. The child reads that one file, writes none, and is held to a memory
and a time; how many pages and pixels it looks at is bounded before it looks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, Stopped, confined

MEMORY = 600 * 2**20
SECONDS = 60.0
MOST_PAGES = 60
MOST_PIXELS = 120_000_000
"""Of a photo; the cameras of telephones make up to 108 million."""
PHOTOS = ("JPEG", "PNG", "TIFF", "WEBP")
"""What of pictures is opened at all."""
RESOLUTIONS = (200, 300, 130)
"""Dots an inch at which a page of a PDF is looked at, one after the other until it shows a code."""
_LARGEST_SIDE = 5_000
_MOST_CODES = 8
_LONGEST_CODE = 400
_POINTS_AN_INCH = 72


@dataclass(frozen=True)
class PageRead:
    """The texts of the QR codes of one page, ours or not; none where none was found."""

    page: int
    texts: Sequence[str]


def read_pages(path: Path) -> list[PageRead]:
    """Return what the codes of a file say, page by page.

    Raises `BadInput` with one sentence for what is no PDF and no picture, is encrypted, damaged or too
    large.
    """
    asked = {"path": str(path)}
    try:
        found = confined("paper_codes", asked, memory=MEMORY, seconds=SECONDS, reach=Reach(reads=(path,)))
    except Stopped as fault:
        raise BadInput(
            say("这个文件没有读成：太大、太复杂，或已损坏。请只扫描需要核验的那几页再试")
        ) from fault
    return [PageRead(number, one) for number, one in enumerate(found["pages"], start=1)]


# ── in the child ──


def codes_in_child(asked: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Read the codes of the file that a request in JSON names."""
    path = Path(asked["path"])
    with path.open("rb") as file:
        is_pdf = b"%PDF-" in file.read(1024)
    pages = _of_pdf(path, tell) if is_pdf else _of_picture(path)
    return {"pages": list(pages)}


def _of_pdf(path: Path, tell: Tell) -> Iterator[list[str]]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        count = len(document)
    except pypdfium2.PdfiumError as fault:
        raise BadInput(_told(fault)) from None
    if count > MOST_PAGES:
        raise BadInput(say("共{count}页，超过一次能核验的{most}页；请分开再试", count=count, most=MOST_PAGES))
    for number in range(count):
        tell("pages", number / count)
        yield _of_page(document, number)


def _told(fault: Exception) -> str:
    if "password" in str(fault).lower():
        return say("这个PDF设有密码，打不开；请去掉密码再试，或拍照核验")
    return say("这个PDF已损坏或不完整，打不开；请重新扫描或下载")


def _of_page(document: Any, number: int) -> list[str]:
    import pypdfium2

    try:
        page = document[number]
        longest = max(page.get_size()) / _POINTS_AN_INCH
        for resolution in RESOLUTIONS:
            scale = min(resolution, _LARGEST_SIDE / longest) / _POINTS_AN_INCH
            found = _codes(page.render(scale=scale, grayscale=True).to_pil())
            if found:
                return found
    except pypdfium2.PdfiumError:
        # A page that cannot be drawn has no code; the others may well have theirs.
        pass
    return []


def _of_picture(path: Path) -> Iterator[list[str]]:
    from PIL import Image, ImageSequence, UnidentifiedImageError

    # Looked at by us: Pillow only warns.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(path, formats=PHOTOS) as picture:
            for frame in _checked(picture, ImageSequence.Iterator(picture)):
                frame.draft("L", frame.size)
                yield _codes(frame.convert("L"))
    except UnidentifiedImageError:
        raise BadInput(say("这不是PDF，也不是能读的图片；请上传PDF、JPG或PNG")) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise BadInput(say("这张图片已损坏或不完整，打不开；请重新拍照或扫描")) from None


def _checked(picture: Any, frames: Iterator[Any]) -> Iterator[Any]:
    if getattr(picture, "n_frames", 1) > MOST_PAGES:
        raise BadInput(
            say("共{count}页，超过一次能核验的{most}页；请分开再试", count=picture.n_frames, most=MOST_PAGES)
        )
    for frame in frames:
        if frame.width * frame.height > MOST_PIXELS:
            raise BadInput(say("这张图片太大（超过1.2亿像素）；请缩小或重新拍照"))
        yield frame


def _codes(picture: Any) -> list[str]:
    import zxingcpp

    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.barcode_formats_from_str("QRCode"))
    return [one.text for one in found if len(one.text) <= _LONGEST_CODE][:_MOST_CODES]
