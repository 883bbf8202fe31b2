"""A table that comes back from somebody's spreadsheet: every wrong cell is named, every row accounted for."""

import io
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from linxuan.credit_code import check_character
from linxuan.errors import BadInput
from linxuan.workbooks.comparing import Compared, Held, WrongCell, compared
from linxuan.workbooks.filling import Filling, Number, filled
from linxuan.workbooks.heads import Asked, heads_of
from linxuan.workbooks.reading import ReadBook, ReadCell, ReadSheet, read_book
from tests.core.workbooks.layouts import NAMES, layout

ASKED = (
    Asked("rank", "推荐顺序", "count"),
    Asked("name", "申报主体名称", label="申报主体名称"),
    Asked("credit_code", "统一社会信用代码", label="统一社会信用代码"),
    Asked("income", "营业收入（2022年）", "amount", "万元", "营业收入"),
    Asked("share", "服务收入占比", "share", label="服务收入占比"),
    Asked("remark", "备注"),
)
HEADS = [one.head for one in ASKED]
CODES = tuple(
    body + check_character(body) for body in ("91210200MA0000001", "91210200MA0000002", "91210200MA0000003")
)
HELD = tuple(
    Held(
        place,
        {
            "rank": place,
            "name": name,
            "credit_code": code,
            "income": Decimal("18600.50"),
            "share": Decimal("0.3397849462"),
            "remark": "",
        },
    )
    for place, (name, code) in enumerate(zip(("示例甲", "示例乙", "示例丙"), CODES, strict=True), start=1)
)
ROWS: list[list[Any]] = [
    [place, one.cells["name"], one.cells["credit_code"], 18600.5, 0.3397849462, None]
    for place, one in enumerate(HELD, start=1)
]


def book(tmp_path: Path, lines: Sequence[Sequence[Any]]) -> ReadBook:
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as written:
        sheet = written.add_worksheet("汇总表")
        for row, cells in enumerate(lines):
            for column, cell in enumerate(cells):
                if cell is not None:
                    sheet.write(row, column, cell)
    path = tmp_path / "back.xlsx"
    path.write_bytes(file.getvalue())
    return read_book(path)


def against(
    tmp_path: Path, rows: Sequence[Sequence[Any]], heads: Sequence[str] = HEADS, **more: Any
) -> Compared:
    found = heads_of(book(tmp_path, [["汇总表"], ["填报单位：东谷"], heads, *rows, ["审核人："]]), ASKED)
    assert found is not None
    return compared(found, ASKED, HELD, **more)


def with_cell(row: int, column: int, value: Any) -> list[list[Any]]:
    rows = [list(one) for one in ROWS]
    rows[row][column] = value
    return rows


def only(found: Compared) -> WrongCell:
    assert (found.faults, found.heads) == ((), ())
    (wrong,) = found.wrong
    return wrong


def test_a_table_as_it_was_issued_differs_in_nothing(tmp_path: Path) -> None:
    found = against(tmp_path, ROWS)

    assert not found.differs
    assert (found.rows, found.wrong) == (3, ())


@pytest.mark.parametrize(
    ("column", "typed", "address", "problem", "level"),
    [
        (3, 18600.6, "D5", "数不同", "differs"),
        (3, 186005000, "D5", "像是按元填的", "differs"),
        (3, 1.86005, "D5", "像是按亿元填的", "differs"),
        (3, "18,600.50", "D5", "按文本存的", "form"),
        (3, "18600.5", "D5", "数按文本存的", "form"),
        (3, "１８６００．５", "D5", "全角数字", "form"),
        (3, "18600.5万元", "D5", "带有单位", "form"),
        (3, "186005000元", "D5", "带有单位", "form"),
        (3, "约两亿", "D5", "不是数", "differs"),
        (3, 18600.501, "D5", "四舍五入", "differs"),
        (3, None, "D5", "空着", "differs"),
        (4, 33.98, "E5", "按百分数填了", "differs"),
        (4, 0.3398, "E5", "四舍五入", "differs"),
        (4, "33.97849462%", None, "", ""),
        (1, "示例乙 ", None, "", ""),
        (1, "示例（乙）", "B5", "内容不同", "differs"),
        (2, CODES[1][:-2] + "99", "C5", "校验位", "differs"),
        (2, CODES[0], None, "", "row"),
        (2, CODES[1].lower(), "C5", "全角半角", "form"),
        (2, 914201001234567890, "C5", "按数字存了", "differs"),
        (5, "请优先", "F5", "系统里没有内容", "differs"),
        (0, 7, "A5", "数不同", "differs"),
    ],
)
def test_every_wrong_cell_is_named_with_its_address_and_what_is_wrong(
    tmp_path: Path, column: int, typed: Any, address: str | None, problem: str, level: str
) -> None:
    found = against(tmp_path, with_cell(1, column, typed))

    if level == "row":
        # The code of another one: the surest sign decides whose row it is.
        assert [one.kind for one in found.faults] == ["doubled", "missing"]
    elif address is None:
        assert found.wrong == ()
    else:
        wrong = only(found)
        assert (wrong.address, wrong.name, wrong.level) == (address, "示例乙", level)
        assert problem in wrong.problem
        assert found.differs is (level == "differs")


