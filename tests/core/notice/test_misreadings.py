"""What looks misread, and what does not."""

import pytest

from tests.core.notice.read import found

HEAD = "关于申报的通知\n一、"


def suspects(text: str) -> list[tuple[str, str]]:
    return [(each.text, each.value) for each in found(HEAD + text, "suspect")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应具各功能。", ("具各", "具备")),
        ("末经批准不得变更。", ("末经", "未经")),
        ("己经认定的企业。", ("己经", "已经")),
        ("具有独立法入资格。", ("独立法入", "独立法人")),
        ("登录https://se1ection.example.cn。", ("se1ection", "selection")),
        ("登录www.d0main.com。", ("d0main", "domain")),
        ("请于2O23年报送。", ("2O", "")),
        ("结果∠合格。", ("∠", "")),
        ("申报(附电子版。", ("(附电子版。", "")),
        ("名为“平台的企业。", ("“平台的企业。", "")),
        ("申报附电子版）。", ("申报附电子版）", "")),
    ],
)
def test_what_a_scanner_confuses_is_suspect(text: str, expected: tuple[str, str]) -> None:
    assert suspects(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "O2O、B2B、5G、GB2312和mp3。",
        "各地备案，月末结算，自己经营。",
        "增长≥30%，面积约5㎡，★为必填。",
        "（一）《办法》“所称”【企业】〔甲〕。",
        "条件如下：1）甲；2）乙。",
        "https://a.example.cn/9f1a0b3c。",
    ],
)
def test_what_is_meant_is_not(text: str) -> None:
    assert suspects(text) == []


def test_a_word_that_lost_a_character_it_has_everywhere_else_is_suspect() -> None:
    usual = "申报材料真实。佐证材料准确。申报材料齐全。书面材料一份。纸质材料三份。"
    assert ("申报材必", "申报材料必") in suspects(f"{usual}申报材必须打印。")
    assert suspects(f"{usual}申报材料必须打印。") == []


def test_a_contact_without_a_phone_is_suspect() -> None:
    assert suspects("联系人：张三。") == [("联系人：张三", "")]


def test_numbers_that_skip_or_come_twice_are_suspect() -> None:
    text = "关于申报的通知\n一、甲。\n三、乙。\n三、丙。\n"
    assert [each.address for each in found(text, "suspect")] == ["三", "三之2"]


def test_articles_run_on_through_chapters() -> None:
    text = "某某办法\n第一章 总则\n第一条 甲。\n第二章 条件\n第二条 乙。\n第四条 丙。\n"
    assert [each.address for each in found(text, "suspect")] == ["第二章第四条"]


def test_a_lost_full_stop_is_suspect() -> None:
    text = "关于申报的通知\n一、条件\n应当在本市注册，运营良好\n另有规定的除外。\n二、程序。\n"
    assert [each.text for each in found(text, "suspect")] == ["应当在本市注册，运营良好"]


def test_entries_of_a_list_need_no_full_stop() -> None:
    assert found("关于申报的通知\n一、材料\n1.申报书\n2.证明\n", "suspect") == []
