"""Numbers, shares and dates as Chinese notices write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.programme.numerals import days_in, han_number, numbers_in, shares_in


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("不超过3个", 3),
        ("不超过 ３ 个", 3),
        ("不超过三个", 3),
        ("满两年", 2),
        ("十家以上", 10),
        ("十五日内", 15),
        ("二十三家", 23),
        ("一百零五人", 105),
        ("一万二千元", 12000),
        ("不低于1,200万元", 1200),
        ("不低于1,200万元", 12_000_000),
        ("3亿元", 300_000_000),
        ("0.5个百分点", Decimal("0.5")),
        ("二〇二三年", 2023),
    ],
)
def test_a_number_is_found(words: str, number: int | Decimal) -> None:
    assert number in numbers_in(words)


@pytest.mark.parametrize(("words", "number"), [("2023年", 2), ("13个", 3), ("十三个", 3), ("三十个", 3)])
def test_a_part_of_a_number_is_not_one(words: str, number: int) -> None:
    assert number not in numbers_in(words)


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("达30%以上", "0.30"),
        ("达３０％以上", "0.30"),
        ("百分之三十", "0.30"),
        ("百分之30", "0.30"),
        ("三成以上", "0.3"),
        ("12.5%", "0.125"),
        ("系数0.6", "0.6"),
    ],
)
def test_a_share_is_found(words: str, share: str) -> None:
    assert Decimal(share) in shares_in(words)


def test_thirty_percent_is_not_three_percent() -> None:
    assert Decimal("0.03") not in shares_in("30%")


@pytest.mark.parametrize(
    "words",
    [
        "2023年5月15日",
        "2023 年 5 月 15 日",
        "２０２３年５月１５日",
        "2023-05-15",
        "2023.5.15",
        "二〇二三年五月十五日",
    ],
)
def test_a_date_is_found(words: str) -> None:
    assert days_in(words) == {date(2023, 5, 15)}


def test_a_date_that_is_none_is_not_found() -> None:
    assert days_in("2023年2月30日") == frozenset()


@given(st.integers(0, 99_999_999))
def test_a_number_in_characters_is_read_back(number: int) -> None:
    assert han_number(in_characters(number)) == number


def in_characters(number: int) -> str:
    if number >= 10_000:
        rest = number % 10_000
        between = "零" if 0 < rest < 1000 else ""
        return f"{in_characters(number // 10_000)}万{between}{in_characters(rest) if rest else ''}"
    digits = "零一二三四五六七八九"
    written = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            written += digits[digit] + name
        elif written and number % unit and not written.endswith("零"):
            written += "零"
    return written or "零"
