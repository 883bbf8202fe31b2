"""Amounts are exact, and what is no amount is told to be none."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.answers.numbers import as_decimal, as_integer
from linxuan.answers.raw import Unfit
from linxuan.programme.definition import Field

AMOUNT = Field(id="amount", name="营业收入", kind="decimal", unit="万元")
COUNT = Field(id="count", name="从业人数", kind="integer", unit="人", min=Decimal(0), max=Decimal(1000000))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("10000", "10000"),
        ("1,234.50", "1234.50"),
        ("１２３４．５", "1234.5"),
        ("1，234，567", "1234567"),
        (" 1 234.5 万元 ", "1234.5"),
        ("12万元", "12"),
        ("-3.5", "-3.5"),
        ("−3.5", "-3.5"),
        (10000, "10000"),
        (Decimal("1E+3"), "1000"),
        (Decimal("-0.00"), "0.00"),
        (0.1, "0.1"),
    ],
)
def test_an_amount_may_be_written_as_people_do(raw: object, value: str) -> None:
    assert as_decimal(AMOUNT, raw) == Decimal(value)


@pytest.mark.parametrize(
    "raw",
    [
        "", "十", "1e5", "1E5", "0x10", "1_000", "12,34", "1,2345", ".5", "5.", "1.2.3", "--1", "NaN", "inf", "-Infinity",
        "5元", "5亿元", "5 kg", "1/3", "1" * 16, "0.1234567", "9" * 200, True, [], {}, None,
        Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("1E+400000"), Decimal("1E-400000"),
        Decimal("0E+400000"), 10**400, float("nan"), float("inf"), 1e300, 0.1 + 0.2,
    ],
)  # fmt: skip
def test_what_is_no_amount_is_not_taken(raw: object) -> None:
    with pytest.raises(Unfit):
        as_decimal(AMOUNT, raw)


def test_no_digit_is_lost() -> None:
    assert str(as_decimal(AMOUNT, "123456789012345.123456")) == "123456789012345.123456"


def test_a_count_takes_no_fraction_but_a_point_with_zeros() -> None:
    assert as_integer(COUNT, "12.0") == 12
    with pytest.raises(Unfit, match="整数"):
        as_integer(COUNT, "12.5")


@pytest.mark.parametrize("raw", [-1, 1_000_001])
def test_bounds_of_the_field_are_kept(raw: int) -> None:
    with pytest.raises(Unfit, match="不能"):
        as_integer(COUNT, raw)


@pytest.mark.parametrize("raw", [0, 1_000_000])
def test_the_bounds_belong_to_what_is_allowed(raw: int) -> None:
    assert as_integer(COUNT, raw) == raw


def test_another_unit_is_refused_by_naming_the_right_one() -> None:
    with pytest.raises(Unfit, match="万元"):
        as_decimal(AMOUNT, "5亿元")


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**14), max_value=10**14))
def test_number_text_and_separated_text_are_one_amount(value: Decimal) -> None:
    assert (
        as_decimal(AMOUNT, value)
        == as_decimal(AMOUNT, f"{value:f}")
        == as_decimal(AMOUNT, f"{value:,f}")
        == value
    )


@given(st.one_of(st.text(), st.floats(), st.decimals(), st.integers()))
def test_anything_is_an_amount_or_told_to_be_none(raw: object) -> None:
    with suppress(Unfit):
        assert as_decimal(AMOUNT, raw).is_finite()
