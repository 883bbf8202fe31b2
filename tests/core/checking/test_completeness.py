"""What a form still lacks, and which of its fields are seen."""

from decimal import Decimal

from linxuan.answers import read_answers
from linxuan.completeness import incomplete, missing_in_section, visible_fields
from linxuan.programme import lookup
from linxuan.rules.terms import Value
from tests.support.workshop import GOOD, TRACK, call

CALL = call()
COMPLETE = read_answers(CALL, TRACK, GOOD).values


def problems(without: tuple[str, ...] = (), **changed: Value) -> dict[str, str]:
    values = {**{key: value for key, value in COMPLETE.items() if key not in without}, **changed}
    return {each.field: each.problem for each in incomplete(CALL, TRACK, values)}


def test_a_form_with_all_that_is_required_is_complete() -> None:
    assert problems() == {}


def test_an_empty_form_lacks_what_certainly_applies_in_the_order_of_the_form() -> None:
    missing = incomplete(CALL, TRACK, {})
    assert [each.field for each in missing][:3] == ["title", "story", "masters"]
    assert "reason" not in [each.field for each in missing]
    assert {each.section for each in missing} == {"form"}
    assert missing[0].label == "标签title"


def test_what_is_worked_out_optional_or_filled_by_an_office_is_not_wanted_of_the_applicant() -> None:
    wanted = {each.field for each in incomplete(CALL, TRACK, {})}
    assert wanted.isdisjoint(("all_services", "service_share", "place_kind", "mail", "judged"))


def test_an_office_lacks_what_its_own_sections_ask() -> None:
    assert [each.field for each in incomplete(CALL, TRACK, {}, office="guild")] == ["judged"]
    assert incomplete(CALL, TRACK, {}, office="guild", stage="draft") == ()


def test_a_field_whose_condition_does_not_hold_is_neither_seen_nor_wanted() -> None:
    section = lookup.sections_of(CALL, TRACK)[0]
    seen = {each.id for each in visible_fields(CALL, TRACK, section, {"old": False})}
    assert "reason" not in seen
    assert "reason" not in problems(without=("reason",), old=False)


def test_a_field_whose_condition_is_open_is_seen() -> None:
    section = lookup.sections_of(CALL, TRACK)[0]
    assert "reason" in {each.id for each in visible_fields(CALL, TRACK, section, {})}


def test_a_field_whose_condition_holds_is_wanted() -> None:
    assert problems(without=("reason",)) == {"reason": "尚未填写"}


def test_every_year_of_a_table_is_wanted() -> None:
    assert problems(turnover={2022: Decimal(1)}) == {"turnover": "缺少2020、2021年"}


def test_what_counts_as_none_is_not_wanted() -> None:
    assert "repairs" not in problems(without=("repairs",))
    assert set(problems(without=("services", "repairs"))) == {"services", "repairs"}


def test_the_one_answer_with_which_one_may_submit_is_named() -> None:
    assert problems(true=False) == {"true": "须选“是”才能提交"}


def test_rows_are_wanted_up_to_the_least_and_each_with_its_required_columns() -> None:
    assert problems(works=()) == {"works": "至少1行，现有0行"}
    assert problems(works=({"work": "布"},)) == {"works": "第1行缺少“标签worth”"}


def test_no_choice_made_is_wanted() -> None:
    assert problems(tools=()) == {"tools": "尚未填写"}


def test_an_option_whose_condition_has_changed_is_pointed_out() -> None:
    assert problems(category="wood") == {"tools": "“织机”与其他答案不符，请去掉或改正"}


def test_a_section_that_an_action_asks_for_is_looked_at_alone() -> None:
    extra = lookup.sections_of(CALL, TRACK)[2]
    assert missing_in_section(CALL, TRACK, extra, {}) == ()
    assert problems(without=("mail",)) == {}
