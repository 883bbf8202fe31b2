"""Words quoted from a notice."""

import pytest

from linxuan.notice.phrases import phrases
from linxuan.notice.quotation import nearest, sentence_holds, sentence_of, squeeze
from tests.core.notice.read import reading

NOTICE = reading("""\
    关于申报的通知
    一、申报条件
    申报企业应在本市注册（附“证明”）。我市示范企业不超过３个，服务收入占比达30%以上。
    """)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("（ 附件１ ）", "(附件1)"),
        ("工信〔2023〕42号", "工信(2023)42号"),
        ("工信【2023】42号", "工信［2023］42号"),
        ("“平台”", '"平台"'),
        ("平台，企业：甲；乙！", "平台,企业:甲;乙!"),
        ("ＧＤＰ－增长", "GDP-增长"),
        ("2021年 1月\n1日", "2021年1月1日"),
        ("示\u200b范\ufeff", "示范"),
    ],
)
def test_white_space_and_width_do_not_matter(one: str, other: str) -> None:
    assert squeeze(one) == squeeze(other)


def test_a_full_stop_is_no_comma() -> None:
    assert squeeze("甲。乙") != squeeze("甲,乙")


def test_words_stand_in_the_sentence_that_is_named() -> None:
    assert sentence_holds(NOTICE, "一", 2, "不超过 3个")
    assert not sentence_holds(NOTICE, "一", 1, "不超过3个")
    assert sentence_holds(NOTICE, "一", 0, "申报条件")
    assert sentence_holds(NOTICE, "前言", 0, "关于申报的通知")


@pytest.mark.parametrize(("address", "sentence"), [("二", 1), ("一", 3), ("一", -1), ("", 0)])
def test_a_sentence_that_is_not_there_holds_nothing(address: str, sentence: int) -> None:
    assert sentence_of(NOTICE, address, sentence) is None
    assert not sentence_holds(NOTICE, address, sentence, "申报")


def test_no_words_stand_nowhere() -> None:
    assert not sentence_holds(NOTICE, "一", 1, " ")


def test_the_nearest_sentence_is_named_with_its_address() -> None:
    assert nearest(NOTICE, "示范企业不多于3个").startswith("一#2 我市示范企业")
    assert nearest(NOTICE, "天气晴朗") == ""
    assert nearest(NOTICE, "") == ""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("甲，乙；丙：丁。", ("甲", "乙", "丙", "丁")),
        ("甲,乙;丙:丁。", ("甲", "乙", "丙", "丁")),
        ("见https://a.cn/b,网站。", ("见https://a.cn/b", "网站")),
        ("在17:00前交1,000元。", ("在17:00前交1,000元",)),
        ("没有标点", ("没有标点",)),
        ("。", ()),
    ],
)
def test_a_sentence_is_cut_into_phrases(sentence: str, expected: tuple[str, ...]) -> None:
    assert phrases(sentence) == expected
