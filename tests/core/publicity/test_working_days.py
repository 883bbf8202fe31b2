from datetime import date

import pytest

from linxuan.errors import Refused
from linxuan.working_days import arranged, is_working_day


def test_a_saturday_that_makes_up_for_a_holiday_is_a_working_day() -> None:
    assert is_working_day(date(2023, 5, 6))


def test_a_holiday_in_the_week_is_none() -> None:
    assert not is_working_day(date(2023, 5, 1))


def test_a_holiday_has_its_chinese_name_and_an_ordinary_day_has_none() -> None:
    found = [arranged(date(2023, 5, day)) for day in (1, 9, 13)]

    assert [(one.works, one.name) for one in found if one] == [(False, "劳动节"), (True, ""), (False, "")]


def test_a_correction_counts_before_what_is_installed() -> None:
    assert is_working_day(date(2023, 5, 1), {date(2023, 5, 1): True})


def test_a_year_without_an_arrangement_is_not_guessed() -> None:
    assert arranged(date(2090, 1, 4)) is None
    with pytest.raises(Refused, match="2090"):
        is_working_day(date(2090, 1, 4))
