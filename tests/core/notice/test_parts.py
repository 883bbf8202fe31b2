"""Head, preamble, closing and annexes."""

import pytest

from linxuan.errors import BadInput
from linxuan.notice.corrections import NoticeFaults
from tests.core.notice.read import addresses, own, reading

BODY = "一、条件。\n二、程序。\n"


def test_what_stands_above_the_title_is_the_letterhead() -> None:
    notice = reading("某某市工业和信息化局文件\n某工信〔2024〕7号\n关于申报的通知\n各区：\n请申报。\n" + BODY)
    assert notice.title == "关于申报的通知"
    assert own(notice, "版头") == ("某某市工业和信息化局文件", "某工信〔2024〕7号")
    assert own(notice, "前言") == ("各区：请申报。",)


def test_a_number_between_title_and_address_is_letterhead_too() -> None:
    notice = reading("关于申报的通知\n某工信〔2024〕7号\n各区：\n请申报。\n" + BODY)
    assert notice.title == "关于申报的通知"
    assert own(notice, "版头") == ("某工信〔2024〕7号",)


def test_what_a_web_page_puts_around_the_title_is_letterhead() -> None:
    notice = reading(
        "首页 > 通知公告\n关于申报的通知\n发布时间：2024-03-01 09:50 来源：某局\n关于申报的通知\n各区：\n请申报。\n"
        + BODY
    )
    assert notice.title == "关于申报的通知"
    assert own(notice, "前言") == ("各区：请申报。",)


@pytest.mark.parametrize(
    "title",
    [
        "某某市工业和信息化局\n关于开展示范遴选\n和评估评价工作的通知",
        "关于转发《某部关于开展遴选工作的通知\n》的通知",
        "某某企业技术中心认定管理办法（试行）",
        "通 知",
    ],
)
def test_a_title_runs_to_the_kind_of_its_document(title: str) -> None:
    notice = reading(f"{title}\n各区：\n请申报。\n{BODY}")
    assert notice.title == title.replace("\n", "").replace(" ", "")


def test_a_text_without_a_title_has_none() -> None:
    notice = reading("各区、各有关单位：\n请按时申报。\n" + BODY)
    assert notice.title == ""
    assert own(notice, "前言") == ("各区、各有关单位：请按时申报。",)


@pytest.mark.parametrize(
    "first",
    [
        "特此通知。",
        "此通知可至网站下载。",
        "联系人：张三，电话：12345678",
        "（此件公开发布）",
        "2024年3月1日",
        "抄送：某局",
    ],
)
def test_the_closing_is_told_by_its_first_words(first: str) -> None:
    notice = reading(f"关于申报的通知\n{BODY}{first}\n")
    assert addresses(notice) == ["前言", "一", "二", "文末"]


def test_those_who_sign_stand_in_the_closing() -> None:
    notice = reading(f"关于申报的通知\n{BODY}某某市工业和信息化局\n某某市财政局\n2024年3月1日\n")
    assert own(notice, "文末") == ("某某市工业和信息化局", "某某市财政局", "2024年3月1日")


def test_contacts_under_a_clause_about_contacts_stay_there() -> None:
    notice = reading(f"关于申报的通知\n{BODY}三、联系方式\n联系人：张三\n电话：12345678\n2024年3月1日\n")
    assert own(notice, "三") == ("联系人：张三", "电话：12345678")
    assert own(notice, "文末") == ("2024年3月1日",)


def test_words_of_a_closing_before_a_further_clause_close_nothing() -> None:
    notice = reading("关于申报的通知\n一、条件。\n特此通知。\n二、程序。\n2024年3月1日\n")
    assert own(notice, "一") == ("条件。", "特此通知。")


def test_a_closing_that_is_given_begins_at_its_words() -> None:
    notice = reading("关于申报的通知\n一、条件。本文由本局 解释。\n", closing="本文由本局解释")
    assert own(notice, "一") == ("条件。",)
    assert own(notice, "文末") == ("本文由本局解释。",)


def test_a_closing_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(NoticeFaults) as refused:
        reading("关于申报的通知\n一、条件。\n", closing="此致")
    assert [(fault.key, fault.index) for fault in refused.value.faults] == [("closing", None)]


@pytest.mark.parametrize(
    "written",
    [
        "附件：1.申报书\n2.汇总表\n",
        "附件:\n1. 申报书\n2. 汇总表\n",
        "附 件 ：1．申报书  2．汇总表\n",
        "附件1：申报书\n附件2：汇总表\n",
        "附件1.申报书\n附件2.汇总表\n",
    ],
)
def test_annexes_are_listed_in_many_ways(written: str) -> None:
    notice = reading(f"关于申报的通知\n{BODY}{written}2024年3月1日\n")
    assert own(notice, "附件1") == ("申报书",)
    assert own(notice, "附件2") == ("汇总表",)
    assert own(notice, "文末") == ("2024年3月1日",)


def test_a_single_annex_has_no_number() -> None:
    notice = reading(f"关于申报的通知\n{BODY}附件：申报书\n")
    assert own(notice, "附件") == ("申报书",)


def test_an_annex_that_follows_has_clauses_of_its_own() -> None:
    notice = reading(f"""\
        关于申报的通知
        {BODY.replace(chr(10), chr(10) + "        ")}附件：1.申报指南
        2.汇总表
        2024年3月1日
        附件1
        申报指南
        一、范围。
        （一）企业。
        二、时间。
        附件2
        汇总表
        """)
    assert own(notice, "附件1") == ("申报指南", "申报指南")
    assert own(notice, "附件1一(一)") == ("企业。",)
    assert own(notice, "附件2") == ("汇总表", "汇总表")
    assert own(notice, "二") == ("程序。",)


def test_a_text_without_any_number_is_its_preamble() -> None:
    notice = reading("关于放假的通知\n各单位：\n明日放假。\n特此通知。\n")
    assert own(notice, "前言") == ("各单位：明日放假。",)
    assert own(notice, "文末") == ("特此通知。",)


@pytest.mark.parametrize("raw", ["", " \n\u3000\n", "\ufeff", "————\n— 1 —\n"])
def test_a_text_with_nothing_on_it_is_refused(raw: str) -> None:
    with pytest.raises(BadInput):
        reading(raw)


def test_a_text_over_a_megabyte_is_refused() -> None:
    with pytest.raises(BadInput, match="1 MB"):
        reading("申" * 400_000)
