"""The pages of what was handed in, one at a time as arrays of colours, however large the files are."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.papers.reading import MOST_PIXELS, PHOTOS

MOST_PAGES = 60
"""Of all files together."""
LOOKED_AT = 200
"""Dots an inch at which a page of a PDF is looked at first."""
LONGEST_PAGE = 2_800
"""Pixels along a page, at most: A4 at 240 dots an inch; a photo is made smaller to be about so large."""
_USUAL_SIDE = 14.0
"""Inches: a longer page is one whose maker did not know its size, and counted pixels as points."""
_LEAST_SIDE = 7.0
"""Inches: a shorter page than A5 has no size to go by either."""
_POINTS_AN_INCH = 72
_COVERS = 0.2
"""Of a page a picture covers at least to be the scan, or a layer of it."""


@dataclass(frozen=True)
class Opened:
    """A page as it lies in its file; `closer` draws it anew, so many times as fine, where a PDF can do that."""

    file: int
    page: int
    colours: Any
    """An array of height by width by 3 bytes."""
    source: Any = None
    dpi: float | None = None
    """Dots an inch by the size that its PDF says the page has; None where nothing says it, as of a photo."""
    fine: float | None = None
    """Dots an inch that the picture in its PDF has by itself; None for a photo, and where there is no large one."""

    @cached_property
    def red(self) -> Any:
        """Return its red alone, height by width bytes."""
        import numpy

        return numpy.ascontiguousarray(self.colours[:, :, 0])

    def closer(self, times: float) -> Any | None:
        """Return the same page drawn `times` as fine, None for a photo, which has no more to show."""
        return _drawn(self.source, times) if self.source is not None else None


def opened(files: Sequence[Path]) -> Iterator[Opened]:
    """Yield the pages of all files in their order.

    Raises `BadInput` that names the file for what is no PDF and no picture, encrypted, damaged or too
    large, as soon as it is met, and for more than `MOST_PAGES` pages before any is opened.
    """
    counts = [_count(path, number) for number, path in enumerate(files, start=1)]
    if not sum(counts):
        raise BadInput(say("没有可看的页；请上传盖章后的扫描件"))
    if sum(counts) > MOST_PAGES:
        words = say(
            "共{count}页，超过一次能核对的{most}页；请只上传盖章的打印件", count=sum(counts), most=MOST_PAGES
        )
        raise BadInput(words)
    for number, path in enumerate(files, start=1):
        yield from _of_pdf(path, number) if _is_pdf(path) else _of_picture(path, number)


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(1024)


def _count(path: Path, number: int) -> int:
    if _is_pdf(path):
        return len(_document(path, number))
    with _told(number), _photo(path) as photo:
        if photo.width * photo.height > MOST_PIXELS:
            raise BadInput(_named(number, say("这张图片太大（超过1.2亿像素）；请缩小或重新扫描")))
        return int(getattr(photo, "n_frames", 1))


def _named(number: int, words: str) -> str:
    return say("第{number}个文件：{words}", number=number, words=words)


# ── a PDF ──


def _document(path: Path, number: int) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            words = say("这个PDF设有密码，打不开；请去掉密码再上传")
        else:
            words = say("这个PDF已损坏或不完整，打不开；请重新扫描")
        raise BadInput(_named(number, words)) from None


def _of_pdf(path: Path, number: int) -> Iterator[Opened]:
    import pypdfium2

    document = _document(path, number)
    for page in range(len(document)):
        try:
            source = document[page]
            yield Opened(number, page + 1, _drawn(source, 1.0), source, _dpi(source), _fine(source))
            source.close()
        except pypdfium2.PdfiumError:
            words = say("第{page}页已损坏，打不开；请重新扫描", page=page + 1)
            raise BadInput(_named(number, words)) from None
    document.close()


def _dpi(source: Any) -> float | None:
    longest = max(source.get_size()) / _POINTS_AN_INCH
    return LOOKED_AT if _LEAST_SIDE <= longest <= _USUAL_SIDE else None


def _fine(source: Any) -> float | None:
    """The finest of the pictures that cover a good part of a page: a scanner may lay ink and paper over each other."""
    from pypdfium2 import raw

    width, height = source.get_size()
    found = []
    for picture in source.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        area = (right - left) * (top - bottom)
        if area > _COVERS * width * height:
            across, down = picture.get_px_size()
            found.append((across * down / area) ** 0.5 * _POINTS_AN_INCH)
    return max(found, default=None)


def _drawn(source: Any, times: float) -> Any:
    longest = max(*source.get_size(), 1.0) / _POINTS_AN_INCH
    dots = LOOKED_AT if longest <= _USUAL_SIDE else LONGEST_PAGE / longest
    dots = min(dots * times, LONGEST_PAGE * max(times, 1.0) / longest)
    return source.render(scale=dots / _POINTS_AN_INCH, rev_byteorder=True).to_numpy()


# ── a photo ──


def _photo(path: Path) -> Any:
    from PIL import Image

    # Looked at by us: Pillow only warns.
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(path, formats=PHOTOS)


@contextmanager
def _told(number: int) -> Iterator[None]:
    """Turn what Pillow raises about a picture into one sentence."""
    from PIL import UnidentifiedImageError

    try:
        yield
    except UnidentifiedImageError:
        words = say("这不是PDF，也不是能读的图片；请上传PDF、JPG或PNG")
        raise BadInput(_named(number, words)) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        words = say("这张图片已损坏或不完整，打不开；请重新拍照或扫描")
        raise BadInput(_named(number, words)) from None


def _of_picture(path: Path, number: int) -> Iterator[Opened]:
    import numpy
    from PIL import ImageSequence

    with _told(number), _photo(path) as photo:
        for page, frame in enumerate(ImageSequence.Iterator(photo), start=1):
            yield Opened(number, page, numpy.asarray(_smaller(frame)))


def _smaller(frame: Any) -> Any:
    """At most about twice as fine as a page is looked at; a JPEG is not even unpacked any finer."""
    frame.draft("RGB", (LONGEST_PAGE, LONGEST_PAGE))
    times = max(frame.width, frame.height) // LONGEST_PAGE
    return (frame.reduce(times) if times > 1 and frame.mode in {"L", "RGB"} else frame).convert("RGB")
