"""A sealed scan is handed in with a page too few; people see it, an officer asks again, and the next one fits."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from linxuan.papers.scans.comparing import Print
from linxuan_site.actions.printing import printed_form
from linxuan_site.actions.scan_work import work_on_scans
from linxuan_site.models import Submission
from tests.core.papers.scans import as_pdf, scanned
from tests.core.papers.stamps import Look, stamped
from tests.journeys.conftest import Shoot
from tests.journeys.people import Person
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import violations
from tests.site.documents.life import DISTRICT, application, filed

PHONE = {"width": 390, "height": 844}
NAME = "示例印章公司"


@pytest.fixture
def submission(stage: Stage) -> Submission:
    return filed(application(NAME, stage="district"))


def sealed_pages(submission: Submission) -> list[Image.Image]:
    """The print with a red seal on each page."""
    pages = scanned(printed_form(submission), 150)
    return [stamped(page.convert("RGB"), Look(150)) for page in pages]


def hands_in(page: Page, application: int, pages: list[Image.Image]) -> None:
    page.goto(f"/applications/{application}/")
    page.get_by_label("服务型制造示范遴选申报书").set_input_files(
        {"name": "盖章.pdf", "mimeType": "application/pdf", "buffer": as_pdf(pages, 150, "RGB")}
    )
    page.get_by_role("button", name="上传盖章扫描件").click()
    expect(page.get_by_text("盖章扫描件已收到")).to_be_visible()
    expect(page.get_by_text("正在核对")).to_be_visible()


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_a_doubtful_scan_is_asked_again_and_the_next_one_fits(
    stage: Stage, submission: Submission, shoot: Shoot
) -> None:
    number = submission.application_id
    pages = sealed_pages(submission)
    applicant = Person(stage.new_window())
    applicant.signs_in(submission.application.organisation.accounts.earliest("pk").username)
    hands_in(applicant.page, number, [pages[0], *pages[2:]])
    assert work_on_scans() == 1
    expect(applicant.page.get_by_text("1 处要看一看")).to_be_visible()
    applicant.page.reload()
    applicant.reads("没有找到打印件的第2页")
    applicant.reads("请补扫这一页")
    assert violations(applicant.page) == []
    shoot(applicant.page, "the applicant reads the doubt")

    officer = stage.officer("district", DISTRICT)
    officer.goes_to("/desk/")
    officer.reads("扫描件有 1 处疑点")
    officer.goes_to(f"/desk/applications/{number}/")
    officer.page.get_by_role("link", name="看疑点").click()
    officer.page.get_by_role("radio", name="请重交").check()
    officer.presses("记录")
    officer.reads("请写明理由")
    officer.page.get_by_label("理由").fill("请补扫第2页，连同其余各页")
    officer.presses("记录")
    officer.reads("已记录")
    assert violations(officer.page) == []
    shoot(officer.page, "the officer has asked again")

    applicant.goes_to(f"/applications/{number}/")
    applicant.reads("审核部门请您重新上传盖章扫描件")
    applicant.reads("请补扫第2页，连同其余各页")
    hands_in(applicant.page, number, pages)
    assert work_on_scans() == 1
    expect(applicant.page.get_by_text("都是第1稿的")).to_be_visible()
    officer.goes_to(f"/desk/applications/{number}/")
    officer.reads("没有疑点")


def test_a_phone_without_scripts_reads_what_was_found(
    stage: Stage, submission: Submission, shoot: Shoot
) -> None:
    number = submission.application_id
    person = Person(stage.new_window(java_script_enabled=False, viewport=PHONE))
    person.signs_in(submission.application.organisation.accounts.earliest("pk").username)
    pages = [page.convert("L") for page in sealed_pages(submission)]
    hands_in(person.page, number, [pages[1], pages[0], *pages[2:]])
    assert work_on_scans() == 1

    person.goes_to(f"/applications/{number}/")
    person.reads("没有看到红色印章")
    person.reads("不在它的位置上")
    shoot(person.page, "what was found, on a phone")
    person.follows("逐页看")
    person.reads("扫描件第 1 页")
    shoot(person.page, "page by page, on a phone")


def test_what_was_painted_over_is_shown_beside_the_print(
    stage: Stage, submission: Submission, shoot: Shoot, tmp_path: Path
) -> None:
    number, pages = submission.application_id, sealed_pages(submission)
    print_ = tmp_path / "print.pdf"
    print_.write_bytes(printed_form(submission))
    [sign] = [one for one in Print(print_).page(3).signs if one.text == "申" and one.box[1] < 150][:1]
    ImageDraw.Draw(pages[2]).rectangle([side * 150 / 72 for side in sign.box], fill="white")
    applicant = Person(stage.new_window())
    applicant.signs_in(submission.application.organisation.accounts.earliest("pk").username)

    hands_in(applicant.page, number, pages)
    assert work_on_scans() == 1
    applicant.page.reload()

    applicant.reads("打印件第3页有一处与打印件不同")
    applicant.reads("左边是扫描件，右边是打印件")
    assert violations(applicant.page) == []
    shoot(applicant.page, "the applicant sees both sides")
    applicant.page.set_viewport_size(PHONE)
    assert not overflows(applicant.page)
    officer = stage.officer("district", DISTRICT)
    officer.goes_to(f"/desk/applications/{number}/")
    officer.page.get_by_role("link", name="看疑点").click()
    officer.reads("并把页面与打印件逐字对照")
    assert violations(officer.page) == []
    shoot(officer.page, "the officer sees both sides")
