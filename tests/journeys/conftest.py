"""Journeys: whole lives in a real Chromium against the real site. `page` is the reader's window.

Pictures go to `var/screenshots/<test>/`; a page that throws, or logs an error, fails its test.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, sync_playwright

from tests.journeys.people import NewWindow
from tests.journeys.stage import stage
from tests.support.browser import FLAGS, ROOT, Chromium, Unavailable, chromium
from tests.support.site import (
    django_db_modify_db_settings,
    installation,
    own_files,
    taken_at_their_word,
    working,
)

__all__ = [
    "django_db_modify_db_settings",
    "installation",
    "own_files",
    "stage",
    "taken_at_their_word",
    "working",
]

SCREENSHOTS = ROOT / "var" / "screenshots"
PATIENCE = 15_000
"""Milliseconds that a page may take on a busy machine."""

Shoot = Callable[[Page, str], Path]


@pytest.fixture(scope="session")
def program() -> Chromium:
    """The browser to start; without one the journeys fail under CI, and are left out loudly elsewhere."""
    try:
        return chromium()
    except Unavailable as fault:
        if os.environ.get("CI"):
            pytest.fail(f"no browser: {fault}", pytrace=False)
        pytest.skip(f"no browser: {fault}")


@pytest.fixture(scope="session")
def browser(program: Chromium) -> Iterator[Browser]:
    """One Chromium for all journeys."""
    # The browser's driver keeps an event loop in this thread, in which Django would refuse the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        window = playwright.chromium.launch(
            executable_path=str(program.program),
            args=FLAGS,
            env={**os.environ, **program.environment},
        )
        yield window
        window.close()


@pytest.fixture
def new_window(browser: Browser, live_server: object, request: pytest.FixtureRequest) -> Iterator[NewWindow]:
    """Open a window of somebody of his own: no cookies in common with the others. It takes what a browser
    context takes: `new_window(java_script_enabled=False)`.
    """
    opened: list[BrowserContext] = []
    faults: list[str] = []

    def open_window(**wishes: Any) -> Page:
        usual: dict[str, Any] = {
            "base_url": str(live_server),
            "viewport": {"width": 1280, "height": 900},
            "locale": "zh-CN",
            "timezone_id": "Asia/Shanghai",
            "accept_downloads": True,
        }
        context = browser.new_context(**{**usual, **wishes})
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        page = context.new_page()
        _listen(page, faults)
        return page

    yield open_window
    _keep_the_last_sight(opened, request)
    for context in opened:
        context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_window: NewWindow) -> Page:
    """One window."""
    return new_window()


@pytest.fixture
def shoot(request: pytest.FixtureRequest) -> Shoot:
    """Take a picture of a whole page: `shoot(page, "filled form")`, numbered in the order of the journey."""
    folder = SCREENSHOTS / _file_name(request.node.name)
    for old in folder.glob("*.png"):
        old.unlink()

    def take(page: Page, name: str) -> Path:
        number = len(list(folder.glob("*.png"))) + 1
        path = folder / f"{number:02}-{_file_name(name)}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Let the fixtures know whether the test failed."""
    report = yield
    if report.when == "call":
        item.stash[_FAILED] = report.failed
    return report


_FAILED = pytest.StashKey[bool]()


def _keep_the_last_sight(opened: list[BrowserContext], request: pytest.FixtureRequest) -> None:
    if not request.node.stash.get(_FAILED, False):
        return
    for number, page in enumerate((page for context in opened for page in context.pages), start=1):
        path = SCREENSHOTS / _file_name(request.node.name) / f"failed-{number}.png"
        try:
            page.screenshot(path=path, full_page=True)
        except Error as fault:
            path.with_suffix(".txt").write_text(str(fault), "utf-8")


def _listen(page: Page, faults: list[str]) -> None:
    def hear(message: ConsoleMessage) -> None:
        # A page that answers 4xx on purpose is logged as an error of loading, which it is not.
        if message.type == "error" and "Failed to load resource" not in message.text:
            faults.append(f"{page.url}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda fault: faults.append(f"{page.url}: {fault}"))


def _file_name(text: str) -> str:
    return re.sub(r"[^\w-]+", "-", text).strip("-")
