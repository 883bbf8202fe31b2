from datetime import date

import pytest

from linxuan.errors import BadInput
from linxuan.working_days import is_working_day, read_corrections


def test_a_saturday_that_makes_up_for_a_holiday_is_a_working_day() -> None:
    assert is_working_day(date(2023, 5, 6))


def test_a_holiday_in_the_week_is_none() -> None:
    assert not is_working_day(date(2023, 5, 1))


def test_a_table_is_read_with_its_byte_order_mark() -> None:
    table = read_corrections("\ufeffday,is\n2090-01-01,holiday\n2090-01-02,working\n")

    assert not is_working_day(date(2090, 1, 1), table)
    assert is_working_day(date(2090, 1, 2), table)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "day"),
        ("day\n2090-01-01\n", "is"),
        ("day,is\n2090-13-01,holiday\n", "第2行"),
        ("day,is\n\n2090-01-01\n", "第3行"),
        ("day,is\n2090-01-01,perhaps\n", "perhaps"),
        ("day,is\n2090-01-01,working\n2090-01-01,holiday\n", "第3行"),
    ],
    ids=["empty", "column missing", "no date", "cell missing", "no word", "said twice"],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        read_corrections(text)
