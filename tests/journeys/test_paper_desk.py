"""The paper desk by keyboard alone: a scanner types a code, copies are counted, seals ticked, and it is corrected."""

from playwright.sync_api import Page, expect

from linxuan.papers import page_codes
from linxuan_site.actions.paper_keys import key_to_print
from linxuan_site.demo.people import officer_of
from linxuan_site.models import Arrival, Office, Submission
from tests.journeys.conftest import Shoot
from tests.journeys.people import Officer
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import violations
from tests.site.documents.life import application, filed

DESK = "/desk/dalian-2023/arrivals/"
PHONE = {"width": 390, "height": 844}


def a_print(stage: Stage, name: str = "示例䶮公司") -> Submission:
    stage.on("2023-05-12")
    return filed(application(name, stage="city"))


def code_of(submission: Submission) -> str:
    number = submission.application.number or ""
    return page_codes(number, submission.revision, submission.digest, pages=5, key=key_to_print())[0]


def scans(page: Page, text: str) -> None:
    """As a scanner does: keys where the cursor stands, and Enter."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_papers_are_received_and_corrected_by_keyboard_alone(stage: Stage, shoot: Shoot) -> None:
    submission, next_one = a_print(stage), a_print(stage, "示例第二公司")
    city = stage.officer("city")
    page = city.page
    city.goes_to(DESK)
    expect(page.locator("#id_code")).to_be_focused()
    shoot(page, "the desk")

    scans(page, code_of(submission))
    expect(page.get_by_role("status").first).to_contain_text("真实，且是现行的一稿")
    expect(page.locator("#id_copies_application")).to_be_focused()
    assert violations(page) == []
    page.keyboard.type("3")
    shoot(page, "a sheet was scanned")
    page.keyboard.press("Enter")

    city.reads("已收件：示例䶮公司")
    city.reads("收到3份，缺单位公章")
    expect(page.locator("#id_code")).to_be_focused()
    shoot(page, "received without a seal")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载回执").first.press("Enter")
    assert download.value.suggested_filename == "5-RCT-0001-1.pdf"

    page.get_by_role("link", name="更正这一次").press("Enter")
    expect(page.locator("#id_copies_application")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.get_by_label("单位公章")).to_be_checked()
    page.get_by_label("为什么更正").press_sequentially("当场补盖了公章")
    page.keyboard.press("Enter")
    city.reads("已收件：示例䶮公司")
    city.reads("收到3份")
    assert [one.state for one in Arrival.objects.order_by("pk")] == ["lacking", "complete"]

    # The next sheet goes where codes belong, wherever the cursor stands.
    scans(page, "示例第二")
    expect(page.get_by_role("status").first).to_contain_text("示例第二公司")
    page.get_by_label("送件人").focus()
    scans(page, code_of(next_one))
    expect(page.get_by_role("status").first).to_contain_text("真实，且是现行的一稿")


def test_a_phone_without_scripts_receives_by_number(stage: Stage, shoot: Shoot) -> None:
    submission = a_print(stage)
    person = Officer(stage.new_window(java_script_enabled=False, viewport=PHONE))
    person.signs_in(officer_of(Office.objects.get(kind="city", key="")).username)
    person.goes_to(DESK)
    page = person.page
    page.get_by_label("扫首页的二维码").fill("0001")
    page.keyboard.press("Enter")
    person.reads("示例䶮公司")
    shoot(page, "by number")
    page.get_by_role("button", name="收件", exact=True).click()
    person.reads("请数一数")
    shoot(page, "nothing counted")
    page.get_by_label("服务型制造示范遴选申报书：收到几份").fill("2")
    page.get_by_label("单位公章").check()
    page.get_by_role("button", name="收件", exact=True).click()

    person.reads("收到2份，差1份")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shoot(page, "received")
    assert submission.application.arrivals.get().state == "lacking"
