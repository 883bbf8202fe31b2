"""The pages of a print: where each sign stands, where the code lies, and a drawing of it wherever it is wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from linxuan.papers.scans.marks import read_marks

POINTS_AN_INCH = 72
_CODE_LOOKED_AT = 300
_BLANK = {0xA0, 0x3000, 0xFFFE}


@dataclass(frozen=True)
class Sign:
    """One character of a page and the box of its ink in points from the upper left: left, top, right, bottom."""

    text: str
    box: tuple[float, float, float, float]


class Print:
    """The PDF that a scan has to show; opened where it is asked for, one page at a time."""

    def __init__(self, path: Path) -> None:
        """Open the file; raises what pypdfium2 does where it is none."""
        import pypdfium2

        self._document = pypdfium2.PdfDocument(path)
        self._code: Any = None

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._document)

    def page(self, number: int) -> "PrintedPage":
        """Return a page by its number, from 1."""
        return PrintedPage(self._document[number - 1])

    def pages_with(self, words: Sequence[str]) -> Sequence[int]:
        """Return the numbers of the pages on which some of the words stand, from 1."""
        return [
            number for number in range(1, len(self) + 1) if any(one in self._text(number) for one in words)
        ]

    def _text(self, number: int) -> str:
        text = self._document[number - 1].get_textpage()
        try:
            return "".join(text.get_text_range().split())
        finally:
            text.close()

    def code_on(self, page: "PrintedPage") -> Any | None:
        """Return the corners of the code on a page, in points, None where there is none.

        All pages of a form bear it at the same place: it is looked for until it was found once.
        """
        if self._code is None:
            self._code = page.find_code()
        return self._code

    def close(self) -> None:
        """Let go of the file."""
        self._document.close()


class PrintedPage:
    """A page of a print; points are counted from its upper left corner, downwards."""

    def __init__(self, source: Any) -> None:
        """Take a page of pypdfium2."""
        self._source = source
        self.width, self.height = source.get_size()

    @cached_property
    def signs(self) -> Sequence[Sign]:
        """All characters that leave ink, in the order in which they are read."""
        import ctypes

        from pypdfium2 import raw

        text = self._source.get_textpage()
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        sides = [ctypes.byref(side) for side in (left, right, bottom, top)]
        code_of, box_of, handle = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox, text.raw
        found = []
        for place in range(text.count_chars()):
            code = code_of(handle, place)
            if code <= ord(" ") or code in _BLANK:
                continue
            box_of(handle, place, *sides)
            box = (left.value, self.height - top.value, right.value, self.height - bottom.value)
            found.append(Sign(chr(code), box))
        text.close()
        return found

    def find_code(self) -> Any | None:
        """Return the corners of the code of a page in points, clockwise, None where there is none."""
        import numpy

        scale = _CODE_LOOKED_AT / POINTS_AN_INCH
        drawn = self._source.render(scale=scale, grayscale=True).to_numpy()
        grey = numpy.ascontiguousarray(drawn.reshape(drawn.shape[:2]))
        mark = next(read_marks(grey, scale), None)
        return numpy.array(mark.corners) if mark else None

    def drawn(self, matrix: Any, width: int, height: int) -> Any:
        """Return tones of grey of a picture of so many pixels.

        `matrix`, two rows of three, takes a point (across, down, 1) to its place in the picture.
        """
        import pypdfium2
        from pypdfium2 import raw

        picture = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
        picture.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        (a, c, e), (b, d, f) = matrix.tolist()
        whole = raw.FS_RECTF(0, 0, width, height)
        raw.FPDF_RenderPageBitmapWithMatrix(picture, self._source, raw.FS_MATRIX(a, b, c, d, e, f), whole, 0)
        return picture.to_numpy().reshape(height, width)
