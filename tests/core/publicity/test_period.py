from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.errors import Refused
from linxuan.programme.definition import PublicityTerms
from linxuan.publicity import counted_days, period
from linxuan.working_days import is_working_day, with_corrections

THURSDAY = date(2023, 4, 27)
SATURDAY = date(2023, 6, 10)


def test_five_working_days_step_over_the_may_holiday_and_count_its_working_saturday() -> None:
    days = counted_days(PublicityTerms(days=5), THURSDAY, is_working_day)

    assert [(day.month, day.day) for day in days] == [(4, 27), (4, 28), (5, 4), (5, 5), (5, 6)]


def test_a_first_day_that_does_not_count_moves_the_end_and_not_the_beginning() -> None:
    terms = PublicityTerms(days=5, first_day="not_counted")

    assert period(terms, THURSDAY, is_working_day) == (THURSDAY, date(2023, 5, 8))


def test_calendar_days_ask_no_table() -> None:
    def nobody_knows(day: date) -> bool:
        raise AssertionError(day)

    assert period(PublicityTerms(days=5, unit="calendar_days"), THURSDAY, nobody_knows) == (
        THURSDAY,
        date(2023, 5, 1),
    )


def test_a_period_that_opens_on_a_day_off_counts_from_the_next_working_day() -> None:
    assert period(PublicityTerms(days=1), SATURDAY, is_working_day) == (SATURDAY, date(2023, 6, 12))


def test_a_period_beyond_the_known_arrangements_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        period(PublicityTerms(days=5), date(2190, 1, 1), is_working_day)

    assert refusal.value.code == "working_days"
    assert "2190" in refusal.value.reason


def test_an_imported_day_is_believed() -> None:
    closed_on_friday = with_corrections({date(2023, 4, 28): False})

    assert period(PublicityTerms(days=5), THURSDAY, closed_on_friday) == (THURSDAY, date(2023, 5, 8))


@given(
    opens_on=st.dates(date(2015, 1, 1), date(2024, 12, 31)),
    days=st.integers(1, 30),
    unit=st.sampled_from(["working_days", "calendar_days"]),
    first_day=st.sampled_from(["counted", "not_counted"]),
)
def test_a_period_counts_as_many_days_as_it_says(
    opens_on: date, days: int, unit: Any, first_day: Any
) -> None:
    terms = PublicityTerms(days=days, unit=unit, first_day=first_day)

    counted = counted_days(terms, opens_on, is_working_day)

    assert len(counted) == days
    assert list(counted) == sorted(set(counted))
    assert counted[0] >= opens_on + timedelta(days=first_day == "not_counted")


@given(opens_on=st.dates(date(2015, 1, 1), date(2024, 12, 31)), days=st.integers(1, 30))
def test_one_day_more_never_ends_earlier(opens_on: date, days: int) -> None:
    shorter, longer = (
        period(PublicityTerms(days=each), opens_on, is_working_day) for each in (days, days + 1)
    )

    assert shorter[1] < longer[1]
