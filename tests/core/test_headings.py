"""Columns are found by their headings in the same way in every list: statuses, grades, earlier cohorts, working days."""

import csv
from collections.abc import Callable
from datetime import date

import pytest

from linxuan.designations.tables import read_list
from linxuan.evaluation.grade_lists import OnList, read_grades
from linxuan.headings import headings_in, words_of
from linxuan.holiday_table import read_holiday_table
from linxuan.statuses import read_status_table
from tests.core.designations.lists import CALL, book

Table = list[tuple[str, ...]]
GIVEN = {"cohort": "1", "track": "enterprise", "document": "示例发〔2020〕1号"}


def as_statuses(table: Table) -> tuple[list[object], list[str]]:
    found = read_status_table(table, today=date(2023, 5, 12))
    return [(one.name, one.word) for one in found.rows], list(found.faults)


def as_grades(table: Table) -> tuple[list[object], list[str]]:
    listed = [OnList(1, "示例甲有限公司")]
    text = "\n".join("\t".join(cells) for cells in table if any(cells))
    found = read_grades(text, {"good": "合格"}, listed)
    return [(one.entity.name, one.grade) for one in found.lines], [one.problem for one in found.faults]


def as_list(table: Table) -> tuple[list[object], list[str]]:
    found = read_list(CALL, book(*table), GIVEN)
    return [(one.name, one.in_charge) for one in found.rows], [str(one) for one in found.faults]


def as_days(table: Table) -> tuple[list[object], list[str]]:
    found = read_holiday_table(table)
    return [(one.day.isoformat(), one.works) for one in found.rows], list(found.faults)


READERS = [
    pytest.param(as_statuses, ("企业名称", "经营状态"), ("示例甲有限公司", "注销"), ("示例甲有限公司", "注销"), id="statuses"),
    pytest.param(as_grades, ("企业名称", "等次"), ("示例甲有限公司", "合格"), ("示例甲有限公司", "good"), id="grades"),
    pytest.param(as_list, ("企业名称", "所在区域"), ("示例甲有限公司", "东谷"), ("示例甲有限公司", "p1"), id="list"),
    pytest.param(as_days, ("日期", "休班"), ("2090-01-02", "休"), ("2090-01-02", False), id="days"),
]  # fmt: skip
WAYS: dict[str, Callable[[str], str]] = {
    "as it is": lambda head: head,
    "spaces": lambda head: f" {head[0]} {head[1:]}　",
    "a star before it": lambda head: f"*{head}",
    "a colon of full width": lambda head: f"{head}：",
    "a remark in round brackets": lambda head: f"{head}（必填）",
    "a remark in square brackets": lambda head: f"{head}【按营业执照】",
    "two remarks": lambda head: f"{head}(一)〔二〕",
}


@pytest.mark.parametrize(("read", "heads", "cells", "wanted"), READERS)
@pytest.mark.parametrize("way", WAYS)
def test_every_list_finds_its_columns_however_their_headings_are_written(
    read: Callable[[Table], tuple[list[object], list[str]]],
    heads: tuple[str, str],
    cells: tuple[str, str],
    wanted: object,
    way: str,
) -> None:
    first, second = (WAYS[way](head) for head in heads)

    assert read([(first, second), cells]) == ([wanted], [])
    turned = [("序号", second, "联系电话", first), ("1", cells[1], "0411", cells[0])]
    assert read(turned) == ([wanted], [])


@pytest.mark.parametrize(
    ("read", "table", "told"),
    [
        (as_statuses, [("登记状态（系统）", "名称"), ("", "甲")], "A2“登记状态（系统）”：没有写经营状态"),
        (as_grades, [("名称", "评估结果"), ("示例甲有限公司", "好")], "“评估结果”：没有“好”这个等次"),
        (as_list, [("名称", "区县"), ("甲", "南山")], "B2“区县”：没有“南山”"),
        (as_days, [("休/班", "日期"), ("休", "元旦")], "B2“日期”：“元旦”不是日期"),
    ],
)
def test_a_wrong_cell_is_named_by_the_heading_that_stands_over_it(
    read: Callable[[Table], tuple[list[object], list[str]]], table: Table, told: str
) -> None:
    rows, (fault,) = read(table)

    assert rows == []
    assert fault.startswith(told)


@pytest.mark.parametrize("read", [as_statuses, as_list, as_days])
def test_titles_may_stand_above_the_headings(read: Callable[[Table], tuple[list[object], list[str]]]) -> None:
    (parameters,) = [one.values for one in READERS if one.values[0] is read]
    _read, heads, cells, wanted = parameters

    assert read([("名单", ""), ("（截至2023年）", ""), heads, cells]) == ([wanted], [])  # type: ignore[list-item]


def test_a_whole_heading_comes_before_one_with_brackets_and_the_first_of_two_counts() -> None:
    words = words_of({"score": ("得分",), "name": ("名称", "单位")})

    found = headings_in([("得分（参考）", "得分", "单位", "名称")], words)

    assert found is not None
    assert found.places == {"score": 1, "name": 2}
    assert list(found.unknown(("得分（参考）", "得分", "单位", "名称"))) == [
        ("A1", "得分（参考）"),
        ("D1", "名称"),
    ]


def test_the_row_with_most_headings_is_the_one_and_none_is_found_where_one_is_lacking() -> None:
    words = words_of({"name": ("名称",), "word": ("状态",), "day": ("日期",)})
    rows = [*csv.reader(["名称,,", "名称,状态,日期", "名称,状态,日期"])]

    found = headings_in(rows, words, [("word", "day")])

    assert found is not None
    assert found.line == 2
    assert headings_in(rows[:1], words, [("word",)]) is None
