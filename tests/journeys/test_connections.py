"""A system is connected with the site: a token, an address that is told of what happened, the document."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys.conftest import PATIENCE, Shoot
from tests.journeys.people import Person
from tests.journeys.stage import DISTRICT, Stage
from tests.journeys.test_accessibility import violations


def test_an_office_makes_a_token_and_enters_an_address(stage: Stage, shoot: Shoot) -> None:
    officer = stage.officer("district", DISTRICT)
    page = officer.page
    officer.goes_to("/tokens/")
    page.get_by_label("名字").fill("申报系统")
    page.get_by_label("查看").check()
    page.get_by_label("填写").check()
    officer.presses("制作令牌")
    expect(page.locator(".lx-link")).to_contain_text("lx_")
    shoot(page, "token")
    found = violations(page)
    officer.goes_to("/webhooks/")
    page.get_by_label("网址").fill("https://erp.example.com/linxuan")
    page.get_by_label("申报已提交").check()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator(".lx-link")).to_contain_text("whsec_")
    officer.presses("试发一条")
    officer.reads("等着发送")
    shoot(page, "webhook")
    found += violations(page)

    assert found == []


def test_the_document_of_the_api_is_read_in_a_browser(stage: Stage, shoot: Shoot) -> None:
    visitor = Person(stage.new_window())

    visitor.goes_to("/api/docs")

    expect(visitor.page.locator("#api-document .opblock").first).to_be_visible(timeout=PATIENCE)
    shoot(visitor.page, "document")
    found = Axe().run(visitor.page, context={"exclude": [["#api-document"]]}).response["violations"]
    assert found == [], "what is ours around the viewer"
