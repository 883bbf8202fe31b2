"""Files are dropped, refused, sent again, looked at and replaced, each by itself."""

from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Dialog, Locator, Page, Route, expect

from linxuan_site.actions.drafts import start_application
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.documents.sample import sample_pdf
from linxuan_site.models import Account, AnswerChange, Application
from tests.journeys.conftest import Shoot
from tests.journeys.people import Applicant
from tests.journeys.stage import Stage

DROP = """([field, files]) => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name));
  for (const kind of ["dragover", "drop"]) {
    document.getElementById(field).dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true, cancelable: true }));
  }
}"""


@pytest.fixture
def owner(stage: Stage) -> Account:
    return member_of("示例材料有限公司", credit_code(601), "files")


@pytest.fixture
def draft(stage: Stage, owner: Account) -> Application:
    return start_application(owner, stage.call.id, "enterprise")


def a_photo() -> bytes:
    written = BytesIO()
    Image.new("RGB", (300, 200)).save(written, "PNG")
    return written.getvalue()


def at_the_files(stage: Stage, draft: Application, section: str = "files", **wishes: Any) -> Applicant:
    person = Applicant(stage.new_window(**wishes))
    person.signs_in("files")
    person.goes_to(f"/applications/{draft.pk}/form/{section}/")
    return person


def drop(page: Page, field: str, **files: bytes) -> None:
    """Drop files on a field; the name of each ends in `_TYPE`."""
    carried = [[name.replace("_", "."), b64encode(content).decode()] for name, content in files.items()]
    page.evaluate(DROP, [f"w_{field}", carried])


def zone(page: Page, field: str) -> Locator:
    return page.locator(f"#files_{field}")


def test_files_are_dropped_refused_sent_again_looked_at_and_replaced(
    stage: Stage, draft: Application, shoot: Shoot
) -> None:
    person = at_the_files(stage, draft)
    page, licence = person.page, zone(person.page, "file_licence")

    drop(page, "file_licence", 执照_pdf=sample_pdf("营业执照"), 程序_exe=b"MZ", 假_pdf=b"no pdf")
    expect(licence.get_by_role("link", name="执照.pdf", exact=True)).to_be_visible()
    expect(licence).to_contain_text("这里只收 PDF、PNG、JPG、DOCX、XLSX、ZIP，请另存")
    expect(licence).to_contain_text("“假.pdf”的内容不是 PDF 文件")
    expect(page.locator("#sections [aria-current]")).to_contain_text("1/")
    shoot(page, "one taken and two refused")
    for _refused in range(2):
        licence.get_by_role("button", name="知道了").first.click()
    expect(licence.get_by_role("button", name="知道了")).to_have_count(0)

    is_tried_again_after_the_network_came_back(page, shoot)
    is_looked_at(page, licence.get_by_role("link", name="执照.pdf", exact=True), shoot)

    with page.expect_file_chooser() as chooser:
        licence.get_by_role("button", name="替换").click()
    chooser.value.set_files({"name": "新执照.png", "mimeType": "image/png", "buffer": a_photo()})
    expect(licence.get_by_role("link", name="新执照.png", exact=True)).to_be_visible()
    expect(licence.get_by_role("link", name="执照.pdf", exact=True)).to_have_count(0)
    changes = AnswerChange.objects.filter(application=draft).latest("version").changes
    assert changes == {"file_licence": {"was": "执照.pdf", "is": "新执照.png"}}

    licence.get_by_role("button", name="删除").click()
    undo = licence.get_by_role("button", name="撤销删除")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(licence.get_by_role("link", name="新执照.png", exact=True)).to_be_visible()
    licence.get_by_role("link", name="新执照.png", exact=True).click()
    shown = page.get_by_role("dialog").get_by_role("img", name="新执照.png")
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.naturalWidth") == 300


def is_tried_again_after_the_network_came_back(page: Page, shoot: Shoot) -> None:
    audit, warnings = zone(page, "file_audit"), []

    def stay(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.dismiss()

    def cut_off(route: Route) -> None:
        route.abort("connectionreset")

    page.route("**/files/file_audit/", cut_off)
    drop(page, "file_audit", 审计_pdf=sample_pdf("审计报告"))
    expect(audit).to_contain_text("没有传上去")
    shoot(page, "cut off by the network")
    page.once("dialog", stay)
    page.evaluate("setTimeout(() => location.reload(), 0)")
    page.wait_for_timeout(500)
    assert warnings == ["beforeunload"]
    page.unroute("**/files/file_audit/")
    audit.get_by_role("button", name="再试一次").click()
    expect(audit.get_by_role("link", name="审计.pdf", exact=True)).to_be_visible()
    expect(audit).not_to_contain_text("没有传上去")


def is_looked_at(page: Page, link: Locator, shoot: Shoot) -> None:
    link.click()
    dialog = page.get_by_role("dialog", name="执照.pdf")
    expect(dialog.get_by_role("img")).to_be_visible()
    shoot(page, "looked at on the page")
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(link).to_be_focused()


def test_progress_is_shown_and_an_upload_can_be_cancelled(
    stage: Stage, draft: Application, shoot: Shoot
) -> None:
    person = at_the_files(stage, draft, viewport={"width": 390, "height": 844})
    page, licence = person.page, zone(person.page, "file_licence")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 100_000}
    network.send("Network.emulateNetworkConditions", slow)

    page.get_by_label("营业执照").set_input_files(
        {"name": "大.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7" + bytes(3_000_000)}
    )
    expect(licence.get_by_role("progressbar", name="大.pdf")).to_be_visible()
    expect(licence).to_contain_text("正在上传")
    shoot(page, "on its way on a phone")
    licence.get_by_role("button", name="取消").click()

    expect(licence.get_by_role("progressbar")).to_have_count(0)
    expect(page.get_by_label("营业执照")).to_be_focused()
    assert not draft.attachments.exists()


def test_a_row_of_a_group_takes_a_file_by_itself(stage: Stage, owner: Account, shoot: Shoot) -> None:
    platform = start_application(owner, stage.call.id, "platform")
    person = at_the_files(stage, platform, "platform")
    cell = "functions_evidence.0.function_file"
    area = person.page.locator(f"[id='files_{cell}']")

    drop(person.page, cell, 证明_pdf=sample_pdf("功能证明"))
    expect(area.get_by_role("link", name="证明.pdf", exact=True)).to_be_visible()
    expect(person.page.locator("#saved")).to_contain_text("已自动保存")
    shoot(person.page, "a file in a row")
    platform.refresh_from_db()
    assert platform.answers["functions_evidence"] == [{"function_file": "证明.pdf"}]

    area.get_by_role("button", name="删除").click()
    area.get_by_role("button", name="撤销删除").click()
    expect(area.get_by_role("link", name="证明.pdf", exact=True)).to_be_visible()
    person.presses("保存")
    expect(area.get_by_role("link", name="证明.pdf", exact=True)).to_be_visible()
