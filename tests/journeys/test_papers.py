"""Who holds a print asks what it is: with a file on a desktop, with the camera or a number on a phone."""

from playwright.sync_api import Page, expect

from linxuan.papers import page_codes
from linxuan_site.actions.paper_keys import key_to_print
from linxuan_site.actions.printing import printed_form
from linxuan_site.models import Submission
from tests.core.papers.scans import as_pdf, scanned
from tests.journeys.conftest import Shoot
from tests.journeys.stage import Stage
from tests.journeys.test_accessibility import violations
from tests.site.documents.life import application, filed

PHONE = {"width": 390, "height": 844}
CAMERA = """
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream(5);
window.BarcodeDetector = class {
  static getSupportedFormats() { return Promise.resolve(["qr_code"]); }
  async detect() { return [{ rawValue: CODE }]; }
};
"""


def a_print(stage: Stage) -> Submission:
    return filed(application("示例䶮公司", stage="district"))


def overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_a_scan_with_a_page_too_few_is_verified_and_told_so(stage: Stage, shoot: Shoot) -> None:
    pages = scanned(printed_form(a_print(stage)), 150)
    blank = pages[0].point(lambda _: 255)
    page = stage.new_window()
    page.goto("/")
    page.get_by_role("link", name="核验打印件").click()
    shoot(page, "before anything was sent")

    scan = as_pdf([pages[0], *pages[2:], blank], 150)
    page.get_by_label("选文件").set_input_files(
        {"name": "扫描.pdf", "mimeType": "application/pdf", "buffer": scan}
    )
    page.get_by_role("button", name="核验").first.click()

    expect(page.get_by_role("heading", level=2).first).to_contain_text("没有读到二维码")
    expect(page.get_by_text("第 2 页不在所传的文件里")).to_be_visible()
    assert violations(page) == []
    shoot(page, "a scan that lacks a page")


def test_a_phone_without_scripts_verifies_by_number(stage: Stage, shoot: Shoot) -> None:
    submission = a_print(stage)
    page = stage.new_window(java_script_enabled=False, viewport=PHONE)
    page.goto("/verify/")
    expect(page.get_by_role("heading", name="对着摄像头")).to_be_hidden()

    page.get_by_label("编号", exact=True).fill("5-EN-0001")
    page.get_by_label("校验码", exact=True).fill("0000")
    page.get_by_role("button", name="核验").nth(1).click()
    expect(page.get_by_role("alert")).to_contain_text("再输一次")
    shoot(page, "a slip")
    page.get_by_label("校验码", exact=True).fill(submission.digest[:16])
    page.get_by_role("button", name="核验").nth(1).click()

    expect(page.get_by_role("heading", level=2).first).to_contain_text("真实，且是现行的一稿")
    shoot(page, "genuine")


def test_the_live_camera_verifies_what_it_reads(stage: Stage, shoot: Shoot) -> None:
    submission = a_print(stage)
    code = page_codes("5-EN-0001", 1, submission.digest, pages=5, key=key_to_print())[2]
    page = stage.new_window(viewport=PHONE)
    page.add_init_script(CAMERA.replace("CODE", repr(code)))
    page.goto("/verify/")
    assert not overflows(page)
    shoot(page, "with a camera")

    page.get_by_role("button", name="打开摄像头").click()

    expect(page.get_by_role("heading", level=2).first).to_contain_text("真实，且是现行的一稿")
    expect(page.locator("#result")).to_contain_text("3/5")
    assert violations(page) == []
    assert not overflows(page)
    shoot(page, "what the camera read")
