"""Typing into a form as people do it: copied from a spreadsheet, in amounts of their own, and thought better of."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from linxuan_site.actions.calls import publish_call
from linxuan_site.actions.drafts import start_application
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Account, Application
from tests.journeys.conftest import Shoot
from tests.journeys.form import a_scan, pastes
from tests.journeys.people import Applicant
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import violations

CHAMPION = Path(__file__).parents[1] / "programmes" / "champion-2022"
ACCOUNTS = """\
利润表||||
项目（单位：元）|2022年|2021年度|2019年|2020年
一、营业收入|１２０，０００，０００|85,000,000.00|60,000,000|
其中：直接服务收入|30,000,000|25,500,000||18,000,000
服务收入|1|2|3|4
净利润（万元）|(123.45)|600.00||500
营业外收入|11,000|22,000||33,000
""".replace("|", "\t").replace("\n", "\r\n")
PATENTS = """\
序号|专利名称|权利人|授权日期|是否有效
1|"一种""示例""装置
及方法"|本企业|2020/5/1|是
2|示例夹具|与他人共有|2021年11月30日|否
3|示例刀库|没有这样的人|不详|有
""".replace("|", "\t")


@pytest.fixture
def owner(stage: Stage) -> Account:
    """Somebody of an enterprise."""
    return member_of("示例填报有限公司", credit_code(511), "typist")


Opens = Callable[..., Page]


@pytest.fixture
def opens(stage: Stage, owner: Account) -> Opens:
    """Open a section of an application of this enterprise."""

    def open_section(draft: Application, section: str, **wishes: object) -> Page:
        person = Applicant(stage.new_window(**wishes))
        person.signs_in("typist")
        person.goes_to(f"/applications/{draft.pk}/form/{section}/")
        return person.page

    return open_section


def amount(page: Page, name: str, year: int) -> Locator:
    return page.get_by_label(re.compile(f"^{name}，{year} 年"))


def kept(draft: Application, field: str) -> object:
    return Application.objects.get(pk=draft.pk).answers.get(field)


def comes_to_keep(page: Page, draft: Application, field: str, answer: object) -> None:
    """Wait until a save by itself has brought an answer."""
    for _ in range(100):
        if kept(draft, field) == answer:
            return
        page.wait_for_timeout(100)
    assert kept(draft, field) == answer


def test_a_table_of_accounts_is_pasted_by_its_headings_and_can_be_taken_back(
    opens: Opens, stage: Stage, owner: Account, shoot: Shoot
) -> None:
    draft = start_application(owner, stage.call.id, "enterprise")
    page = opens(draft, "economics")
    amount(page, "营业收入", 2021).fill("1.2亿")
    amount(page, "营业收入", 2020).fill("70000000元")
    amount(page, "净利润", 2022).fill("3万")
    amount(page, "净利润", 2022).blur()

    # What was typed is shown as it was read, once one has left it; what has two readings is asked.
    expect(amount(page, "营业收入", 2021)).to_have_value("12,000")
    expect(amount(page, "营业收入", 2020)).to_have_value("7,000")
    expect(amount(page, "净利润", 2022)).to_have_value("3万")
    expect(page.locator("#m_net_profit")).to_contain_text("“3万”可能是3万元，也可能是30,000万元")

    pastes(amount(page, "从业人数", 2020), ACCOUNTS)
    told = page.locator(".lx-pasted").first
    expect(told).to_contain_text("贴入 8 格；9 格没有位置")
    for line in (
        "利润表（标题）",
        "2019年：一、营业收入 60,000,000　服务收入 3（表里没有这一列）",
        "服务收入：2022年 1　2021年度 2　2020年 4（自动计算，不用填）",
        "营业外收入：2022年 11,000　2021年度 22,000　2020年 33,000（表里没有这一行）",
        "表头写的是“元”",
    ):
        expect(told).to_contain_text(line)
    for year, income, direct in (
        (2020, "7,000", "1,800"),
        (2021, "8,500", "2,550"),
        (2022, "12,000", "3,000"),
    ):
        expect(amount(page, "营业收入", year)).to_have_value(income)
        expect(amount(page, "直接服务收入", year)).to_have_value(direct)
    expect(amount(page, "净利润", 2022)).to_have_value("-123.45")
    expect(page.locator("#d_service_share\\.2022")).to_have_text("25.00%")
    expect(page.locator("#d_service_income\\.2021")).to_have_text("2,550")
    shoot(page, "pasted")
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 800})
    shoot(page, "pasted on a phone")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    told.get_by_role("button", name="撤销贴入").click()
    expect(told).to_contain_text("已撤销贴入，恢复了原来的内容")
    expect(amount(page, "营业收入", 2021)).to_have_value("12,000")
    expect(amount(page, "净利润", 2022)).to_have_value("3万")
    expect(amount(page, "直接服务收入", 2022)).to_have_value("")
    expect(page.locator("#d_service_share\\.2022")).to_have_text("待填")
    comes_to_keep(page, draft, "service_income_direct", None)

    # Years are found in any order, without names it begins in the row where it is pasted.
    pastes(amount(page, "从业人数", 2021), "2022\t2018年\t2020\n130\t90\t120\n31\t\t30")
    expect(told).to_contain_text("贴入 4 格；1 格没有位置：2018年：90（表里没有这一列）")
    expect(amount(page, "从业人数", 2022)).to_have_value("130")
    expect(amount(page, "研发人员数", 2020)).to_have_value("30")
    expect(amount(page, "从业人数", 2021)).to_have_value("")

    # Without headings it begins where it is pasted; what is typed afterwards stays when it is taken back.
    pastes(amount(page, "营业收入", 2021), "9,000\t10,000\t11,000\n100\t200")
    expect(told).to_contain_text("贴入 4 格；1 格没有位置")
    amount(page, "直接服务收入", 2022).fill("201")
    amount(page, "营业收入", 2021).focus()
    told.get_by_role("button", name="撤销贴入").click()
    expect(amount(page, "营业收入", 2021)).to_have_value("12,000")
    expect(amount(page, "直接服务收入", 2021)).to_have_value("")
    expect(amount(page, "直接服务收入", 2022)).to_have_value("201")


def test_rows_are_pasted_into_a_group_and_can_be_taken_back(
    opens: Opens, owner: Account, shoot: Shoot
) -> None:
    publish_call(CHAMPION)
    draft = start_application(owner, "champion-2022", "product")
    Application.objects.filter(pk=draft.pk).update(stage="draft")
    page = opens(draft, "patents")
    told, rows = page.locator(".lx-pasted"), page.locator("fieldset.lx-row")
    expect(rows).to_have_count(1)

    pastes(page.get_by_label("专利名称"), PATENTS)
    expect(rows).to_have_count(3)
    expect(told).to_contain_text("贴入 10 格；5 格没有位置")
    for line in (
        "序号：1　2　3（表里没有这一列）",
        "第 3 行：权利人 没有这样的人（选项里没有）",
        "第 3 行：授权日期 不详（不是日期）",
    ):
        expect(told).to_contain_text(line)
    first = {
        "patent_name": '一种"示例"装置 及方法',
        "patent_valid": True,
        "patent_granted_on": "2020-05-01",
        "patent_owner": "own",
    }
    second = {
        "patent_name": "示例夹具",
        "patent_valid": False,
        "patent_granted_on": "2021-11-30",
        "patent_owner": "shared",
    }
    third = {"patent_name": "示例刀库", "patent_valid": True}
    comes_to_keep(page, draft, "patents", [first, second, third])
    shoot(page, "rows pasted")
    assert violations(page) == []

    page.get_by_role("button", name="再加一行").click()
    expect(rows).to_have_count(4)
    expect(rows.nth(3).get_by_label("专利名称")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(rows).to_have_count(2)
    comes_to_keep(page, draft, "patents", None)
    many = "\n".join(f"专利{number}\t有" for number in range(1, 33))
    pastes(page.get_by_label("专利名称").first, many)
    expect(rows).to_have_count(30)
    expect(told).to_contain_text("贴入 60 格；4 格没有位置：专利31　有　专利32　有（最多 30 行）")
    expect(page.get_by_role("button", name="再加一行")).to_be_hidden()
    told.get_by_role("button", name="撤销贴入").click()
    expect(rows).to_have_count(2)
    comes_to_keep(page, draft, "patents", None)
    page.reload()
    expect(page.get_by_label("专利名称")).to_have_value("")


def test_what_no_longer_applies_goes_out_of_sight_and_out_of_the_sums_but_is_kept(
    opens: Opens, stage: Stage, owner: Account, shoot: Shoot
) -> None:
    draft = start_application(owner, stage.call.id, "enterprise")
    page = opens(draft, "declarations")
    accident, day = (
        page.get_by_role("group", name=re.compile("^是否发生过重大")),
        page.get_by_label(re.compile("^最近一次重大事故的日期")),
    )
    here = page.get_by_role("navigation").get_by_role("link", name=re.compile("^声明"))
    accident.get_by_label("是", exact=True).check()
    expect(day).to_be_visible()
    day.fill("2022-06-01")
    day.blur()
    expect(here).to_have_accessible_name(re.compile("2.7"))
    expect(page.get_by_role("link", name="“最近一次重大事故的日期”的修改记录")).to_be_visible()
    shoot(page, "asked")
    assert violations(page) == []

    accident.get_by_label("否", exact=True).check()
    expect(day).to_be_hidden()
    expect(here).to_have_accessible_name(re.compile("1.6"))
    comes_to_keep(page, draft, "has_major_accident", False)
    assert kept(draft, "last_major_accident_on") == "2022-06-01"

    accident.get_by_label("是", exact=True).check()
    expect(day).to_be_visible()
    expect(day).to_have_value("2022-06-01")
    expect(here).to_have_accessible_name(re.compile("2.7"))

    page.get_by_role("link", name="“最近一次重大事故的日期”的修改记录").click()
    expect(page.get_by_role("heading", name="“最近一次重大事故的日期”的修改记录")).to_be_visible()
    shoot(page, "the record of one field")
    page.get_by_role("link", name="回到这一项").click()
    expect(day).to_have_value("2022-06-01")


def test_a_row_that_was_added_on_the_page_takes_a_file(opens: Opens, stage: Stage, owner: Account) -> None:
    draft = start_application(owner, stage.call.id, "platform")
    page = opens(draft, "platform")
    rows = page.locator("fieldset.lx-row")
    rows.nth(0).get_by_label("功能说明").fill("在线发布")
    page.get_by_role("button", name="再加一行").click()
    page.keyboard.type("订单匹配")
    rows.nth(1).locator("input[type=file]").set_input_files(a_scan("证明.pdf"))

    second = {"function_text": "订单匹配", "function_file": "证明.pdf"}
    comes_to_keep(page, draft, "functions_evidence", [{"function_text": "在线发布"}, second])
    expect(rows.nth(1).get_by_text("证明.pdf").first).to_be_visible()
    rows.nth(0).get_by_role("button", name=re.compile("删除.*第 1 行")).click()
    comes_to_keep(page, draft, "functions_evidence", [second])
    expect(rows).to_have_count(1)
