from datetime import date
from typing import Any

import pytest

from linxuan.errors import BadInput
from linxuan.evaluation import History, Order, Position, read_history
from linxuan.programme.definition import Option
from tests.core.build import call, field, grade, standing_rule

CALL = call(
    fields=(
        field(
            "operating_status", "choice", options={"active": Option("存续"), "liquidating": Option("清算")}
        ),
    ),
    standings=(standing_rule("low", "rectify"),),
    grades=(grade("qualified", "合格"), grade("basically_qualified", "基本合格")),
)
PLAIN: dict[str, Any] = {
    "entity": "示例企业",
    "cohort": 3,
    "grades": {"2022": "qualified"},
    "operating_status": "active",
    "as_of": 2025,
}


def test_a_history_is_read_as_it_is_written() -> None:
    assert read_history(CALL, PLAIN) == History("示例企业", 3, {2022: "qualified"}, "active", 2025)


def test_chinese_words_and_years_as_text_are_understood() -> None:
    raw = {**PLAIN, "grades": {"2022": "合格"}, "operating_status": "存续", "as_of": "2025"}

    assert read_history(CALL, raw) == read_history(CALL, PLAIN)


def test_a_year_without_a_grade_may_be_written_out() -> None:
    assert read_history(CALL, {**PLAIN, "grades": {"2022": "qualified", "2023": None}}).grades == {
        2022: "qualified"
    }


def test_what_is_left_out_is_not_known() -> None:
    assert read_history(CALL, {"as_of": 2025}) == History("", None, {}, None, 2025)


def test_places_among_all_and_orders_are_read() -> None:
    order = {"rule": "low", "year": 2023, "ordered_on": "2024-03-01", "by": date(2024, 6, 1), "done_on": None}
    raw = {"positions": {"2023": {"worse": 0, "equal": 2, "of": 40}}, "orders": [order], "on": "2024-04-01"}
    found = read_history(CALL, {**PLAIN, **raw})

    assert found.positions == {2023: Position(0, 2, 40)}
    assert found.orders == (Order("low", 2023, date(2024, 3, 1), date(2024, 6, 1)),)
    assert found.day == date(2024, 4, 1)
    assert read_history(CALL, PLAIN).day == date(2025, 12, 31)


@pytest.mark.parametrize("year", [1900, 2199])
def test_the_first_and_the_last_year_that_there_are(year: int) -> None:
    assert read_history(CALL, {"as_of": year}).as_of == year


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"as_of": None}, "as_of"),
        ({"as_of": True}, "不是整数"),
        ({"as_of": 25}, "不是年份"),
        ({"as_of": 1899}, "不是年份"),
        ({"as_of": 2200}, "不是年份"),
        ({"as_of": "20255"}, "不是整数"),
        ({"xyz": 1}, "可以是：entity、cohort、grades"),
        ({"as_of": 2025.0}, "不是整数"),
        ({"as_of": [2025]}, "不是整数"),
        ({"grades": {"2022": "unqualified"}}, "2022：没有“unqualified”.*basically_qualified（基本合格）"),
        ({"grades": {"twenty": "qualified"}}, "不是整数"),
        ({"grades": {"22": "qualified"}}, "不是年份"),
        ({"grades": ["qualified"]}, "grades"),
        ({"grades": {"2022": ["qualified"]}}, "没有"),
        ({"operating_status": "actve"}, "没有“actve”.*active（存续）"),
        ({"operating_status": 1}, "没有“1”"),
        ({"cohort": "third"}, "cohort"),
        ({"entity": 5}, "entity"),
        ({"not_filed": 2023}, "not_filed"),
        ({"operating_statuss": "active"}, "operating_status"),
        ({"positions": [1]}, "positions"),
        ({"positions": {"2023": {"worse": 0, "equal": 1}}}, "不是整数"),
        ({"positions": {"2023": {"worse": 0, "equal": 0, "of": 4}}}, "对不上"),
        ({"positions": {"2023": {"worse": 4, "equal": 1, "of": 4}}}, "对不上"),
        ({"positions": {"2023": {"wurse": 0}}}, "worse"),
        ({"orders": {}}, "orders"),
        ({"orders": [{"rule": "lowest"}]}, "low（low）"),
        ({"orders": [{"rule": "low", "year": 2023}]}, "不是日期"),
        ({"orders": [{"rule": "low", "year": 2023, "ordered_on": "2024-03-01", "don": 1}]}, "done_on"),
        ({"on": "2024-02-30"}, "不是日期"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(change: dict[str, Any], words: str) -> None:
    with pytest.raises(BadInput, match=words) as fault:
        read_history(CALL, {**PLAIN, **change})

    assert fault.value.field


def test_a_history_is_an_object() -> None:
    with pytest.raises(BadInput, match="JSON对象"):
        read_history(CALL, ["2022", "qualified"])


def test_one_year_given_twice_is_refused() -> None:
    with pytest.raises(BadInput, match="两次"):
        read_history(CALL, {**PLAIN, "grades": {"2022": "qualified", " 2022": "qualified"}})