def test_of_a_wrong_cell_one_learns_what_is_held_and_what_was_issued(tmp_path: Path) -> None:
    found = against(tmp_path, with_cell(1, 3, 17000), issued={CODES[1]: {"income": "17000"}})
    wrong = only(found)

    assert (wrong.head, wrong.there, wrong.held, wrong.issued) == (HEADS[3], "17000", "18600.50", "17000")


def test_rows_that_are_missing_added_doubled_or_unnamed_are_told(tmp_path: Path) -> None:
    stranger = [4, "示例丁", "91210200MA0000000A", 1, 0.1, None]
    found = against(tmp_path, [ROWS[0], ROWS[0], stranger, [5, None, None, 1, 0.2, "?"]])

    assert [(one.kind, one.address, one.name) for one in found.faults] == [
        ("doubled", "A5", "示例甲"),
        ("added", "A6", "示例丁"),
        ("unnamed", "A7", ""),
        ("missing", "", "示例乙"),
        ("missing", "", "示例丙"),
    ]


def test_of_a_row_that_was_moved_only_that_row_is_told(tmp_path: Path) -> None:
    found = against(tmp_path, [ROWS[2], ROWS[0], ROWS[1]])

    assert [(one.kind, one.address, one.name) for one in found.faults] == [("moved", "A4", "示例丙")]


def test_columns_are_found_wherever_they_moved_and_by_other_words_for_them(tmp_path: Path) -> None:
    turned = [[row[place] for place in (3, 2, 1, 0, 4, 5)] for row in ROWS]
    found = against(
        tmp_path, turned, ["营业收入", "信用代码", "企业名称", "排序", "服务收入占比（%）", "备注"]
    )

    assert (found.wrong, found.faults, found.heads) == ((), (), ())


def test_a_heading_in_another_unit_is_worked_out(tmp_path: Path) -> None:
    rows = [[*row[:3], 186005000, *row[4:]] for row in ROWS]
    found = against(tmp_path, rows, [*HEADS[:3], "营业收入（元）", *HEADS[4:]])

    assert {(one.address, one.level) for one in found.wrong} == {
        ("D4", "form"),
        ("D5", "form"),
        ("D6", "form"),
    }
    assert "换算后相同" in found.wrong[0].problem


def test_a_missing_and_an_unknown_heading_are_told(tmp_path: Path) -> None:
    found = against(tmp_path, ROWS, [*HEADS[:5], "批示"])

    assert found.heads == ("没有“备注”这一列", "F3 的“批示”不是这张表的列，没有比对")


def test_a_table_in_a_layout_of_a_package_is_read_by_the_names_of_its_cells(tmp_path: Path) -> None:
    columns = ("rank", "name", "income", "share", "remark")
    rows = tuple(
        (
            Number(str(one.cells["rank"])),
            str(one.cells["name"]),
            Number("18600.50"),
            Number("0.3397849462"),
            "",
        )
        for one in HELD
    )
    path = tmp_path / "own.xlsx"
    path.write_bytes(filled(layout(NAMES), Filling(columns, rows, {}, {"linxuan_number": "3-DOC-0001"})))
    read = read_book(path)
    asked = tuple(one for one in ASKED if one.id in columns)
    found = heads_of(read, asked)
    assert found is not None

    result = compared(found, asked, HELD)

    assert read.properties == {"linxuan_number": "3-DOC-0001"}
    assert (result.rows, result.wrong, result.faults) == (3, (), ())


def test_what_is_no_such_table_has_no_heads(tmp_path: Path) -> None:
    assert heads_of(book(tmp_path, [["日期", "天气"], ["1月1日", "晴"]]), ASKED) is None


def test_a_table_saved_as_csv_is_read_as_well(tmp_path: Path) -> None:
    path = tmp_path / "back.csv"
    lines = [",".join(HEADS), *(",".join(str(cell or "") for cell in row) for row in ROWS)]
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    found = heads_of(read_book(path), ASKED)
    assert found is not None

    assert {one.level for one in compared(found, ASKED, HELD).wrong} == {"form"}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "不像|没有|空"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式的xls"),
        (b"PK\x03\x04 no archive", "不是可以读取的xlsx"),
        (b"%PDF-1.7\n\0\0", "不是CSV文本"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "back.xlsx"
    path.write_bytes(content)
    if not content:
        assert heads_of(read_book(path), ASKED) is None
        return
    with pytest.raises(BadInput, match=told):
        read_book(path)


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(range(3)), columns=st.permutations(range(6)))
def test_whatever_the_order_of_rows_and_columns_no_cell_is_wrong(
    order: list[int], columns: list[int]
) -> None:
    def cell(value: Any) -> ReadCell | None:
        return None if value is None else ReadCell(str(value), isinstance(value, int | float))

    lines = [[HEADS[place] for place in columns], *([ROWS[row][place] for place in columns] for row in order)]
    sheet = ReadSheet("表", [[cell(value) for value in line] for line in lines])
    found = heads_of(ReadBook([sheet], {}, {}), ASKED)
    assert found is not None

    result = compared(found, ASKED, HELD)

    assert result.wrong == ()
    assert {one.kind for one in result.faults} <= {"moved"}
    assert (result.faults == ()) is (list(order) == sorted(order))
