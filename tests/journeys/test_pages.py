"""Every page of every role: axe finds nothing, one heading, nothing moves or sticks out, and it is light.

The pages come from the URL configuration with the examples of `atlas`; pictures of them for a person to look
at go to `var/test-results/screenshots/<role>/`.
"""

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from linxuan_site.models import Account, Objection
from linxuan_site.portal.objections.public_views import RECEIPT
from tests.journeys.atlas import Atlas, Visit, pages
from tests.journeys.crowd import crowd_of
from tests.journeys.people import NewWindow
from tests.journeys.stage import Stage
from tests.support.browser import ROOT
from tests.support.routes import guard_of, routes
from tests.support.weight import MOST, weight

PICTURES = ROOT / "var" / "test-results" / "screenshots"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
WATCH = """
window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.moved += one.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""
LOOK = """async () => {
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const [page] = performance.getEntriesByType("navigation");
  const first = performance.getEntriesByType("resource").filter((one) => one.startTime < page.loadEventStart);
  const [files, made] = [[], []];
  for (const one of first) (new URL(one.name).pathname.startsWith("/static/") ? files : made).push(one);
  return {
    headings: document.querySelectorAll("h1").length,
    moved: window.moved,
    wide: document.documentElement.scrollWidth - innerWidth,
    bytes: made.reduce((sum, one) => sum + one.encodedBodySize, page.encodedBodySize),
    files: files.map((one) => one.name),
  };
}"""
AXE = """async () => (await axe.run({ resultTypes: ["violations"] })).violations
  .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.html.slice(0, 160)}`))"""


def test_every_page_of_every_role_is_sound_on_a_desktop_and_on_a_phone(stage: Stage) -> None:
    atlas = Atlas(crowd_of(stage))
    shutil.rmtree(PICTURES, ignore_errors=True)
    windows = Windows(stage.new_window)
    opened: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    seen: set[tuple[str, str]] = set()
    for visit in atlas.visits():
        if is_again(visit, seen):
            continue
        faults = list(windows.faults_of(visit))
        if windows.was_there:
            opened[visit.route] += 1
            seen.add((visit.role, visit.address))
        if faults:
            wrong[f"{visit.username or 'nobody'} {visit.address}"] = faults

    never = {str(one.name) for one in pages()} - set(opened)
    assert (wrong, never) == ({}, set()), json.dumps(wrong, ensure_ascii=False, indent=1)


def test_what_is_poor_about_a_page_is_seen(new_window: NewWindow) -> None:
    poor = """<!doctype html><h1>a</h1><h1>b</h1><div style="width: 2000px">wide</div>
    <script>setInterval(() => window.moved || document.body.prepend(document.createElement("hr")), 200)</script>"""
    page = new_window(viewport=PHONE)
    page.add_init_script(WATCH)
    page.route("**/poor/", lambda route: route.fulfill(body=poor + "x" * MOST, content_type="text/html"))

    page.goto("/poor/")
    page.wait_for_function("window.moved > 0")

    assert "2 headings" in " ".join(faults_seen(page))
    assert [word in " ".join(faults_seen(page)) for word in ("too wide", "moved by", "bytes")] == [True] * 3


def is_again(visit: Visit, seen: set[tuple[str, str]]) -> bool:
    """Whether somebody of the role was there; one's own list is everybody's own."""
    return (visit.role, visit.address) in seen and visit.route != "my"


class Windows:
    """A window on a desktop and one on a phone for everybody, signed in."""

    def __init__(self, new_window: NewWindow) -> None:
        self.new_window = new_window
        self.opened: dict[tuple[str, int], Page] = {}
        self.was_there = False

    def faults_of(self, visit: Visit) -> Iterator[str]:
        """Open a page at both widths and say what is wrong with it."""
        self.was_there = False
        for size in (DESKTOP, PHONE):
            page = self._window(visit.username, size)
            answer = page.goto(visit.address)
            assert answer is not None
            # Where somebody is sent on stands another page; it has its own visit.
            if answer.status == 404 or urlsplit(page.url).path != urlsplit(visit.address).path:
                return
            self.was_there = True
            if answer.status != 200:
                yield f"status {answer.status}"
            if size is DESKTOP:
                page.evaluate(AXE_SCRIPT)
                yield from page.evaluate(AXE)
            faults = list(faults_seen(page))
            if any(one.startswith("moved") for one in faults):
                # A page that comes in pieces from a busy machine may move once; one that moves does so again.
                page.reload()
                faults = list(faults_seen(page))
            yield from (f"{one} at {size['width']}" for one in faults)
            if not is_public(visit.route) or visit.role == "nobody":
                _shoot(page, visit, size["width"])
            else:
                return

    def _window(self, username: str, size: dict[str, int]) -> Page:
        key = username, size["width"]
        if key not in self.opened:
            page = self.opened[key] = self.new_window(viewport=size)
            page.add_init_script(WATCH)
            _come_back(page, username)
        return self.opened[key]


def is_public(route: str) -> bool:
    """Whether a page is everybody's; on a phone it is looked at as nobody."""
    found = next(one for one in routes() if one.name == route)
    return guard_of(found).__name__ == "anybody"


def faults_seen(page: Page) -> Iterator[str]:
    look = page.evaluate(LOOK)
    if look["headings"] != 1:
        yield f"{look['headings']} headings"
    if look["wide"] > 0:
        yield f"{look['wide']} px too wide"
    if look["moved"]:
        yield f"moved by {look['moved']:.4f}"
    bytes_ = look["bytes"] + sum(weight(one) for one in look["files"])
    if bytes_ > MOST:
        yield f"{bytes_} bytes"


def _come_back(page: Page, username: str) -> None:
    """Go on with a session: that of somebody signed in, or of nobody who has just objected to a name."""
    client = Client()
    if username:
        client.force_login(Account.objects.get(username=username))
    else:
        session = client.session
        session[RECEIPT] = Objection.objects.latest("pk").number
        session.save()
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.goto("/glossary/")
    where = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": where}])


def _shoot(page: Page, visit: Visit, width: int) -> None:
    """Keep a picture; of the second address of a route `route-2-1280.png`."""
    folder = PICTURES / visit.role
    folder.mkdir(parents=True, exist_ok=True)
    number = len(list(folder.glob(f"{visit.route}-[0-9]*-{width}.png"))) + 1
    page.screenshot(path=folder / f"{visit.route}-{number}-{width}.png", full_page=True)
