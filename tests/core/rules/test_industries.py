"""Sections of GB/T 4754-2017."""

import pytest

from linxuan.rules.industries import section_names, section_of
from tests.core.rules.vocabulary import outcome


@pytest.mark.parametrize(
    ("code", "section"),
    [
        ("0111", "A"), ("0512", "A"), ("0610", "B"), ("1200", "B"), ("1311", "C"), ("4390", "C"),
        ("4411", "D"), ("4690", "D"), ("4710", "E"), ("5090", "E"), ("5111", "F"), ("5290", "F"),
        ("5310", "G"), ("6090", "G"), ("6110", "H"), ("6290", "H"), ("6311", "I"), ("6513", "I"),
        ("6611", "J"), ("6999", "J"), ("7010", "K"), ("7111", "L"), ("7299", "L"), ("7310", "M"),
        ("7590", "M"), ("7610", "N"), ("7910", "N"), ("8010", "O"), ("8290", "O"), ("8310", "P"),
        ("8411", "Q"), ("8522", "Q"), ("8610", "R"), ("9090", "R"), ("9100", "S"), ("9610", "S"),
        ("9700", "T"), ("34", "C"), ("348", "C"),
    ],
)  # fmt: skip
def test_the_first_two_digits_tell_the_section(code: str, section: str) -> None:
    assert section_of(code) == section


@pytest.mark.parametrize("code", ["", "3", "C3484", "34840", "0000", "9800", "9999", "三四", "３４", "34.8"])
def test_a_code_that_the_standard_does_not_have_is_unknown(code: str) -> None:
    assert section_of(code) is None
    assert outcome("industry_section(industry) = 'C'", industry=code) is None


def test_there_are_twenty_sections_and_each_has_its_own_name() -> None:
    assert "".join(section_names()) == "ABCDEFGHIJKLMNOPQRST"
    assert len(set(section_names().values())) == 20
