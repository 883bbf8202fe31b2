"""What somebody changes on a printed page: a digit, one more digit, a point, a character, words painted over."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from linxuan.papers.scans.comparing.prints import Print, Sign

KINDS = ("digit", "digit", "digit", "insert", "point", "character", "words")
FOOT = 755.0
"""Points from the top of a form below which its code stands: nothing is changed there."""
_POINTS_AN_INCH = 72
_DIGITS = "0123456789"
_LONGEST = 12

Box = tuple[float, float, float, float]


class Page:
    """A printed page as a picture of grey tones, `dpi` dots an inch, with its signs."""

    def __init__(self, file: Path, number: int, dpi: int) -> None:
        """Draw page `number`, from 1."""
        import numpy

        page = prints(file).page(number)
        self.signs = [one for one in page.signs if one.box[3] < FOOT]
        self.dpi, scale = dpi, dpi / _POINTS_AN_INCH
        size = round(page.width * scale), round(page.height * scale)
        self.picture = Image.fromarray(page.drawn(numpy.array([[scale, 0, 0], [0, scale, 0]]), *size).copy())

    def pixels(self, box: Box, more: float = 0.0) -> tuple[int, int, int, int]:
        """A box in points as pixels, so many points larger on all sides."""
        left, top, right, bottom = (side * self.dpi / _POINTS_AN_INCH for side in box)
        edge = more * self.dpi / _POINTS_AN_INCH
        return round(left - edge), round(top - edge), round(right + edge), round(bottom + edge)

    def cleared(self, box: Box) -> None:
        """Paint over what stands in a box."""
        ImageDraw.Draw(self.picture).rectangle(self.pixels(box, 0.3), fill=255)

    def put(self, sign: Any, left: float, bottom: float) -> None:
        """Print the picture of a sign so that it stands at a place in points."""
        at = (
            round(left * self.dpi / _POINTS_AN_INCH),
            round(bottom * self.dpi / _POINTS_AN_INCH) - sign.height,
        )
        area = (*at, at[0] + sign.width, at[1] + sign.height)
        self.picture.paste(ImageChops.darker(self.picture.crop(area), sign), at)


@cache
def prints(file: Path) -> Print:
    """Return a print, opened once."""
    return Print(file)


def changed(page: Page, kind: str, lot: Random) -> bool:
    """Change one thing on a page; False where it has nothing of the kind."""
    return _WAYS[kind](page, lot)


def _digit(page: Page, lot: Random) -> bool:
    found = [one for one in page.signs if one.text in _DIGITS]
    return bool(found) and _replaced(page, lot, lot.choice(found), _DIGITS)


def _character(page: Page, lot: Random) -> bool:
    found = [one for one in page.signs if one.text >= "一"]
    return bool(found) and _replaced(page, lot, lot.choice(found), "")


def _replaced(page: Page, lot: Random, sign: Sign, among: str) -> bool:
    """Another sign in place of one: of about the same height, from the same page."""
    others = [one for one in page.signs if one.text != sign.text and _alike(one, sign, among)]
    if not others:
        return False
    other = lot.choice(others)
    picture = page.picture.crop(page.pixels(other.box, 0.1))
    page.cleared(sign.box)
    middle = (sign.box[0] + sign.box[2] - other.box[2] + other.box[0]) / 2
    page.put(picture, middle - 0.1, sign.box[3] + 0.1)
    return True


def _alike(one: Sign, other: Sign, among: str) -> bool:
    fits = one.text in among if among else one.text >= "一"
    return fits and abs((one.box[3] - one.box[1]) - (other.box[3] - other.box[1])) < (0.6 if among else 2.0)


def _insert(page: Page, lot: Random) -> bool:
    """One more digit before a number that has nothing on its left."""
    free = [place for place in range(1, len(page.signs)) if _begins(page.signs, place)]
    if not free:
        return False
    sign = page.signs[lot.choice(free)]
    more = [one for one in page.signs if one.text in _DIGITS[1:] and _alike(one, sign, _DIGITS)]
    if not more:
        return False
    other = lot.choice(more)
    picture = page.picture.crop(page.pixels(other.box, 0.1))
    page.put(picture, sign.box[0] - (other.box[2] - other.box[0]) - 0.8, sign.box[3] + 0.1)
    return True


def _begins(signs: Sequence[Sign], place: int) -> bool:
    box = signs[place].box
    room = (box[0] - 0.8 * (box[3] - box[1]), box[1], box[0] - 0.1, box[3])
    return signs[place].text in _DIGITS and not any(
        one.box[0] < room[2] and one.box[2] > room[0] and one.box[1] < room[3] and one.box[3] > room[1]
        for one in signs
    )


def _point(page: Page, lot: Random) -> bool:
    """A point or comma one digit further on."""
    signs = page.signs
    found = [
        place
        for place in range(1, len(signs) - 1)
        if signs[place].text in ".," and signs[place - 1].text in _DIGITS and signs[place + 1].text in _DIGITS
    ]
    if not found:
        return False
    place = lot.choice(found)
    point, digit = signs[place], signs[place + 1]
    pictures = [page.picture.crop(page.pixels(one.box, 0.1)) for one in (point, digit)]
    page.cleared((point.box[0], digit.box[1], digit.box[2], point.box[3]))
    page.put(pictures[1], point.box[0] - 0.1, digit.box[3] + 0.1)
    page.put(pictures[0], digit.box[2] - (point.box[2] - point.box[0]) - 0.1, point.box[3] + 0.1)
    return True


def _words(page: Page, lot: Random) -> bool:
    """Some signs of a line painted over."""
    first = lot.randrange(len(page.signs))
    line = page.signs[first].box
    run = [
        one for one in page.signs[first : first + _LONGEST] if abs(one.box[3] - line[3]) < line[3] - line[1]
    ]
    for one in run:
        page.cleared(one.box)
    return True


_WAYS: Mapping[str, Callable[[Page, Random], bool]] = {
    "digit": _digit,
    "insert": _insert,
    "point": _point,
    "character": _character,
    "words": _words,
}
