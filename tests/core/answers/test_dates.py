"""Dates as people write them, and what is none."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.answers.dates import FIRST, LAST, as_date
from linxuan.answers.raw import Unfit


@pytest.mark.parametrize(
    "written",
    [
        "2023-05-15",
        "2023-5-15",
        "2023年5月15日",
        " 2023 年 5 月 15 日 ",
        "２０２３-05-15",
        "2023/5/15",
        "2023.05.15",
    ],
)
def test_a_date_may_be_written_as_people_do(written: str) -> None:
    assert as_date(written) == date(2023, 5, 15)


@pytest.mark.parametrize(
    "written",
    [
        "2023-02-29",
        "2023-13-01",
        "2023-00-10",
        "15-05-2023",
        "2023-05",
        "20230515",
        "2023年5月",
        "明天",
        "1899-12-31",
    ],
)
def test_what_the_calendar_lacks_is_no_date(written: str) -> None:
    with pytest.raises(Unfit):
        as_date(written)


@pytest.mark.parametrize("raw", [20230515, True, [], {}, datetime(2023, 5, 15, tzinfo=UTC), date(2200, 1, 1)])
def test_only_text_and_days_are_read_as_dates(raw: object) -> None:
    with pytest.raises(Unfit):
        as_date(raw)


def test_a_leap_day_is_a_date_in_a_leap_year() -> None:
    assert as_date("2020-2-29") == date(2020, 2, 29)


@given(st.dates(FIRST, LAST))
def test_every_day_reads_back_from_both_ways_of_writing(day: date) -> None:
    assert as_date(day.isoformat()) == as_date(f"{day.year}年{day.month}月{day.day}日") == as_date(day) == day


@given(st.text())
def test_any_text_is_a_date_or_told_to_be_none(text: str) -> None:
    with suppress(Unfit):
        assert FIRST <= as_date(text) <= LAST
