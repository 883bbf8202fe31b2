"""What strangers handed in, as pictures."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from linxuan.picturing import HIGHEST, LARGEST_SIDE, WIDTH, picture_confined
from linxuan.screening.confined import Stopped


def a_pdf(*sizes: tuple[float, float]) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for size in sizes:
        document.new_page(*size)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def a_photo(kind: str, width: int, height: int, *, mode: str = "RGB") -> bytes:
    written = BytesIO()
    about = {"exif": turned(), "comment": b"where it was taken"} if kind == "JPEG" else {}
    Image.new(mode, (width, height)).save(written, kind, **about)
    return written.getvalue()


def turned() -> Image.Exif:
    """What a telephone says that was held upright: to be turned by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


def test_a_page_is_drawn_so_that_it_can_be_read() -> None:
    picture = picture_confined(a_pdf((595, 842), (842, 595)), 2)

    assert picture is not None
    assert (picture.page, picture.pages, picture.width) == (2, 2, WIDTH)
    assert Image.open(BytesIO(picture.content)).size == (picture.width, picture.height)


def test_a_page_that_is_not_there_is_the_nearest_one() -> None:
    pages = [picture_confined(a_pdf((100, 100), (100, 100)), number) for number in (0, 99)]

    assert [one.page for one in pages if one] == [1, 2]


def test_a_page_of_any_size_makes_a_picture_of_a_screen_or_two() -> None:
    picture = picture_confined(a_pdf((2, 14_000)), 1)

    assert picture is not None
    assert picture.height <= HIGHEST


@pytest.mark.parametrize(
    ("photo", "size"),
    [
        (a_photo("JPEG", 4000, 2000), (LARGEST_SIDE // 2, LARGEST_SIDE)),
        (a_photo("PNG", 40, 20, mode="RGBA"), (40, 20)),
    ],
    ids=("a turned photo", "a clear picture"),
)
def test_a_photo_stands_upright_no_larger_than_a_screen_and_tells_nothing_else(
    photo: bytes, size: tuple[int, int]
) -> None:
    picture = picture_confined(photo)

    assert picture is not None
    assert (picture.width, picture.height) == size
    assert b"where it was taken" not in picture.content
    assert not Image.open(BytesIO(picture.content)).getexif()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 words", b"\x89PNG\r\n\x1a\n cut off", b"GIF89a"])
def test_what_cannot_be_opened_makes_no_picture(content: bytes) -> None:
    assert picture_confined(content, 1) is None


def test_a_page_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Stopped):
        picture_confined(a_pdf((595, 842)), 1, seconds=0.0)
