"""A table of working days as an office keeps it."""

import csv
from datetime import date

import pytest

from linxuan.errors import BadInput
from linxuan.holiday_table import HolidayTable, filled_by_week, read_day, read_holiday_table

HEAD = "日期,休班,名称,依据\n"


def read(text: str) -> HolidayTable:
    return read_holiday_table(list(csv.reader(text.splitlines())))


def test_a_day_is_read_with_its_name_and_the_document_behind_it() -> None:
    table = read(HEAD + "2090年10月1日,休,国庆节,国办发明电〔2089〕1号\n2090/10/8,班,,\n")

    assert table.faults == ()
    first, second = table.rows
    assert (first.day, first.works, first.name, first.document) == (
        date(2090, 10, 1),
        False,
        "国庆节",
        "国办发明电〔2089〕1号",
    )
    assert second.works


def test_the_columns_may_stand_in_any_order_and_have_english_names() -> None:
    (row,) = read("is,day\nworking,2090-01-02\n").rows

    assert (row.day, row.works) == (date(2090, 1, 2), True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "空"),
        ("日期\n2090-01-01\n", "要有一行列名"),
        (HEAD, "没有日子"),
        (HEAD + "2090-13-01,休,,\n", "A2“日期”：“2090-13-01”不是日期"),
        (HEAD + "\n2090-01-01\n", "B3“休班”：要写“休”或“班”"),
        (HEAD + "2090-01-01,也许,,\n", "也许"),
        (HEAD + "2090-01-01,休,,\n2090-01-01,班,,\n", "第3行：2090-01-01在第2行写的不一样"),
        (HEAD + f"2090-01-01,休,{'长' * 201},\n", "最多200字"),
    ],
)
def test_what_is_wrong_is_told_with_its_row(text: str, words: str) -> None:
    assert any(words in told for told in read(text).faults)


def test_all_faults_are_told_at_once_and_many_are_cut_short() -> None:
    assert len(read(HEAD + "x,休,,\ny,班,,\n").faults) == 2
    assert len(read(HEAD + "x,休,,\n" * 200).faults) == 51


def test_a_whole_year_goes_by_the_week_where_the_table_is_silent() -> None:
    rows = filled_by_week(read(HEAD + "2090-10-02,休,国庆节,文号\n").rows)
    works = {row.day: row.works for row in rows}

    assert len(rows) == 365
    assert not works[date(2090, 10, 2)]
    assert works[date(2090, 10, 3)]
    assert not works[date(2090, 10, 1)]
    assert {row.document for row in rows} == {"文号"}


def test_whole_years_are_not_filled_without_end() -> None:
    table = read(HEAD + "".join(f"{year}-01-01,休,,\n" for year in range(2050, 2060)))

    with pytest.raises(BadInput, match="最多导入"):
        filled_by_week(table.rows)


@pytest.mark.parametrize("text", ["2090-02-30", "90-1-1", "2090年13月1日", "0000-01-01", ""])
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None
