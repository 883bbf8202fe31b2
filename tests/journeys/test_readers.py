"""Two who come without a mouse or without an account: everybody's way to the register, and a day at the keyboard."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Shoot
from tests.journeys.crowd import crowd_of
from tests.journeys.people import PASSWORD
from tests.journeys.stage import Stage
from tests.site.life.conftest import CALL

NOTICE = f"/calls/{CALL}/"
WAY = (
    NOTICE,
    f"{NOTICE}guide/enterprise/",
    f"{NOTICE}self-check/enterprise/",
    NOTICE,
    f"{NOTICE}publicity/",
    f"{NOTICE}publicity/object/",
    "/register/",
    "/glossary/",
)
"""Where a reader goes from the first page, one link after another."""
PHONE_IN_CHINESE = {"viewport": {"width": 390, "height": 844}}
DESKTOP_IN_ENGLISH = {"locale": "en-GB"}


@pytest.mark.parametrize(
    ("language", "wishes"),
    [("zh-Hans", PHONE_IN_CHINESE), ("en", DESKTOP_IN_ENGLISH)],
    ids=["Chinese on a phone", "English on a desktop"],
)
def test_a_reader_finds_links_from_the_notice_to_the_glossary(
    stage: Stage, shoot: Shoot, language: str, wishes: Mapping[str, Any]
) -> None:
    crowd_of(stage)
    page = stage.new_window(**wishes)
    page.goto("/")
    for number, address in enumerate(WAY, start=1):
        page.locator(f'a[href="{address}"]:visible').first.click()
        page.wait_for_url(f"**{address}")
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        expect(page.locator("html")).to_have_attribute("lang", language)
        shoot(page, f"{number} {address}")


def test_an_applicant_signs_in_fills_in_and_submits_with_the_keyboard_alone(
    stage: Stage, shoot: Shoot
) -> None:
    draft = crowd_of(stage).draft
    page = stage.new_window()
    page.goto("/sign-in/")
    types(page, page.get_by_label("用户名"), "applicant-9")
    types(page, page.get_by_label("密码"), PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    page.goto(f"/applications/{draft.pk}/")
    presses(page, page.locator(f'main a[href="/applications/{draft.pk}/form/advantage/"]'))
    types(page, page.locator("main textarea").first, "用键盘写的优势。（示例）")
    shoot(page, "the focus in the form")
    presses(page, page.get_by_role("button", name="保存，下一节"))
    expect(page.get_by_role("heading", level=2, name="声明")).to_be_visible()
    page.goto(f"/applications/{draft.pk}/")
    presses(page, page.get_by_role("main").get_by_role("button", name="提交", exact=True))

    expect(page.get_by_role("main")).to_contain_text("申报号")
    draft.refresh_from_db()
    assert "用键盘写的优势" in str(draft.answers)


def reaches(page: Page, wanted: Locator) -> None:
    """Press the tab key until the focus is there, and see that it shows."""
    wanted = wanted.first
    for _press in range(150):
        if wanted.evaluate("one => one === document.activeElement"):
            assert wanted.evaluate("one => one.matches(':focus-visible')")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def types(page: Page, wanted: Locator, text: str) -> None:
    reaches(page, wanted)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def presses(page: Page, wanted: Locator) -> None:
    reaches(page, wanted)
    page.keyboard.press("Enter")
