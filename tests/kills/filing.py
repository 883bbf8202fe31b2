"""People who file without end: upload, save, submit, come back; whatever breaks is tried again, as people do."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPException
from threading import Event, Thread

from bench.filing.browsing import Browser, Refusal, Unanswered
from bench.filing.journeys import _form_of, _section, _version, submitted
from bench.portal.visits import inputs_of
from tests.kills.place import FILE_SLOT, Filer, make_filer
from tests.kills.promises import Promises

TRIES = 12
PAUSE = 0.3


@dataclass
class People:
    """Some who file at the same time, each with a draft after the other, until they are told to stop."""

    port: int
    token: str
    answers: dict[str, object]
    upload: bytes
    promises: Promises
    stopped: Event

    def start(self, count: int, prefix: str) -> list[Thread]:
        """Let so many begin."""
        threads = [
            Thread(target=self._live, args=(f"{prefix}-{number}",), daemon=True) for number in range(count)
        ]
        for one in threads:
            one.start()
        return threads

    def _live(self, name: str) -> None:
        number = 0
        while not self.stopped.is_set():
            number += 1
            filer = self._until_done(lambda number=number: self._made(f"{name}-{number}"))  # type: ignore[misc]
            if isinstance(filer, Filer):
                self._file(filer, f"{name}-{number}")

    def _made(self, name: str) -> Filer:
        from django.db import DatabaseError, close_old_connections

        try:
            return make_filer(f"{name}-{time.monotonic_ns() % 10**9}", self.answers)
        except DatabaseError as fault:
            raise Unanswered(str(fault)) from fault
        finally:
            close_old_connections()

    def _file(self, filer: Filer, name: str) -> None:
        steps = (
            lambda: self._uploads(filer, name),
            lambda: self._saves(filer, name),
            lambda: self._submits(filer),
            lambda: self._is_returned(filer),
        )
        for step in steps:
            if self._until_done(step) is None:
                return

    def _until_done(self, step: Callable[[], object]) -> object:
        """Try a step until it is acknowledged; None where it never was."""
        for _ in range(TRIES):
            if self.stopped.is_set():
                return None
            try:
                return step() or True
            except Refusal as refusal:
                self.promises.refused(refusal.number)
            except Unanswered as fault:
                self._judge(str(fault))
            time.sleep(PAUSE)
        return None

    def _judge(self, told: str) -> None:
        """An answer that never came is what a kill does; a page of failure is not."""
        if re.search(r": 5\d\d ", told):
            self.promises.bad(told)
        else:
            self.promises.unanswered()

    # ------------------------------------------------------------------------------------------- steps

    def _uploads(self, filer: Filer, name: str) -> None:
        content = self.upload + f"%{name}\n".encode()
        address = f"/applications/{filer.application}/files/{FILE_SLOT}/"
        browser = Browser(self.port, {"sessionid": filer.session})
        browser.post(address, [], [("file", f"{name}.pdf", content)])
        self.promises.note("upload", filer.application, sha256(content).hexdigest())

    def _saves(self, filer: Filer, name: str) -> None:
        browser, address = (
            Browser(self.port, {"sessionid": filer.session}),
            _section(filer.application, "identity"),
        )
        page = _form_of(browser.get(address))
        version, text = _version(page), f"示例路{name}号"
        values = [one for one in inputs_of(page).values if one[0] not in ("csrfmiddlewaretoken", "address")]
        saved = browser.save(address, [*values, ("address", text)])
        if 'data-state="saved"' not in saved:
            raise Unanswered(f"{address}: not saved at version {version}")
        self.promises.note("save", filer.application, text)

    def _submits(self, filer: Filer) -> None:
        browser = Browser(self.port, {"sessionid": filer.session})
        try:
            self.promises.note("receipt", filer.application, submitted(browser, filer.application))
        except Unanswered as fault:
            # Who got no answer looks: what stands on the page of the application is acknowledged, too.
            overview = browser.get(f"/applications/{filer.application}/")
            number = re.search(r"申报号\s*(?:<[^>]*>)*\s*([\w]+-[A-Z]+-\d+)", overview)
            if number is None:
                raise Unanswered(str(fault)) from fault
            self.promises.note("receipt", filer.application, number[1])

    def _is_returned(self, filer: Filer) -> None:
        """The district sends it back by API, which writes a message to the applicant."""
        body = json.dumps({"seen": 1, "opinion": "请更正"}).encode()
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        address = f"/api/applications/{filer.application}/acts/return"
        try:
            connection.request("POST", address, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", errors="replace")
        except (OSError, HTTPException) as fault:
            raise Unanswered(str(fault)) from fault
        finally:
            connection.close()
        if answer.status == 503:
            raise Refusal(str(json.loads(text).get("number")), 1)
        # 409: the one before was done, and only its answer was lost.
        if answer.status not in (200, 409):
            raise Unanswered(f"{address}: {answer.status} {text[:200]}")
        self.promises.note("return", filer.application, "")
