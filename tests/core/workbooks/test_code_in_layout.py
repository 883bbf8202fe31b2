"""The picture of the code stands at the cell that a layout names for it, beside what is drawn there already."""

import io
import zipfile

import openpyxl
import pytest
import zxingcpp
from PIL import Image

from linxuan.workbooks.filling import Filling, faults_of, filled
from tests.core.workbooks.layouts import COLUMNS, NAMES, layout
from tests.core.workbooks.test_filling import WORDS, rows

CODE = "LX1:" + "ABC123" * 24
WITH_CODE = {**NAMES, "linxuan_code": "=汇总表!$F$8"}


def made(of: bytes, *names: str, code: str = CODE) -> bytes:
    return filled(of, Filling(COLUMNS, rows(*(names or ("示例甲",))), WORDS, code=code))


def dot() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(file, "PNG")
    return file


def pictures(workbook: bytes) -> list[tuple[int, int, bytes]]:
    """Each picture with its row and column, from 1, as a library reads them that did not write them."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    return [(one.anchor._from.row + 1, one.anchor._from.col + 1, one._data()) for one in sheet._images]


def test_it_stands_at_its_cell_moved_with_the_rows_and_is_read_back() -> None:
    ((row, column, picture),) = pictures(made(layout(WITH_CODE), "甲", "乙", "丙"))

    assert (row, column) == (8 + 2, 6)
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    assert found.text == CODE


def test_its_modules_are_24_mm_wide() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made(layout(WITH_CODE)))).worksheets[0]
    (one,) = sheet._images
    modules = (
        one.ref.size[0] / 6 - 8
        if hasattr(one.ref, "size")
        else Image.open(io.BytesIO(one._data())).width / 6 - 8
    )
    whole = one.anchor.ext.width / 36_000

    assert whole * modules / (modules + 8) == pytest.approx(24, abs=0.01)


def test_a_picture_that_is_there_stays() -> None:
    of = layout(WITH_CODE, lambda _book, sheet: sheet.insert_image("A1", "logo.png", {"image_data": dot()}))

    found = sorted(pictures(made(of)))
    assert [(row, column) for row, column, _data in found] == [(1, 1), (8, 6)]
    assert Image.open(io.BytesIO(found[0][2])).size == (4, 4)


def test_a_layout_that_names_no_cell_has_no_picture_and_one_without_a_code_has_none() -> None:
    assert pictures(made(layout())) == []
    assert pictures(made(layout(WITH_CODE), code="")) == []


def test_the_same_table_gives_the_same_bytes_and_every_part_is_announced() -> None:
    workbook = made(layout(WITH_CODE))
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert workbook == made(layout(WITH_CODE))
    assert 'Extension="png"' in types
    assert 'PartName="/xl/drawings/drawing1.xml"' in types
    assert sheet.index("<headerFooter") < sheet.index("<drawing")


def test_a_name_for_more_than_a_cell_is_told() -> None:
    (fault,) = faults_of(layout({**NAMES, "linxuan_code": "=汇总表!$E$8:$F$8"}), COLUMNS)

    assert "linxuan_code" in fault.problem


def test_what_was_filled_may_be_a_layout_again() -> None:
    again = made(made(layout(WITH_CODE)))

    assert len(pictures(again)) == 2
