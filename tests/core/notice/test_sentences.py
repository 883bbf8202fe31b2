"""Headings and sentences."""

import pytest

from linxuan.notice.sentences import is_heading, sentences
from tests.core.notice.read import own, reading


def test_a_heading_has_no_end_of_a_sentence() -> None:
    notice = reading("关于申报的通知\n（一）示范企业、平台申报条件及推荐名额\n1.示范企业:主要面向服务。\n")
    assert notice.by_address["(一)"].heading == "示范企业、平台申报条件及推荐名额"
    assert notice.by_address["(一)1"].heading == ""
    assert own(notice, "(一)1") == ("示范企业:主要面向服务。",)


def test_an_entry_with_nothing_below_it_is_a_sentence() -> None:
    notice = reading("关于申报的通知\n一、材料\n1.申报书\n2.证明\n")
    assert notice.by_address["一"].heading == "材料"
    assert own(notice, "一1") == ("申报书",)


@pytest.mark.parametrize("text", ["共性条件", "提高认识，加强领导", "申报材料：", "申报条件（企业）"])
def test_short_words_without_an_end_can_be_a_heading(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize(
    "text", ["请报送。", "申报企业应当符合下列条件：", "包括以下材料：", "申报书；", "甲、乙、", "很长" * 30]
)
def test_what_demands_or_goes_on_is_no_heading(text: str) -> None:
    assert not is_heading(text)


def test_a_sentence_ends_with_its_full_stop_and_the_marks_that_close_it() -> None:
    assert sentences(["他说：“可以。”第二句！第三句（略。）尾"]) == (
        "他说：“可以。”",
        "第二句！",
        "第三句（略。）",
        "尾",
    )


def test_the_end_of_a_paragraph_ends_a_sentence_unless_it_leads_on() -> None:
    assert sentences(["各区：", "请申报", "材料包括：", "甲；", "乙。"]) == (
        "各区：请申报",
        "材料包括：甲；乙。",
    )


def test_sentences_of_children_are_not_those_of_their_clause() -> None:
    notice = reading("关于申报的通知\n一、条件。共二条。\n（一）甲。\n（二）乙。\n")
    assert own(notice, "一") == ("条件。", "共二条。")
