"""Visits to the pages: a signed-in reader, requests, and what they cost."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urlencode

from bench.portal.servers import Site, processor_seconds

CSRF = "b" * 32
"""Cookie and field hold the same: that is all that the check asks for."""


@dataclass(frozen=True)
class Reader:
    """Somebody with a session; nobody without one."""

    name: str
    session: str = ""

    def headers(self) -> dict[str, str]:
        """Return what a browser sends with every request."""
        cookies = {"csrftoken": CSRF, **({"sessionid": self.session} if self.session else {})}
        return {
            "Cookie": "; ".join(f"{key}={value}" for key, value in cookies.items()),
            "X-CSRFToken": CSRF,
            "Accept-Language": "zh-hans",
            "Referer": "http://127.0.0.1/",
        }


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    text: str
    seconds: float
    headers: Message


def get(site: Site, reader: Reader, address: str) -> Answer:
    """Open a page."""
    return _ask(site, "GET", address, reader.headers())


def post(site: Site, reader: Reader, address: str, values: list[tuple[str, str]], *, part: bool) -> Answer:
    """Send a form; `part` as htmx does."""
    headers = {**reader.headers(), "Content-Type": "application/x-www-form-urlencoded"}
    return _ask(site, "POST", address, headers | ({"HX-Request": "true"} if part else {}), urlencode(values))


def _ask(site: Site, method: str, address: str, headers: Mapping[str, str], body: str = "") -> Answer:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=600)
    begun = time.perf_counter()
    connection.request(method, address, body.encode() or None, dict(headers))
    response = connection.getresponse()
    text = response.read().decode("utf-8", errors="replace")
    taken = time.perf_counter() - begun
    connection.close()
    return Answer(response.status, text, taken, response.headers)


@dataclass
class Meter:
    """The processor time of the web worker and of its connections to the database."""

    site: Site
    connections: list[int]

    def now(self) -> tuple[float, float]:
        """Return what both have used so far, in seconds."""
        return processor_seconds(self.site.processes()), processor_seconds(self.connections)


class Inputs(HTMLParser):
    """The inputs of a page as a browser would send them, in its order; `texts` are those that hold some text."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self._select = ""
        self._area: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an input, or begin one that goes over several tags."""
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given and self._select:
            self.values.append((self._select, given.get("value") or ""))
        elif tag == "textarea":
            self._area, self._text = name, []
        elif tag == "input" and name and _sent(given):
            self.values.append((name, given.get("value") or ""))
            if given.get("type", "text") == "text" and given.get("value") and "readonly" not in given:
                self.texts.append(name)

    def handle_data(self, data: str) -> None:
        """Collect what stands in a text area."""
        if self._area is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a text area."""
        if tag == "textarea" and self._area:
            self.values.append((self._area, "".join(self._text)))
            self._area = None


def inputs_of(page: str) -> Inputs:
    """Return the inputs of a page."""
    reader = Inputs()
    reader.feed(page)
    return reader


def _sent(given: Mapping[str, str | None]) -> bool:
    if given.get("type") in {"checkbox", "radio"}:
        return "checked" in given
    return given.get("type") not in {"file", "submit", "button"}
