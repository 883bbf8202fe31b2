import re
import time
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from linxuan_site.documents.content import Column, TablePaper
from linxuan_site.documents.tables import table_xlsx
from tests.site.documents.papers import RARE, table
from tests.site.documents.reading import rows_of


def sheet_xml(paper: TablePaper) -> str:
    with ZipFile(BytesIO(table_xlsx(paper))) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def test_a_table_has_title_office_day_unit_head_and_rows() -> None:
    title, heading, head, row, _ending = rows_of(table_xlsx(table()))
    assert title[0] == "作坊奖申报汇总表"
    assert heading[0] == "填报单位（公章）：东谷"
    assert heading[-1] == "填报日期：2023年5月12日　　金额单位：万元"
    assert head == ["推荐顺序", "名称", "营业额（2022年）", "占比"]
    assert row == [1.0, f"示例作坊（{RARE}）", 1000.0, 0.3398]


@pytest.mark.parametrize(
    "typed",
    ["=1+1", "=cmd|' /C calc'!A0", "+86 411", "-1", "@SUM(A1)", "\t=1", "http://example.cn", "{=1}", "007"],
)
def test_what_was_typed_stays_text(typed: str) -> None:
    paper = table((1, typed, "", ""))
    assert rows_of(table_xlsx(paper))[3][1] == typed
    assert "<f>" not in sheet_xml(paper)
    assert "hyperlink" not in sheet_xml(paper)


def test_text_that_begins_like_a_formula_stays_text_when_its_cell_is_edited() -> None:
    with ZipFile(BytesIO(table_xlsx(table((1, "=1+1", "", ""))))) as archive:
        assert 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()


def test_an_amount_with_more_digits_than_a_float_keeps_is_written_out() -> None:
    assert (
        rows_of(table_xlsx(table((1, "甲", Decimal("123456789012345.67"), ""))))[3][2] == "123456789012345.67"
    )


def test_what_is_unknown_stays_blank() -> None:
    assert rows_of(table_xlsx(table((1, "甲", "", ""))))[3][2:] == ["", ""]


def test_a_table_prints_across_on_a4_one_page_wide_with_its_head_on_every_page() -> None:
    xml = sheet_xml(table())
    assert 'paperSize="9"' in xml
    assert 'orientation="landscape"' in xml
    assert 'fitToHeight="0"' in xml
    assert "第 &amp;P 页　共 &amp;N 页" in xml
    with ZipFile(BytesIO(table_xlsx(table()))) as archive:
        assert re.search(r"Print_Titles[^>]*>[^<]*\$3:\$3<", archive.read("xl/workbook.xml").decode())


def test_a_table_of_one_column_can_be_made() -> None:
    rows = rows_of(table_xlsx(table(("甲",), ("乙",), columns=(Column("名称"),))))
    assert [row[0] for row in rows[2:5]] == ["名称", "甲", "乙"]


def test_the_same_table_gives_the_same_bytes_later() -> None:
    first = table_xlsx(table())
    time.sleep(2.1)  # an archive knows time by two seconds
    assert table_xlsx(table()) == first
