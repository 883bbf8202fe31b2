"""A district reviews: it judges conditions with the keyboard, says what is wrong at a field, and sends back."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import expect

from linxuan_site import clock
from linxuan_site.actions.judging import Judged, judge
from linxuan_site.models import Account
from tests.journeys.conftest import Shoot
from tests.journeys.crowd import Crowd, crowd_of
from tests.journeys.people import Officer, Person
from tests.journeys.stage import DISTRICT, Stage
from tests.journeys.test_accessibility import violations

PHONE: Mapping[str, Any] = {"viewport": {"width": 390, "height": 844}}
APPLICANT = "applicant-6"


@pytest.mark.parametrize("wishes", [{}, PHONE], ids=["desktop", "phone"])
def test_a_district_judges_remarks_checks_credit_and_sends_back(
    stage: Stage, shoot: Shoot, wishes: Mapping[str, Any]
) -> None:
    crowd = crowd_of(stage)
    district = stage.officer("district", DISTRICT, **wishes)
    district.goes_to(f"/desk/applications/{crowd.submitted.pk}/")

    judges_by_keys(district)
    meets_a_colleague(district, crowd)
    remarks_at_the_address(district)
    loses_nothing(district, shoot)
    is_asked_before_words_are_left(district)
    checks_credit(district)
    shoot(district.page, "the review")
    assert violations(district.page) == []
    assert district.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    asks_before_it_decides(district, shoot)
    district.acts("退回修改", 意见="请按各项意见修改。（示例）")

    reads_the_remarks(stage, crowd, shoot)


def judges_by_keys(district: Officer) -> None:
    """With the keyboard alone: 1 is true, 2 is doubted, and the words about it are kept as they are typed."""
    page = district.page
    page.locator("#yes-rule-legal-person").focus()
    page.keyboard.press("1")
    expect(page.locator("#judged-saved")).to_contain_text("已自动保存")
    expect(page.locator("#judged")).to_contain_text("1 项")
    page.locator("#yes-rule-service-income-share").focus()
    page.keyboard.press("2")
    page.get_by_label("疑点").and_(page.locator(":visible")).fill("专项说明第 4 页的数不同。（示例）")
    expect(page.locator("#judged")).to_contain_text("1 项存疑没有结论")
    expect(page.locator("#seen-rule-service-income-share")).not_to_have_value("0")


def remarks_at_the_address(district: Officer) -> None:
    district.page.get_by_role("link", name=re.compile("写意见.*通讯地址")).click()
    district.page.get_by_label("对“通讯地址”的意见").fill("门牌号与执照不符。（示例）")
    expect(district.page.locator("#to-send")).to_contain_text("门牌号与执照不符")


def meets_a_colleague(district: Officer, crowd: Crowd) -> None:
    """Who judges what a colleague judged meanwhile is told at its row; the rest is saved all the same."""
    page = district.page
    colleague = Account.objects.create(
        username="colleague", full_name="郑示例", office=crowd.life.district.office, created_at=clock.now()
    )
    judge(crowd.submitted.pk, [Judged("rule:operations-sound", "doubted", "请附报表")], account=colleague)

    page.locator("label[for=no-rule-operations-sound]").click()
    expect(page.locator("#rule-operations-sound")).to_contain_text("郑示例刚刚也判断了这一项，您的没有记录")
    expect(page.locator("#unsaved")).to_be_visible()
    page.locator("label[for=yes-rule-registered-here]").click()
    expect(page.locator("#seen-rule-registered-here")).not_to_have_value("0")

    page.once("dialog", lambda asked: asked.accept())
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("上次有 1 项没有存上")
    expect(page.locator("#doubt-rule-operations-sound")).to_be_checked()
    page.get_by_role("button", name="看过了，不再显示").click()
    judge(crowd.submitted.pk, [Judged("rule:operations-sound", "confirmed")], account=colleague)
    page.reload()


def loses_nothing(district: Officer, shoot: Shoot) -> None:
    """Without a network nothing typed is lost, no act is sent without it, and who comes back finds it."""
    page, context = district.page, district.page.context
    doubt = page.locator("#remark-rule-service-income-share")
    words = page.get_by_label("对“通讯地址”的意见")

    context.set_offline(True)
    doubt.fill("专项说明第 4 页的数不同，请更正。（示例）")
    words.fill("门牌号与执照不符，请核对。（示例）")
    expect(page.locator("#saved-address")).to_contain_text("没有存上")
    district.tries("退回修改", 意见="请按各项意见修改。（示例）")
    expect(page.locator("#unsaved")).to_contain_text("所以还没有办理")
    shoot(page, "not saved")
    page.on("dialog", lambda asked: asked.accept())
    page.close(run_before_unload=True)
    page.wait_for_event("close")
    context.set_offline(False)

    address, district.page = page.url, context.new_page()
    district.goes_to(address)
    page = district.page
    doubt = page.locator("#remark-rule-service-income-share")
    expect(page.get_by_label("对“通讯地址”的意见")).to_have_value("门牌号与执照不符，请核对。（示例）")
    expect(doubt).to_have_value("专项说明第 4 页的数不同，请更正。（示例）")
    expect(page.locator("#to-send")).to_contain_text("门牌号与执照不符，请核对")
    expect(page.locator("#to-send")).to_contain_text("第 4 页的数不同，请更正")
    expect(page.locator("#unsaved")).to_be_hidden()
    expect(page.get_by_role("form", name="退回修改").get_by_label("意见")).to_have_value(
        "请按各项意见修改。（示例）"
    )


def asks_before_it_decides(district: Officer, shoot: Shoot) -> None:
    """What cannot be called back shows what will happen; who goes back finds what he wrote."""
    district.tries("不予推荐", 意见="不在遴选范围内。（示例）")
    district.reads("这一件在“不予推荐”")
    shoot(district.page, "asked before it is decided")
    assert violations(district.page) == []
    district.presses("先不办，回去再看")
    form = district.page.get_by_role("form", name="不予推荐")
    expect(form.get_by_label("意见")).to_have_value("不在遴选范围内。（示例）")


def is_asked_before_words_are_left(district: Officer) -> None:
    """What the district itself writes is saved by its button: who leaves without it is asked, and may stay."""
    page = district.page
    district.box.get_by_role("link", name="填写“区级初审”").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("区级初审")
    page.wait_for_load_state()
    words = page.get_by_label("初审情况")
    words.fill("已核对原件。（示例）")
    page.once("dialog", lambda asked: asked.dismiss())
    page.get_by_role("link", name="返回").click()
    expect(words).to_have_value("已核对原件。（示例）")
    district.presses("保存")
    district.reads("已核对原件。（示例）")


def checks_credit(district: Officer) -> None:
    page = district.page
    page.get_by_text("登记一次核查").click()
    page.get_by_label("在哪里查的").fill("信用中国")
    page.get_by_label("结果", exact=True).select_option(label="未见异常")
    district.presses("登记")
    district.reads("已登记核查")


def reads_the_remarks(stage: Stage, crowd: Crowd, shoot: Shoot) -> None:
    applicant = Person(stage.new_window())
    applicant.signs_in(APPLICANT)
    applicant.goes_to(f"/applications/{crowd.submitted.pk}/")
    applicant.reads("退回意见 2 条，还有 2 条没有改")
    applicant.follows("通讯地址")
    expect(applicant.page.locator("#told_address")).to_contain_text("门牌号与执照不符")
    shoot(applicant.page, "a remark at its field")
    assert violations(applicant.page) == []
