"""What was filled in before comes along: seen before it happens, then read on one page by both sides."""

from playwright.sync_api import expect

from linxuan_site.demo.people import officer_of
from linxuan_site.models import Application, Office, PublishedCall
from tests.journeys.conftest import Shoot
from tests.journeys.people import Applicant
from tests.journeys.stage import DISTRICT, Stage
from tests.site.life.conftest import Life

NAME = "示例1号有限公司"
PHONE = {"width": 390, "height": 844}


def test_a_withdrawn_application_comes_along_into_a_new_one_and_is_read_on_one_page(
    stage: Stage, shoot: Shoot
) -> None:
    stage.on("2023-05-09")
    before = a_withdrawn_application(stage)
    applicant = Applicant(stage.new_window(), NAME)
    applicant.signs_in("applicant-1")

    applicant.presses("申报，并带入以前填的")
    expect(applicant.page.get_by_role("heading", level=1)).to_have_text("带入以前填的内容")
    applicant.reads(f"申报号 {before}")
    applicant.reads("项需要重新填写")
    shoot(applicant.page, "what would come along")
    applicant.page.set_viewport_size(PHONE)
    assert applicant.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    shoot(applicant.page, "what would come along on a phone")
    applicant.page.set_viewport_size({"width": 1280, "height": 900})

    applicant.page.get_by_label("联系人", exact=True).uncheck()
    applicant.presses("带入勾选的")
    applicant.reads("请逐节核对，有变化的请改过来")
    shoot(applicant.page, "what is still missing")
    applicant.follows("联系人")
    applicant.page.get_by_label("联系人", exact=True).fill("新联系人")
    applicant.presses("保存，下一节")
    expect(applicant.page.get_by_role("heading", name="服务型制造模式", level=2)).to_be_visible()
    applicant.follows("检查并提交")

    prints_the_draft(applicant, shoot)
    an_officer_prints_what_was_filed(stage, before, shoot)


def a_withdrawn_application(stage: Stage) -> str:
    """One that was filed, withdrawn, and can be filed again; its number."""
    district = officer_of(Office.objects.get(kind="district", key=DISTRICT))
    life = Life(PublishedCall.objects.get(call=stage.call.id), district, district, district)
    application = life.submitted(1)
    life.act(application, "withdraw", life.applicant(1))
    return str(application.number)


def prints_the_draft(applicant: Applicant, shoot: Shoot) -> None:
    applicant.follows("整份查看和打印")
    applicant.reads("还没有提交，不能作为正式材料")
    applicant.reads("新联系人")
    expect(applicant.page.get_by_role("button", name="打印")).to_be_visible()
    shoot(applicant.page, "the draft on one page")
    applicant.page.set_viewport_size(PHONE)
    assert applicant.page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    shoot(applicant.page, "the draft on one page on a phone")
    applicant.page.emulate_media(media="print")
    assert not applicant.page.get_by_role("button", name="打印").is_visible()


def an_officer_prints_what_was_filed(stage: Stage, number: str, shoot: Shoot) -> None:
    officer = stage.officer("district", DISTRICT)
    officer.goes_to(f"/desk/applications/{Application.objects.get(number=number).pk}/")
    officer.follows("整份查看和打印")
    officer.reads(number)
    officer.reads("第 1 稿")
    expect(officer.page.get_by_role("main")).not_to_contain_text("草稿")
    shoot(officer.page, "what was filed on one page")
