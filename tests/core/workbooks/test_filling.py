"""A table filled into a workbook that a package brings: the layout stays, the words stay words."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from linxuan.errors import BadInput
from linxuan.workbooks.addresses import Growth
from linxuan.workbooks.filling import Filling, LayoutFault, Number, faults_of, filled
from linxuan.workbooks.parts import packed
from linxuan.workbooks.properties import properties_of
from tests.core.workbooks.layouts import COLUMNS, NAMES, layout

WORDS = {"title": "作坊奖汇总表", "office": "东谷", "date": "2023年5月12日", "mark": "编号 3-DOC-0001"}


def rows(*names: str) -> tuple[tuple[str | Number, ...], ...]:
    return tuple(
        (Number(str(place)), name, Number("1234.56"), Number("0.3398"), "")
        for place, name in enumerate(names, start=1)
    )


def made(*names: str, of: bytes | None = None) -> bytes:
    filling = Filling(COLUMNS, rows(*names), WORDS, {"linxuan_number": "3-DOC-0001"})
    return filled(of or layout(), filling)


def cells(workbook: bytes) -> list[list[Any]]:
    with CalamineWorkbook.from_filelike(io.BytesIO(workbook)) as book:
        return [list(row) for row in book.get_sheet_by_index(0).iter_rows()]


def part(workbook: bytes, path: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return archive.read(path).decode()


def sheet(workbook: bytes) -> str:
    return part(workbook, "xl/worksheets/sheet1.xml")


def test_the_row_repeats_and_what_stands_below_it_moves_down() -> None:
    found = cells(made("示例甲", "示例乙", "示例丙"))

    assert found[0][0] == "作坊奖汇总表"
    assert (found[1][1], found[1][5]) == ("东谷", "2023年5月12日")
    assert [row[:5] for row in found[4:7]] == [
        [1.0, 1.0, "示例甲", 1234.56, 0.3398],
        [2.0, 2.0, "示例乙", 1234.56, 0.3398],
        [3.0, 3.0, "示例丙", 1234.56, 0.3398],
    ]
    assert found[7][0] == "合计"
    assert found[9][0] == "审核人："


def test_a_sum_below_takes_in_the_new_rows_and_is_worked_out_anew() -> None:
    workbook = made("示例甲", "示例乙", "示例丙")

    assert "<f>SUM(D5:D7)</f>" in sheet(workbook)
    assert 'fullCalcOnLoad="1"' in part(workbook, "xl/workbook.xml")


def test_formats_merged_cells_page_titles_and_footer_stay() -> None:
    before, after = sheet(layout()), sheet(made("示例甲", "示例乙"))

    for kept in (r"<cols>.*</cols>", r"<pageSetup[^>]*/>", r"<pageMargins[^>]*/>"):
        assert re.search(kept, before)[0] == re.search(kept, after)[0]  # type: ignore[index]
    assert "第 &amp;P 页　共 &amp;N 页" in after
    assert re.findall(r'mergeCell ref="([^"]+)"', after) == [
        "A1:F1",
        "A3:A4",
        "B3:C3",
        "D3:E3",
        "F3:F4",
        "A7:C7",
    ]
    names = part(made("示例甲", "示例乙"), "xl/workbook.xml")
    assert re.search(r"Print_Titles[^>]*>[^<]*\$3:\$4<", names)
    assert re.search(r"Print_Area[^>]*>[^<]*\$A\$1:\$F\$9<", names)
    heights = re.findall(r'<row r="([56])"[^>]*ht="30"', after)
    assert heights == ["5", "6"]


def test_a_name_of_the_row_takes_in_all_its_copies() -> None:
    names = part(made("示例甲", "示例乙", "示例丙"), "xl/workbook.xml")

    assert re.search(r'"column_income"[^>]*>[^<]*\$D\$5:\$D\$7<', names)


@pytest.mark.parametrize("typed", ["=1+1", "+86 411", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "007"])
def test_what_was_typed_stays_text_also_when_its_cell_is_edited(typed: str) -> None:
    workbook = made("示例甲", typed)

    assert cells(workbook)[5][2] == typed
    assert sheet(workbook).count("<f>") == 1
    if typed[0] in "=+-@\t":
        assert 'quotePrefix="1"' in part(workbook, "xl/styles.xml")


def test_a_layout_with_no_cell_for_the_mark_bears_it_in_its_footer_and_its_properties() -> None:
    workbook = made("示例甲")

    assert "&amp;L&amp;8编号 3-DOC-0001&amp;C第" in sheet(workbook)
    assert properties_of(part(workbook, "docProps/custom.xml").encode())["linxuan_number"] == "3-DOC-0001"


def test_a_layout_with_a_cell_for_the_mark_bears_it_there() -> None:
    workbook = made("示例甲", "示例乙", of=layout({**NAMES, "linxuan_mark": "=汇总表!$C$8"}))

    assert cells(workbook)[8][2] == "编号 3-DOC-0001"


def test_the_same_table_gives_the_same_bytes() -> None:
    assert made("示例甲", "示例乙") == made("示例甲", "示例乙")


def test_a_formula_of_the_row_is_copied_down_as_a_spreadsheet_does() -> None:
    def share(book: Workbook, sheet: Any) -> None:
        sheet.write_formula("G5", "=D5/$D$3+E4", None, 0)

    found = sheet(made("示例甲", "示例乙", of=layout(NAMES, share)))

    # No function is called, so it is one that a layout may have.
    assert "<f>D5/$D$3+E4</f>" in found
    assert "<f>D6/$D$3+E5</f>" in found


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("SUM(D5:D5)", "SUM(D5:D8)"),
        ("D4+D6", "D4+D9"),
        ("SUM($D$5:$D$5)/D7", "SUM($D$5:$D$8)/D10"),
        ('IF(D5>0,"D7",D7)', 'IF(D5>0,"D7",D10)'),
        ("LOG10(D7)+SHEET5!D7", "LOG10(D10)+SHEET5!D7"),
    ],
)
def test_addresses_in_formulas_move_and_words_do_not(formula: str, after: str) -> None:
    assert Growth(5, 4).of_formula(formula) == after


def without(name: str) -> dict[str, str]:
    return {key: value for key, value in NAMES.items() if key != name}


def changed(call: Callable[[Workbook, Any], None]) -> bytes:
    return layout(NAMES, call)


@pytest.mark.parametrize(
    ("wrong", "place", "told"),
    [
        (layout(without("linxuan_row")), "linxuan_row", "没有名称“linxuan_row”"),
        (layout(without("column_income")), "汇总表!A5:F5", "没有给“income”留列"),
        (layout({**NAMES, "column_incomes": "=汇总表!$G$5"}), "汇总表!G5", "不认得名称“column_incomes”"),
        (layout({**NAMES, "linxuan_titel": "=汇总表!$A$2"}), "汇总表!A2", "不认得名称“linxuan_titel”"),
        (layout({**NAMES, "linxuan_row": "=汇总表!$A$5:$F$6"}), "汇总表!A5:F6", "不是一行"),
        (layout({**NAMES, "column_name": "=汇总表!$C$6"}), "汇总表!C6", "要指向汇总表!A5:F5这一行里的一格"),
        (layout({**NAMES, "column_name": "=汇总表!$D$5"}), "汇总表!D5", "同一格"),
        (layout({**NAMES, "others": "=SUM(汇总表!$D$5)"}), "SUM(汇总表!$D$5)", "不是单元格"),
        (changed(lambda _b, sheet: sheet.merge_range("H5:H6", "")), "汇总表!H5:H6", "跨过要重复的那一行"),
        (changed(lambda _b, sheet: sheet.write_formula("H1", "=WEBSERVICE(A1)")), "汇总表!H1", "WEBSERVICE"),
        (changed(lambda _b, sheet: sheet.write_formula("H1", "=[1]S!A1")), "汇总表!H1", "别的文件"),
        (changed(lambda _b, sheet: sheet.write_formula("H1", "=HYPERLINK(A1)")), "汇总表!H1", "HYPERLINK"),
        (changed(lambda _b, sheet: sheet.write_array_formula("H1:H2", "=A1")), "汇总表!H1", "共用"),
    ],
)
def test_what_is_wrong_in_a_layout_is_told_with_its_cell(wrong: bytes, place: str, told: str) -> None:
    faults = faults_of(wrong, COLUMNS)

    assert [one.place for one in faults if told in one.problem] == [place], faults


def test_a_sound_layout_has_no_faults() -> None:
    assert faults_of(layout(), COLUMNS) == list[LayoutFault]()


def with_part(path: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(layout())) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return packed({**parts, path: content})


BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
LINK = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="x" Target="http://127.0.0.1/" TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    ("hostile", "told"),
    [
        (with_part("xl/vbaProject.bin", b"macro"), "vbaProject"),
        (with_part("xl/externalLinks/externalLink1.xml", b"<a/>"), "externalLink"),
        (with_part("xl/activeX/activeX1.bin", b"x"), "activeX"),
        (with_part("xl/embeddings/oleObject1.bin", b"x"), "oleObject"),
        (with_part("xl/connections.xml", b"<a/>"), "connections"),
        (with_part("xl/worksheets/_rels/sheet1.xml.rels", LINK), "外部链接"),
        (with_part("xl/workbook.xml", BOMB), "读不懂"),
        (with_part("xl/media/image1.png", b"\0" * 20_000_000), "解开后超过"),
        (with_part("../outside.xml", b"<a/>"), "outside"),
        (b"PK\x03\x04 no archive", "不是可以读取的xlsx文件"),
        (b"", "不是可以读取的xlsx文件"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_hostile_workbook_is_refused_with_a_sentence(hostile: bytes, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        faults_of(hostile, COLUMNS)
