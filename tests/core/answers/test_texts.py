"""Answers in words, and codes that are written like words."""

import pytest

from linxuan.answers.raw import Unfit, shown
from linxuan.answers.texts import (
    as_credit_code,
    as_email,
    as_file,
    as_industry,
    as_long_text,
    as_phone,
    as_region,
    as_text,
)
from linxuan.programme.definition import Field

TEXT = Field(id="name", name="名称", kind="text")
LONG = Field(id="plan", name="计划", kind="long_text", chars=10)
FILE = Field(id="licence", name="执照", kind="file")


def test_a_line_of_text_loses_its_outer_and_double_spaces() -> None:
    assert as_text(TEXT, "  示例 \n 企业  ") == "示例 企业"


def test_long_text_keeps_its_line_ends() -> None:
    assert as_long_text(LONG, "一\r\n二\r三 ") == "一\n二\n三"


def test_a_text_of_just_the_longest_is_taken_and_one_more_is_not() -> None:
    assert as_long_text(LONG, "字" * 10) == "字" * 10
    with pytest.raises(Unfit, match="最多10字，现在是11字"):
        as_long_text(LONG, "字" * 11)


@pytest.mark.parametrize("raw", ["\x00", "a\x07b", "\ud800", "a\u202eb", "\u2066"])
def test_characters_that_hide_or_turn_words_are_not_taken(raw: str) -> None:
    with pytest.raises(Unfit):
        as_text(TEXT, raw)


@pytest.mark.parametrize("raw", [5, True, [], {}])
def test_what_is_no_text_is_not_taken_as_text(raw: object) -> None:
    with pytest.raises(Unfit):
        as_text(TEXT, raw)


def test_a_credit_code_is_stored_in_upper_case_without_spaces() -> None:
    assert as_credit_code(TEXT, " 91210200 24128139 2f") == "91210200241281392F"


@pytest.mark.parametrize("raw", ["91210200241281392E", "9121020024128139", True, []])
def test_a_code_that_fails_its_check_is_not_taken(raw: object) -> None:
    with pytest.raises(Unfit):
        as_credit_code(TEXT, raw)


@pytest.mark.parametrize(
    ("raw", "code"),
    [("210211", "210211"), (210211, "210211"), (" ２１０２１１ ", "210211"), ("999999", "999999")],
)
def test_any_six_digits_are_a_region(raw: object, code: str) -> None:
    assert as_region(TEXT, raw) == code


@pytest.mark.parametrize("raw", ["21021", "2102111", "21021a", "大连", True, 21021, "٢١٠٢١١x"])
def test_what_has_not_six_digits_is_no_region(raw: object) -> None:
    with pytest.raises(Unfit):
        as_region(TEXT, raw)


@pytest.mark.parametrize("raw", ["C3484", "348", "34840", "三四八四"])
def test_an_industry_is_four_digits_without_a_letter(raw: str) -> None:
    assert as_industry(TEXT, "3484") == "3484"
    with pytest.raises(Unfit, match="不带字母"):
        as_industry(TEXT, raw)


@pytest.mark.parametrize("raw", ["0411-12345678", "+86 138 0000 0000", "(0411)12345678转801", "13800000000"])
def test_usual_phone_numbers_are_taken(raw: str) -> None:
    assert as_phone(TEXT, raw) == raw


@pytest.mark.parametrize("raw", ["电话", "12", "0411-1234abcd"])
def test_what_is_no_phone_number_is_not(raw: str) -> None:
    with pytest.raises(Unfit):
        as_phone(TEXT, raw)


def test_an_address_needs_its_at_and_its_domain() -> None:
    assert as_email(TEXT, "li@example.cn") == "li@example.cn"
    for raw in ("li", "li@", "li@example", "li @example.cn", "a@b@c.cn"):
        with pytest.raises(Unfit):
            as_email(TEXT, raw)


def test_a_file_is_known_by_its_name() -> None:
    assert as_file(FILE, {"name": "执照.pdf", "size": 3}) == as_file(FILE, "执照.pdf") == "执照.pdf"


def test_what_is_shown_of_a_wrong_answer_is_short_and_harmless() -> None:
    assert shown("a\x1b[31m\nb\ud800") == "a�[31m b�"
    assert len(shown("长" * 1000)) == 61
    assert shown(True) == "true"
