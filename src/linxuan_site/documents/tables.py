"""The summary table as a workbook: to print on A4 across, to seal, and to go on working with."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from decimal import Decimal
from io import BytesIO
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from linxuan.papers.drawing import code_png
from linxuan.workbooks.filling import BEGINS_A_FORMULA, Number
from linxuan_site.documents.content import Cell, Column, TableMark, TablePaper
from linxuan_site.documents.measures import width, widths

NARROWEST, WIDEST = 5, 26
LINE_HEIGHT = 14
A4 = 9
HEAD_ROW = 2
CODE_MM = 25.0
"""The side of the code with its quiet zone, on paper."""
PAGE_MM = 271.0
"""What A4 across has between its margins."""
MM_A_PIXEL = 25.4 / 96
EXACT_DIGITS = 15
"""A workbook keeps numbers as binary floats: more digits than this are written as text."""

BODY = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True}
SHAPES: Mapping[str, Mapping[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 18, "align": "center", "valign": "vcenter"},
    "left": {"font_name": "宋体", "font_size": 11},
    "right": {"font_name": "宋体", "font_size": 11, "align": "right"},
    "head": {**BODY, "font_name": "黑体", "align": "center", "bg_color": "#F2F2F2"},
    "text": {**BODY, "num_format": "@"},
    "quoted": {**BODY, "num_format": "@", "quote_prefix": True},
    "amount": {**BODY, "num_format": "#,##0.00", "align": "right"},
    "count": {**BODY, "num_format": "#,##0", "align": "right"},
    "share": {**BODY, "num_format": "0.00%", "align": "right"},
}


def table_xlsx(paper: TablePaper) -> bytes:
    """Return the table as a workbook; the same table gives the same bytes.

    What people typed stays text, whatever it begins with: no cell is ever a formula or a link.
    """
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        # Programs write the moment of making into a workbook: here it is the day on the paper.
        created = datetime.combine(paper.day, time(), UTC)
        book.set_properties({"title": paper.title, "author": paper.office, "created": created})
        if paper.mark:
            _carry_mark(book, paper.mark)
        sheet = book.add_worksheet("汇总表")
        formats = {name: book.add_format(dict(shape)) for name, shape in SHAPES.items()}
        _lay_out_page(sheet, paper.mark.words if paper.mark else "")
        _write_heading(sheet, formats, paper)
        _write_rows(sheet, formats, paper)
        _write_ending(sheet, formats, paper)
    return file.getvalue()


def _carry_mark(book: Workbook, mark: TableMark) -> None:
    for name, value in properties_of(mark).items():
        book.set_custom_property(name, value, "text")


def properties_of(mark: TableMark) -> dict[str, str]:
    """Return what a workbook carries about itself, by the names of its properties."""
    return {
        "linxuan_number": mark.number,
        "linxuan_revision": str(mark.revision),
        "linxuan_digest": mark.digest,
        "linxuan_code": mark.code,
    }


def _lay_out_page(sheet: Worksheet, mark: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.set_footer((f"&L&8{mark}" if mark else "") + "&C第 &P 页　共 &N 页")


def _write_heading(sheet: Worksheet, formats: Mapping[str, Format], paper: TablePaper) -> None:
    last = len(paper.columns) - 1
    sheet.set_row(0, 34)
    if last:
        sheet.merge_range(0, 0, 0, last, "", formats["title"])
    sheet.write_string(0, 0, paper.title, formats["title"])
    label = "填报单位（公章）" if paper.sealed else "填报单位"
    day = f"{paper.day.year}年{paper.day.month}月{paper.day.day}日"
    if paper.mark:
        _draw_code(sheet, paper, last)
    unit = f"　　金额单位：{paper.unit}" if paper.unit else ""
    _write_at_both_ends(sheet, formats, 1, last, f"{label}：{paper.office}", f"填报日期：{day}{unit}")


def _draw_code(sheet: Worksheet, paper: TablePaper, last: int) -> None:
    """The code on the right of the title, large enough to be read where the table is shrunk to one page across."""
    room = [taken + 2 for taken in _room(paper)]
    side_mm = CODE_MM / min(1.0, PAGE_MM / (sum(map(_pixels, room)) * MM_A_PIXEL))
    picture, dots = code_png(paper.mark.code if paper.mark else "")
    side = round(side_mm / MM_A_PIXEL)
    sheet.set_row_pixels(0, side + 4)
    ends = range(last, -1, -1)
    column = next((one for one in ends if sum(map(_pixels, room[one:])) >= side + 2), 0)
    left = max(0, sum(map(_pixels, room[column:])) - side - 2)
    options = {"image_data": BytesIO(picture), "x_scale": side / dots, "y_scale": side / dots}
    about = {"description": "这份汇总表的二维码", "object_position": 3, "x_offset": left, "y_offset": 2}
    sheet.insert_image(0, column, "code.png", options | about)


def _pixels(taken: int) -> int:
    """How wide a column of so many signs is."""
    return taken * 7 + 5


def _write_at_both_ends(
    sheet: Worksheet, formats: Mapping[str, Format], row: int, last: int, left: str, right: str
) -> None:
    sheet.set_row(row, 22)
    sheet.write_string(row, 0, left if last else f"{left}　　{right}", formats["left"])
    if last:
        sheet.write_string(row, last, right, formats["right"])


def _write_rows(sheet: Worksheet, formats: Mapping[str, Format], paper: TablePaper) -> None:
    heads = [column.head for column in paper.columns]
    room = _room(paper)
    for place, taken in enumerate(room):
        sheet.set_column(place, place, taken + 2)
    sheet.set_row(HEAD_ROW, _height(heads, room))
    for place, head in enumerate(heads):
        sheet.write_string(HEAD_ROW, place, head, formats["head"])
    for number, cells in enumerate(paper.rows, start=HEAD_ROW + 1):
        sheet.set_row(number, _height([_text(cell) for cell in cells], room))
        for place, (column, cell) in enumerate(zip(paper.columns, cells, strict=True)):
            _write_cell(sheet, formats, (number, place), column, cell)


def _room(paper: TablePaper) -> tuple[int, ...]:
    """The signs that each column has room for."""
    heads = [column.head for column in paper.columns]
    texts = [[_text(cell) for cell in cells] for cells in paper.rows]
    return widths(heads, texts, least=NARROWEST, most=WIDEST)


def _height(cells: Sequence[str], room: Sequence[int]) -> int:
    lines = (
        sum(max(1, ceil(width(line) / taken)) for line in cell.split("\n"))
        for cell, taken in zip(cells, room, strict=True)
    )
    return LINE_HEIGHT * max(lines, default=1) + 8


def _write_cell(
    sheet: Worksheet, formats: Mapping[str, Format], place: tuple[int, int], column: Column, cell: Cell
) -> None:
    text = _text(cell)
    if not text:
        sheet.write_blank(*place, None, formats[column.kind])
    elif isinstance(cell, str) or not _fits(cell):
        sheet.write_string(*place, text, formats["quoted" if text.startswith(BEGINS_A_FORMULA) else "text"])
    else:
        sheet.write_number(*place, float(cell), formats[column.kind])


def exact(cell: Cell) -> str | Number:
    """Return a cell as a layout of a package takes it: a number, or a text where it has too many digits."""
    text = _text(cell)
    return text if isinstance(cell, str) or not _fits(cell) else Number(text)


def _text(cell: Cell) -> str:
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _fits(number: int | Decimal) -> bool:
    return len(Decimal(number).as_tuple().digits) <= EXACT_DIGITS


def _write_ending(sheet: Worksheet, formats: Mapping[str, Format], paper: TablePaper) -> None:
    row = HEAD_ROW + 1 + len(paper.rows)
    blank = "　" * 8
    _write_at_both_ends(
        sheet, formats, row, len(paper.columns) - 1, f"审核人：{blank}填表人：", f"联系电话：{blank}"
    )
    if paper.mark:
        sheet.write_string(row + 1, 0, paper.mark.words, formats["left"])
