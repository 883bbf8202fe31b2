"""Misreadings put right before the text is read."""

import pytest

from linxuan.notice.clauses import Correction
from linxuan.notice.corrections import NoticeFaults, correct
from linxuan.notice.lines import split
from tests.core.notice.read import own, reading


def test_the_words_are_found_whatever_the_white_space() -> None:
    notice = reading("关于申报的通知\n一、具 \n\n各功能。\n", corrections=(Correction("具各功", "具备功"),))
    assert own(notice, "一") == ("具备功能。",)


def test_corrections_are_made_in_order() -> None:
    notice = reading(
        "关于申报的通知\n一、甲。\n", corrections=(Correction("甲", "乙"), Correction("乙", "丙"))
    )
    assert own(notice, "一") == ("丙。",)


def test_what_stands_there_twice_is_corrected_twice_only_when_asked() -> None:
    twice = Correction("己经", "已经", all=True)
    notice = reading("关于申报的通知\n一、己经认定，己经公布。\n", corrections=(twice,))
    assert own(notice, "一") == ("已经认定，已经公布。",)


def test_lines_keep_their_numbers() -> None:
    lines, faults = correct(split("甲\n乙丙\n丁\n戊"), [Correction("丙 丁", "己")])
    assert faults == ()
    assert [(line.number, line.text) for line in lines if line.text] == [(1, "甲"), (2, "乙己"), (4, "戊")]


def test_a_correction_may_put_in_the_end_of_a_line() -> None:
    notice = reading(
        "关于申报的通知\n一、条件。二、程序。\n", corrections=(Correction("。二、", "。\n二、"),)
    )
    assert own(notice, "二") == ("程序。",)


def test_every_correction_that_does_not_fit_is_told() -> None:
    corrections = (
        Correction("无此字", "有"),
        Correction("甲", "乙"),
        Correction(" ", "丙"),
        Correction("丁", "戊"),
    )
    with pytest.raises(NoticeFaults) as refused:
        reading("关于申报的通知\n一、甲甲丁。\n", corrections=corrections, closing="没有")
    assert [(fault.key, fault.index) for fault in refused.value.faults] == [
        ("corrections", 0),
        ("corrections", 1),
        ("corrections", 2),
        ("closing", None),
    ]
    assert "2 次" in refused.value.faults[1].problem
