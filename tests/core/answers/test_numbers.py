"""Amounts are exact, and what is no amount is told to be none."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.answers.numbers import amount_as_shown, as_decimal, as_integer
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
        ("(1,234.50)", "-1234.50"),
        ("（１２）万元", "-12"),
        ("(12万元)", "-12"),
        ("1.2亿", "12000"),
        ("１．２ 亿元", "12000"),
        ("3千万", "3000"),
        ("1.5万亿", "150000000"),
        ("1,234,567元", "123.4567"),
        ("-3亿", "-30000"),
        ("3万元", "3"),
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
        "5人", "5亿人", "5万", "5千", "5万万", "0.001元", "亿", "(5", "5)", "(-5)", "-(5)", "((5))", "5 kg", "5%", "1/3", "1" * 16, "0.1234567", "9" * 200, True, [], {}, None,
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


def test_a_unit_of_another_kind_is_refused_by_naming_the_right_one() -> None:
    with pytest.raises(Unfit, match="以万元为单位"):
        as_decimal(AMOUNT, "5家")


def test_what_can_be_read_in_two_ways_is_asked_and_not_guessed() -> None:
    with pytest.raises(
        Unfit, match=r"“1\.5万”可能是1\.5万元，也可能是15,000万元，请只填数，如 1\.5 或 15,000"
    ):
        as_decimal(AMOUNT, "1.5万")


@pytest.mark.parametrize(("raw", "value"), [("3万", 30000), ("1.2万人", 12000), ("１２", 12), ("1千", 1000)])
def test_a_count_of_ten_thousands_is_what_it_says(raw: str, value: int) -> None:
    assert as_integer(COUNT, raw) == value


@pytest.mark.parametrize("raw", ["1." + "0" * 40 + "1亿", "1." + "1" * 40 + "亿"])
def test_no_digit_is_rounded_away_on_the_way_to_the_unit_of_the_field(raw: str) -> None:
    with pytest.raises(Unfit, match="位"):
        as_decimal(AMOUNT, raw)


@pytest.mark.parametrize(
    ("field", "raw", "text"),
    [
        (AMOUNT, "1.2亿", "12,000"),
        (AMOUNT, "1234.50", "1,234.50"),
        (AMOUNT, "3万", "3万"),
        (COUNT, "1200.0", "1,200"),
        (COUNT, "12.5", "12.5"),
        (AMOUNT, "很多", "很多"),
        (AMOUNT, None, ""),
    ],
)
def test_an_input_shows_the_amount_that_was_read_or_what_was_typed(
    field: Field, raw: str | None, text: str
) -> None:
    assert amount_as_shown(field, raw) == text


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


LARGE_UNITS = {"元": -4, "千元": -1, "万元": 0, "百万元": 2, "千万元": 3, "亿元": 4, "亿": 4, "千万": 3}
VALUES = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)


@given(VALUES, st.sampled_from(sorted(LARGE_UNITS)))
def test_an_amount_in_any_unit_of_money_is_the_same_amount(value: Decimal, unit: str) -> None:
    assert as_decimal(AMOUNT, f"{value:,f}{unit}") == value.scaleb(LARGE_UNITS[unit])


@given(VALUES, st.sampled_from(["", "元", "万元", "亿", "亿元"]), st.booleans())
def test_what_is_shown_reads_back_as_what_was_typed(value: Decimal, unit: str, below: bool) -> None:
    typed = f"({abs(value):,f}){unit}" if below else f"{value:f}{unit}"

    assert as_decimal(AMOUNT, amount_as_shown(AMOUNT, typed)) == as_decimal(AMOUNT, typed)


@given(VALUES)
def test_full_width_is_no_other_amount(value: Decimal) -> None:
    wide = f"{value:,f}".translate({ord(one): ord(one) + 0xFEE0 for one in "0123456789.,-"})

    assert as_decimal(AMOUNT, wide) == value
