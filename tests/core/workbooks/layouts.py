"""Layouts as a ministry might send them, made by a library that is not the one under test."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

COLUMNS = ("rank", "name", "income", "share", "remark")
NAMES = {
    "linxuan_title": "=汇总表!$A$1",
    "linxuan_office": "=汇总表!$B$2",
    "linxuan_date": "=汇总表!$F$2",
    "linxuan_row": "=汇总表!$A$5:$F$5",
    "column_serial": "=汇总表!$A$5",
    "column_rank": "=汇总表!$B$5",
    "column_name": "=汇总表!$C$5",
    "column_income": "=汇总表!$D$5",
    "column_share": "=汇总表!$E$5",
    "column_remark": "=汇总表!$F$5",
}


def layout(names: Mapping[str, str] = NAMES, change: Callable[[Workbook, Any], None] | None = None) -> bytes:
    """A sheet with two rows of heads, one that repeats, a sum and a place to sign below it."""
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        # Without it the library writes the second at which it was made.
        book.set_properties({"created": datetime(2023, 4, 10, tzinfo=UTC)})
        sheet = book.add_worksheet("汇总表")
        line = {"border": 1, "font_name": "仿宋_GB2312", "valign": "vcenter", "text_wrap": True}
        title, head = (
            book.add_format({"bold": True, "align": "center"}),
            book.add_format({**line, "bold": True}),
        )
        text, amount = book.add_format(line), book.add_format({**line, "num_format": "#,##0.00"})
        share = book.add_format({**line, "num_format": "0.0%"})
        sheet.merge_range("A1:F1", "（标题）", title)
        sheet.write_row("A2", ["填报单位", "", "", "", "填报日期", ""])
        sheet.merge_range("A3:A4", "序号", head)
        sheet.merge_range("B3:C3", "申报主体", head)
        sheet.merge_range("D3:E3", "经济情况", head)
        sheet.merge_range("F3:F4", "备注", head)
        sheet.write_row("B4", ["推荐顺序", "单位名称", "营业收入", "占比"], head)
        sheet.write_row("A5", ["", "", ""], text)
        for place, kind in enumerate((text, text, text, amount, share, text)):
            sheet.write_blank(4, place, None, kind)
        sheet.merge_range("A6:C6", "合计", head)
        sheet.write_formula("D6", "=SUM(D5:D5)", amount, 0)
        sheet.write_string("A8", "审核人：")
        sheet.repeat_rows(2, 3)
        sheet.print_area("A1:F8")
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.set_footer("&C第 &P 页　共 &N 页")
        sheet.set_row(4, 30)
        sheet.set_column("C:C", 30)
        for name, text_ in names.items():
            book.define_name(name, text_)
        if change:
            change(book, sheet)
    return file.getvalue()
