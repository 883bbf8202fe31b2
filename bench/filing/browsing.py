"""A browser that is little more than its cookies, and remembers how long every answer took."""

import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from bench.portal.visits import CSRF, Answer

REFUSED = "Linxuan-Refusal"
"""The header of an answer that refuses at overload, with the number of the refusal."""
PATIENCE = 60.0
"""How long one answer is waited for, in seconds."""
File = tuple[str, str, bytes]
"""The name of an input, the name of a file, and what is in it."""


class Unanswered(Exception):
    """No page came that goes on: what came instead, or why none did."""


class Refusal(Unanswered):
    """The site said that it is too busy, with a number to show."""

    def __init__(self, number: str, again: float) -> None:
        super().__init__(number)
        self.number, self.again = number, again


@dataclass
class Browser:
    """One person's browser; `took` are the seconds that every answer took, of all requests in order.

    `again` is how often it comes again with the same, when the site asks it to, before it gives up.
    """

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    again: int = 0
    took: list[float] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    def get(self, address: str) -> str:
        """Open a page and return its text."""
        answer = self._ask("GET", address)
        return self._page(answer, address)

    def post(self, address: str, values: Sequence[tuple[str, str]], files: Sequence[File] = ()) -> str:
        """Send a form, follow where it leads, and return the page that comes."""
        answer = self._send(address, values, files)
        if answer.status in (302, 303):
            return self.get(urlsplit(answer.headers["Location"]).path)
        return self._page(answer, address)

    def save(self, address: str, values: Sequence[tuple[str, str]]) -> str:
        """Send a form as the script of the page does, which takes parts of the page back."""
        return self._page(self._send(address, values, (), part=True), address)

    def leads_to(self, address: str, values: Sequence[tuple[str, str]]) -> str:
        """Send a form and return the address that the answer leads to, unopened."""
        answer = self._send(address, values, ())
        if answer.status not in (302, 303):
            self._page(answer, address)
            raise Unanswered(f"{address}: no way on: {_told(answer.text)}")
        return urlsplit(answer.headers["Location"]).path

    def _send(
        self, address: str, values: Sequence[tuple[str, str]], files: Sequence[File], *, part: bool = False
    ) -> Answer:
        more = {"HX-Request": "true"} if part else {}
        if files:
            return self._ask("POST", address, _multipart(values, files), more | {"Content-Type": MULTIPART})
        form = more | {"Content-Type": "application/x-www-form-urlencoded"}
        return self._ask("POST", address, urlencode(values).encode(), form)

    def _ask(
        self, method: str, address: str, body: bytes = b"", more: dict[str, str] | None = None
    ) -> Answer:
        while True:
            answer = self._once(method, address, body, more)
            if answer.status != 503 or not answer.headers.get(REFUSED):
                return answer
            self.refusals.append(answer.headers[REFUSED])
            if len(self.refusals) > self.again:
                return answer
            time.sleep(float(answer.headers.get("Retry-After") or 1) * (1 + random.random() / 2))

    def _once(self, method: str, address: str, body: bytes, more: dict[str, str] | None) -> Answer:
        headers = {
            "Cookie": "; ".join(
                f"{key}={value}" for key, value in {**self.cookies, "csrftoken": CSRF}.items()
            ),
            "X-CSRFToken": CSRF,
            "Accept-Language": "zh-hans",
            "Referer": f"http://127.0.0.1:{self.port}{address}",
        }
        begun = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, address, body or None, headers | (more or {}))
            response = connection.getresponse()
            text = response.read().decode("utf-8", errors="replace")
        except (OSError, HTTPException) as fault:
            raise Unanswered(f"{address}: {type(fault).__name__} {fault}") from fault
        finally:
            connection.close()
        self.took.append(time.perf_counter() - begun)
        for one in response.headers.get_all("Set-Cookie") or ():
            self.cookies |= {key: found.coded_value for key, found in SimpleCookie(one).items()}
        return Answer(response.status, text, self.took[-1], response.headers)

    def _page(self, answer: Answer, address: str) -> str:
        if answer.status == 503 and answer.headers.get(REFUSED):
            raise Refusal(answer.headers[REFUSED], float(answer.headers.get("Retry-After") or 1))
        if answer.status != 200:
            raise Unanswered(f"{address}: {answer.status} {_told(answer.text)}")
        return answer.text


MULTIPART = "multipart/form-data; boundary=bench-of-filing"


def _multipart(values: Sequence[tuple[str, str]], files: Sequence[File]) -> bytes:
    edge = b"--" + MULTIPART.partition("=")[2].encode() + b"\r\n"
    parts = [
        edge + f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in values
    ]
    for name, file, content in files:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        parts.append(edge + head.encode() + b"Content-Type: application/pdf\r\n\r\n" + content + b"\r\n")
    return b"".join(parts) + edge.strip() + b"--\r\n"


def _told(page: str) -> str:
    """What a page says, without its signs, as far as a line of a log takes it."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.partition("<main")[2] or page).split())[:200]
