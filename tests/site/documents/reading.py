"""Reading papers back, as whoever receives them does."""

from io import BytesIO
from typing import Any

import pypdfium2
from python_calamine import CalamineWorkbook


def pages_of(pdf: bytes) -> list[str]:
    """Return the text of each page, without white space: line ends are a matter of layout."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return ["".join(_page_text(page).split()) for page in document]
    finally:
        document.close()


def _page_text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_range())
    finally:
        text.close()
        page.close()


def text_of(pdf: bytes) -> str:
    """Return the text of the whole paper, without white space."""
    return "".join(pages_of(pdf))


def rows_of(workbook: bytes) -> list[list[Any]]:
    """Return the cells of the first sheet."""
    return CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_index(0).to_python()
