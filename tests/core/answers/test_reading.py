"""Answers under a track: read by the kind of their field, or refused by name."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.answers import display_answer, fields_of, read_answer, read_answers, to_json
from linxuan.errors import BadInput
from tests.support.workshop import GOOD, ROUND, TRACK, call

CALL = call()
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


def test_a_whole_file_is_read_by_the_kinds_of_its_fields() -> None:
    answers = read_answers(CALL, TRACK, GOOD)
    assert answers.notes == ()
    assert answers.values["turnover"] == {2020: Decimal(800), 2021: Decimal(900), 2022: Decimal(1000)}
    assert answers.values["founded_on"] == date(2010, 2, 28)
    assert answers.values["old"] is True
    assert answers.values["size"] == "big"
    assert answers.values["tools"] == ("saw", "loom")
    assert answers.values["credit_code"] == "91210200241281392F"
    assert answers.values["works"] == (
        {"work": "布", "worth": Decimal("1.5")},
        {"work": "毯", "made_on": date(2020, 2, 29), "worth": Decimal(2)},
    )
    assert answers.values["filed_on"] == date(2023, 5, 10)


def test_a_year_table_given_as_one_amount_is_that_of_the_latest_year() -> None:
    assert read_answer(CALL, TRACK, "turnover", "1,000 万元") == {2022: Decimal(1000)}


@pytest.mark.parametrize("blank", [None, "", "  ", "\n"])
def test_nothing_answered_is_unknown(blank: object) -> None:
    assert read_answers(CALL, TRACK, dict.fromkeys(GOOD, blank)).values == {}
    assert read_answer(CALL, TRACK, "turnover", {"2022": blank}) is None


def test_an_empty_list_is_an_answer() -> None:
    assert read_answer(CALL, TRACK, "tools", []) == ()


def test_keys_that_the_form_lacks_are_left_out_with_a_note() -> None:
    answers = read_answers(CALL, TRACK, {"colour": "red", "elsewhere": "x", "work": "布"})
    assert answers.values == {}
    assert [note.split("”")[0] for note in answers.notes] == ["“colour", "“elsewhere", "“work"]


def test_what_is_computed_is_left_out_with_a_note() -> None:
    answers = read_answers(CALL, TRACK, {"all_services": "5", "service_share": "0.3", "place_kind": "valley"})
    assert answers.values == {}
    assert len(answers.notes) == 3


@pytest.mark.parametrize(
    ("field", "raw", "allowed"),
    [
        ("mode", "共享", "定制、修缮"),
        ("category", "stone", "cloth（织物）、wood（木器）"),
        ("size", "hidden", "big（大）、small（小）"),
        ("tools", ["axe"], "saw（锯）、loom（织机）"),
        ("tools", "saw", "列表"),
        ("founded_on", "2023-02-29", "日历"),
        ("filed_on", "soon", "日期"),
        ("old", 1, "true"),
        ("masters", "7.5", "整数"),
        ("masters", -1, "不能小于0"),
        ("turnover", {"2019": "1"}, "2020、2021、2022"),
        ("turnover", {"2022": "x"}, "万元"),
        ("turnover", {"2022": "1", "2022年": "2"}, "两次"),
        ("turnover", ["1", "2", "3"], "万元"),
        ("credit_code", "91210200241281392E", "18位"),
        ("trade", "C1711", "4位"),
        ("place", "东谷", "6位"),
        ("works", [{"colour": "red"}], "work、made_on、worth"),
        ("works", [{"work": "x"}] * 4, "最多3行"),
        ("works", {"work": "x"}, "列表"),
        ("works", ["x"], "对象"),
        ("works", [{"worth": "much"}], "万元"),
        ("title", "字" * 21, "最多20字"),
        ("title", ["x"], "文字"),
    ],
)
def test_a_wrong_answer_is_refused_by_field_value_and_what_is_allowed(
    field: str, raw: object, allowed: str
) -> None:
    with pytest.raises(BadInput, match=allowed) as caught:
        read_answers(CALL, TRACK, {field: raw})
    assert caught.value.field == field
    assert f"（{field}）" in caught.value.problem


def test_an_answer_nested_without_end_is_refused_in_one_short_line() -> None:
    deep: object = []
    for _ in range(5000):
        deep = [deep]
    with pytest.raises(BadInput) as caught:
        read_answer(CALL, TRACK, "title", deep)
    assert len(caught.value.problem) < 200


def test_a_region_outside_the_list_is_well_formed_all_the_same() -> None:
    assert read_answer(CALL, TRACK, "place", "110101") == "110101"


def test_without_strictness_a_wrong_answer_stays_unknown_and_is_told() -> None:
    answers = read_answers(CALL, TRACK, {"mode": "共享", "masters": 3}, strict=False)
    assert answers.values == {"masters": 3}
    assert "共享" in answers.notes[0]


def test_a_doubtful_organisation_code_is_taken_with_a_note() -> None:
    from linxuan.credit_code import check_character

    body = "91990000" + "12345678" + "0"
    answers = read_answers(CALL, TRACK, {"credit_code": body + check_character(body)})
    assert "credit_code" in answers.values
    assert "组织机构代码" in answers.notes[0]


def test_a_round_takes_the_categories_of_its_tracks_and_options_of_its_own() -> None:
    answers = read_answers(CALL, ROUND, {"category": "wood", "size": "hidden", "elsewhere": "x"})
    assert answers.values == {"category": "wood", "size": "hidden", "elsewhere": "x"}


def test_a_field_that_the_form_lacks_cannot_be_read_alone() -> None:
    with pytest.raises(BadInput):
        read_answer(CALL, TRACK, "colour", "red")


def test_what_was_read_is_kept_as_json_that_reads_as_the_same() -> None:
    values = read_answers(CALL, TRACK, GOOD).values
    kept = {key: to_json(value) for key, value in values.items()}
    assert read_answers(CALL, TRACK, kept).values == values


@given(st.sampled_from(sorted(fields_of(CALL, TRACK))), JSON)
def test_any_json_is_an_answer_or_bad_input_and_answers_read_back(field: str, raw: object) -> None:
    with suppress(BadInput):
        value = read_answer(CALL, TRACK, field, raw)
        assert read_answer(CALL, TRACK, field, to_json(value)) == value
        assert isinstance(display_answer(CALL, TRACK, field, value), str)


@given(st.dictionaries(st.sampled_from(sorted(GOOD)) | st.text(), JSON, max_size=6))
def test_any_object_is_read_when_wrong_answers_are_left_out(raw: dict[str, object]) -> None:
    read_answers(CALL, TRACK, raw, strict=False)
