"""The two journeys: of somebody who is signed in and has a draft, and of somebody new.

The pages are opened as a browser opens them, and a section is saved as its script saves it. What the fields hold
is read once, from the page of the model: to read every page anew would cost more here than there.
"""

import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bench.filing.browsing import Browser, File, Refusal, Unanswered
from bench.filing.places import SECTIONS, TRACK
from bench.portal.places import PACKAGE
from bench.portal.visits import inputs_of

if TYPE_CHECKING:  # filers want the driver of PostgreSQL
    from bench.filing.filers import Filer

SUBMITTED = "已提交，申报号 "
PASSWORD = "linxuan-bench"
AGAIN = 3
"""How often somebody who is refused comes again, as he is asked to, before he gives up with his number."""
Values = Sequence[tuple[str, str]]


@dataclass
class Filing:
    """What came of one journey; times are of `time.monotonic`, in seconds."""

    begun: float
    ended: float = 0.0
    receipt: str = ""
    refused: str = ""
    error: str = ""
    took: list[float] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    """The numbers of all refusals on the way, also where there was a receipt in the end."""

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.ended - self.begun


@dataclass(frozen=True)
class Form:
    """What a browser sends of each section of the form, by section, and the inputs of its files."""

    values: Mapping[str, Values]
    files: Mapping[str, Sequence[str]]


def read_form(browser: Browser, application: int, sections: Sequence[str]) -> Form:
    """Read what the sections of a draft hold."""
    values, files = {}, {}
    for section in sections:
        page = _form_of(browser.get(_section(application, section)))
        values[section] = [one for one in inputs_of(page).values if one[0] != "csrfmiddlewaretoken"]
        files[section] = re.findall(r'type="file"[^>]*name="(upload\.[^"]+)"', page) or re.findall(
            r'name="(upload\.[^"]+)"[^>]*type="file"', page
        )
    return Form(values, files)


def signed_in(port: int, filer: "Filer") -> Browser:
    """Return the browser of somebody who signed in before."""
    return Browser(port, {"sessionid": filer.reader.session}, AGAIN)


def file_of(port: int, filer: "Filer", form: Form, number: int) -> Filing:
    """Open the form, save two sections, submit, and read the receipt."""
    browser = signed_in(port, filer)
    return _told(browser, lambda: _signed_in(browser, filer.application, form, number))


def file_new(port: int, form: Form, serial: str, code: str, upload: bytes) -> Filing:
    """Sign up, sign in, begin, fill in every section, submit, and read the receipt."""
    browser = Browser(port, again=AGAIN)
    return _told(browser, lambda: _new(browser, form, serial, code, upload))


def _told(browser: Browser, go: Callable[[], str]) -> Filing:
    found = Filing(time.monotonic(), took=browser.took, refusals=browser.refusals)
    try:
        found.receipt = go()
    except Refusal as refusal:
        found.refused = refusal.number
    except Unanswered as fault:
        found.error = str(fault)
    found.ended = time.monotonic()
    return found


def _signed_in(browser: Browser, application: int, form: Form, number: int) -> str:
    for section in SECTIONS:
        version = _version(browser.get(_section(application, section)))
        changed = _changed(form.values[section], number)
        saved = browser.save(_section(application, section), _with(changed, version=version))
        if _version(saved) == version:
            raise Unanswered(f"{section} was not saved")
    return submitted(browser, application)


def _new(browser: Browser, form: Form, serial: str, code: str, upload: bytes) -> str:
    person = [("username", serial), ("password", PASSWORD)]
    organisation = [("name", f"示例{serial}有限公司"), ("credit_code", code), ("full_name", "示例")]
    browser.get("/sign-up/")
    browser.post("/sign-up/", [*organisation, *person])
    browser.cookies.clear()
    browser.get("/sign-in/")
    browser.post("/sign-in/", person)
    overview = browser.leads_to(f"/my/{PACKAGE.name}/{TRACK}/", [])
    application = int(re.findall(r"\d+", overview)[-1])
    for section, values in form.values.items():
        version = _version(browser.get(_section(application, section)))
        own = [one for one in values if one[0] != "credit_code"]
        files: list[File] = [
            (one, "示例.pdf", upload + f"%{serial}.{one}\n".encode()) for one in form.files[section]
        ]
        browser.post(_section(application, section), _with(own, version=version, go="next"), files)
    return submitted(browser, application)


def submitted(browser: Browser, application: int) -> str:
    """Submit an application and return the number on the receipt."""
    overview = browser.get(f"/applications/{application}/")
    address = f"/applications/{application}/act/submit/"
    found = re.search(
        r'<form[^>]*action="(/applications/\d+/[^"]*submit[^"]*)".*?</form>', overview, re.DOTALL
    )
    if found is None:
        raise Unanswered(f"{address}: nothing to submit")
    receipt = browser.post(found[1], inputs_of(found[0]).values)
    number = re.search(rf"{SUBMITTED}([\w-]+)", receipt)
    if number is None:
        raise Unanswered(f"{address}: no receipt")
    return number[1]


def _section(application: int, section: str) -> str:
    return f"/applications/{application}/form/{section}/"


def _form_of(page: str) -> str:
    found = re.search(r'<form[^>]*id="section-form".*?</form>', page, re.DOTALL)
    if found is None:
        raise Unanswered("no form of a section")
    return found[0]


def _version(page: str) -> str:
    found = re.search(r'name="version"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="version"', page)
    return next((one for one in found.groups() if one), "") if found else ""


def _changed(values: Values, number: int) -> Values:
    """The values with another sign at the end of the longest text."""
    longest = max(range(len(values)), key=lambda place: len(values[place][1]))
    name, text = values[longest]
    other = (
        f"{text[:-1]}{number % 9 + 1}"
        if re.fullmatch(r"[\d.,]+", text)
        else f"{text[:-4]}{number % 10000:04d}"
    )
    return [*values[:longest], (name, other), *values[longest + 1 :]]


def _with(values: Values, **more: str) -> list[tuple[str, str]]:
    return [*(one for one in values if one[0] not in more), *more.items()]
