"""The check characters of GB 32100 and GB 11714, on codes that are in use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.credit_code import (
    ALPHABET,
    check_character,
    is_credit_code,
    normalised,
    organisation_check_character,
    organisation_code_holds,
    read_credit_code,
)
from linxuan.errors import BadInput

REAL = (
    "914403001922038216",
    "9144030071526726XG",
    "91210200241281392F",
    "91210200716996405L",
    "912102440580649631",
)


@pytest.mark.parametrize("code", REAL)
def test_a_real_code_is_accepted_with_its_organisation_code(code: str) -> None:
    assert is_credit_code(code)
    assert organisation_code_holds(code)


@pytest.mark.parametrize("code", REAL)
@pytest.mark.parametrize("place", range(18))
def test_one_wrong_character_is_noticed_wherever_it_stands(code: str, place: int) -> None:
    wrong = "2" if code[place] != "2" else "3"
    assert not is_credit_code(code[:place] + wrong + code[place + 1 :])


def test_spaces_hyphens_lower_case_and_full_width_are_one_code() -> None:
    assert normalised(" 9121 0200-２４１２８１３９２f ") == "91210200241281392F"


def test_a_code_is_read_as_it_is_stored_or_refused_for_its_field() -> None:
    assert read_credit_code("91210200 241281392f") == "91210200241281392F"
    with pytest.raises(BadInput) as caught:
        read_credit_code("91210200241281392E")
    assert caught.value.field == "credit_code"


@pytest.mark.parametrize("code", ["", "91210200241281392", "91210200241281392FF", "9121020024128139IF", "九"])
def test_what_has_not_the_shape_is_no_code(code: str) -> None:
    assert not is_credit_code(code)


def test_a_department_that_is_a_letter_is_accepted() -> None:
    body = "N2210281MF0000000"
    assert is_credit_code(body + check_character(body))


def test_a_code_can_be_right_while_its_organisation_code_is_not() -> None:
    body = "91990000" + "12345678" + "0"
    assert organisation_check_character("12345678") != "0"
    assert is_credit_code(body + check_character(body))
    assert not organisation_code_holds(body + check_character(body))


@given(st.from_regex(r"[1-9A-H][0-9]{7}", fullmatch=True), st.text(ALPHABET, min_size=9, max_size=9))
def test_the_check_character_completes_any_body(head: str, tail: str) -> None:
    assert is_credit_code(head + tail + check_character(head + tail))


@given(st.text())
def test_any_text_can_be_asked_about(text: str) -> None:
    assert is_credit_code(normalised(text)) in (True, False)
