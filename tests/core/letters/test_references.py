"""A document number is written as the standard writes it, however it was typed; anything else is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.errors import BadInput
from linxuan.letters.references import document_number


@pytest.mark.parametrize(
    "typed",
    [
        "大工信函〔2023〕12号",
        "大工信函[2023]12号",
        "大工信函（2023）12号",
        " 大工信函【２０２３】 １２ ",
        "大工信函(2023)12",
    ],
)
def test_brackets_and_widths_become_those_of_the_standard(typed: str) -> None:
    assert document_number(typed) == "大工信函〔2023〕12号"


def test_nothing_typed_is_no_number() -> None:
    assert document_number(" 　") == ""


@pytest.mark.parametrize(
    "typed",
    [
        "〔2023〕12号",
        "大工信函〔23〕12号",
        "大工信函〔2023〕012号",
        "大工信函〔2023〕第12号",
        "大工信函12号",
        "x" * 99,
    ],
)
def test_what_is_no_document_number_is_told_with_how_one_is_written(typed: str) -> None:
    with pytest.raises(BadInput, match="示例函〔2023〕12号") as fault:
        document_number(typed)
    assert fault.value.field == "reference"


@given(
    st.text(st.sampled_from("甲工信函办"), min_size=1, max_size=8),
    st.integers(1000, 9999),
    st.integers(1, 99999),
)
def test_what_was_written_once_stays_as_it_is(sign: str, year: int, number: int) -> None:
    written = document_number(f"{sign}({year}){number}")
    assert document_number(written) == written == f"{sign}〔{year}〕{number}号"
