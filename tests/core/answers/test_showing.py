"""Answers as people read them."""

from datetime import date
from decimal import Decimal

import pytest

from linxuan.answers import display_answer, read_answer
from linxuan.errors import BadInput
from linxuan.rules.terms import Value
from tests.support.workshop import TRACK, call

CALL = call()


@pytest.mark.parametrize(
    ("field", "value", "shown"),
    [
        ("title", "示例", "示例"),
        ("masters", 1234567, "1,234,567"),
        ("turnover", {2022: Decimal("1234.50"), 2021: Decimal(3)}, "2021年：3；2022年：1,234.50"),
        ("turnover", Decimal("1234.50"), "1,234.50"),
        ("founded_on", date(2023, 5, 5), "2023年5月5日"),
        ("filed_on", date(2023, 5, 15), "2023年5月15日"),
        ("old", True, "是"),
        ("old", False, "否"),
        ("size", "big", "大"),
        ("tools", ("saw", "loom"), "锯、织机"),
        ("tools", (), ""),
        ("category", "cloth", "织物"),
        ("mode", "定制", "定制"),
        ("place", "990002", "西岛"),
        ("place", "110101", "110101"),
        ("service_share", Decimal("0.2999"), "29.99%"),
        ("title", None, ""),
    ],
)
def test_an_answer_is_shown_in_words(field: str, value: Value | None, shown: str) -> None:
    assert display_answer(CALL, TRACK, field, value) == shown


def test_rows_are_shown_one_a_line_with_the_labels_of_their_columns() -> None:
    rows = read_answer(CALL, TRACK, "works", [{"work": "布", "worth": "1500"}, {"work": "毯"}])
    assert display_answer(CALL, TRACK, "works", rows) == "标签work：布；标签worth：1,500\n标签work：毯"


def test_a_field_that_the_form_lacks_cannot_be_shown() -> None:
    with pytest.raises(BadInput):
        display_answer(CALL, TRACK, "colour", "red")
