"""Lengths of time: as they are written, and the day on which they end."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.lengths import Time, last_day
from linxuan.programme.definition import Length, WorkingDays
from linxuan.programme.shapes import Misshapen, time_of
from linxuan.working_days import is_weekend
from tests.core.programme.packages import CALL, changed, only_error

TIMES = st.builds(Length, st.integers(1, 60), st.sampled_from(("d", "m", "y"))) | st.builds(
    WorkingDays, st.integers(1, 60)
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


def by_week(day: date) -> bool:
    return not is_weekend(day)


@pytest.mark.parametrize(
    ("text", "begins", "ends"),
    [
        ("10wd", date(2023, 5, 12), date(2023, 5, 26)),
        ("1wd", date(2023, 5, 12), date(2023, 5, 15)),
        ("60d", date(2023, 5, 12), date(2023, 7, 11)),
        ("1m", date(2024, 1, 31), date(2024, 2, 29)),
        ("3y", date(2024, 2, 29), date(2027, 2, 28)),
    ],
)
def test_a_length_ends_on_its_last_day(text: str, begins: date, ends: date) -> None:
    assert last_day(time_of(text), begins, by_week) == ends


@pytest.mark.parametrize("text", ["", "0d", "10", "wd", "10 wd", "-1d", "1.5y", "９９d", "9999y", "10WD"])
def test_what_writes_no_length_is_told(text: str) -> None:
    with pytest.raises(Misshapen, match="10wd"):
        time_of(text)


@given(TIMES)
def test_a_length_is_read_as_it_is_written(time: Time) -> None:
    assert time_of(str(time)) == time


@given(TIMES, DAYS)
def test_the_day_on_which_it_begins_does_not_count(time: Time, begins: date) -> None:
    assert last_day(time, begins, by_week) > begins


@given(st.integers(1, 30), DAYS)
def test_between_lie_as_many_working_days_as_it_says(count: int, begins: date) -> None:
    last = last_day(WorkingDays(count), begins, by_week)

    between = (begins + timedelta(days=after) for after in range(1, (last - begins).days + 1))
    assert sum(map(by_week, between)) == count
    assert by_week(last)


def test_a_package_writes_the_times_of_a_revocation_as_lengths() -> None:
    old = 'leads_to    = "revoke"'
    wrong = only_error(changed(CALL, old, old + '\nanswer = "ten days"'))

    assert (wrong.place, "10wd" in wrong.problem) == ("standing.three-low.answer", True)


def test_only_what_leads_to_revocation_has_times_for_it() -> None:
    old = 'leads_to = "warn"'
    wrong = only_error(changed(CALL, old, old + '\nappeal = "60d"'))

    assert (wrong.place, "revoke" in wrong.hint) == ("standing.low.appeal", True)
