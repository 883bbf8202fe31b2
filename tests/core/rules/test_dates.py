"""Calendar arithmetic, every day of seven years, and its edges."""

from calendar import isleap
from datetime import date, timedelta

import pytest

from linxuan.rules.days import FIRST_DAY, LAST_DAY, add_days, add_months, add_years, iso_day
from tests.core.rules.vocabulary import outcome

EVERY_DAY = tuple(
    date(2019, 1, 1) + timedelta(days=n) for n in range((date(2026, 1, 1) - date(2019, 1, 1)).days)
)


@pytest.mark.parametrize("years", range(-3, 6))
def test_every_day_moved_by_years_keeps_month_and_day_but_for_29_february(years: int) -> None:
    for day in EVERY_DAY:
        moved = add_years(day, years)
        assert moved is not None
        leap_day_lost = (day.month, day.day) == (2, 29) and not isleap(day.year + years)
        assert (moved.year, moved.month) == (day.year + years, day.month)
        assert moved.day == (28 if leap_day_lost else day.day)


@pytest.mark.parametrize("months", range(-13, 26))
def test_every_day_moved_by_months_stays_in_that_month(months: int) -> None:
    for day in EVERY_DAY:
        moved = add_months(day, months)
        assert moved is not None
        assert moved.year * 12 + moved.month == day.year * 12 + day.month + months
        last_of_month = (moved + timedelta(days=1)).month != moved.month
        assert moved.day == day.day or (moved.day < day.day and last_of_month)


def test_every_day_moved_by_days_is_that_many_days_away() -> None:
    for day in EVERY_DAY:
        for days in (-400, -1, 0, 1, 31):
            assert add_days(day, days) == day + timedelta(days=days)


def test_two_years_from_29_february_are_over_on_28_february() -> None:
    text = "add_years(live_on, 2) <= filed_on"
    assert outcome(text, live_on=date(2020, 2, 29), filed_on=date(2022, 2, 28)) is True
    assert outcome(text, live_on=date(2020, 2, 29), filed_on=date(2022, 2, 27)) is False


def test_two_years_to_the_day_are_two_years() -> None:
    text = "add_years(live_on, $least_years) <= filed_on"
    assert outcome(text, live_on=date(2021, 5, 15), filed_on=date(2023, 5, 15)) is True
    assert outcome(text, live_on=date(2021, 5, 16), filed_on=date(2023, 5, 15)) is False


@pytest.mark.parametrize(
    "text",
    [
        "add_years(filed_on, 500) > filed_on",
        "add_years(filed_on, -500) < filed_on",
        "add_years(filed_on, 999999999999999999999) > filed_on",
        "add_months(filed_on, -999999999999999999999) > filed_on",
        "add_days(filed_on, 999999999999999999999) > filed_on",
        "add_days(add_years(filed_on, 176), 365) > filed_on",
    ],
)
def test_a_day_beyond_1900_to_2199_is_unknown_and_no_error(text: str) -> None:
    assert outcome(text, filed_on=date(2023, 5, 15)) is None


def test_the_first_and_the_last_day_are_in_reach() -> None:
    assert add_days(date(2199, 12, 30), 1) == LAST_DAY
    assert add_days(LAST_DAY, 1) is None
    assert add_months(date(1900, 2, 1), -1) == FIRST_DAY
    assert add_months(FIRST_DAY, -1) is None
    assert add_years(date(2199, 1, 1), -299) == FIRST_DAY


@pytest.mark.parametrize(
    "text", ["2021-1-1", "20210101", "2021-02-29", "1899-12-31", "2200-01-01", "x", "２０２１-01-01"]
)
def test_only_a_day_of_the_calendar_in_full_digits_is_one(text: str) -> None:
    assert iso_day(text) is None
