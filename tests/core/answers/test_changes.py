"""What changed between two answers is kept small, and can be taken back to the letter."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.answers.changes import before, change_between

TEXTS = st.text(max_size=8) | st.text(alphabet="服务制造，。\n𠮷", max_size=200)
PLAIN = st.none() | st.booleans() | st.integers(-3, 3) | TEXTS
KEYS = st.sampled_from(["2020", "2021", "2022", "note"])
ROWS = st.lists(st.dictionaries(KEYS, TEXTS, max_size=3), max_size=4)
ANSWERS = PLAIN | st.lists(TEXTS, max_size=4) | st.dictionaries(KEYS, TEXTS, max_size=4) | ROWS


@given(ANSWERS, ANSWERS)
def test_a_change_can_be_taken_back(old: Any, new: Any) -> None:
    change = change_between(old, new)

    assert (new if change is None else before(json.loads(json.dumps(change)), new)) == old


@given(ANSWERS)
def test_the_same_answer_is_no_change(answer: Any) -> None:
    assert change_between(answer, json.loads(json.dumps(answer))) is None


@pytest.mark.parametrize(("old", "new"), [(True, 1), (0, False), ("1", 1)])
def test_yes_is_not_one(old: Any, new: Any) -> None:
    assert change_between(old, new) == {"was": old, "is": new}


def test_a_word_added_to_a_long_text_costs_a_word() -> None:
    text = "本单位围绕服务型制造制定了年度计划。" * 100

    change = change_between(text, text[:50] + "新" + text[50:])

    assert len(json.dumps(change)) < 60


def test_of_a_year_table_and_of_rows_only_the_cell_is_kept() -> None:
    rows = [{"name": "甲", "amount": "1"}, {"name": "乙", "amount": "2"}]

    assert change_between({"2021": "1", "2022": "2"}, {"2021": "1", "2022": "3"}) == {
        "in": {"2022": {"was": "2", "is": "3"}}
    }
    assert change_between(rows, [rows[0], {"name": "乙", "amount": "9"}]) == {
        "in": {"1": {"in": {"amount": {"was": "2", "is": "9"}}}}
    }
