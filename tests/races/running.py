"""One race: an operation of the API sent twice at the same moment, on two connections, by somebody whom it lets in."""

import json
import random
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product
from threading import Barrier
from typing import TYPE_CHECKING, Any

from tests.races.bodies import Form, fitting_body, possible_act, told_apart

if TYPE_CHECKING:  # operations are imported when the site is ready
    from tests.support.operations import Operation

ACT = "post /applications/{application_id}/acts/{action}"
REPORTED = 400
TRIES = 24
ACTS = 0.6
"""The share of races that are acts of the programme; the others are any operation, that one among them."""


@dataclass(frozen=True)
class Runner:
    """Who sends: an account, with the session that it signed in with."""

    name: str
    account: Any
    session: str


@dataclass(frozen=True)
class Outcome:
    """What two got who sent the same: a status, and what was said."""

    name: str
    runner: str
    statuses: tuple[int, int]
    told: tuple[str, str]

    @property
    def kind(self) -> str:
        """How it ended: `one` won, `both` were told that it is done, or `none`, as it could not be done."""
        return ("none", "one", "both")[sum(status < REPORTED for status in self.statuses)]


@dataclass
class Track:
    """All operations that write, and what is filled into their addresses."""

    operations: "list[Operation]"
    schemas: Mapping[str, Any]
    arguments: Mapping[str, object]
    applications: list[int]
    runners: list[Runner]
    chance: random.Random

    def race(self) -> Outcome:
        """Let something be sent twice at once: an act that can be done now, or any operation by one after another
        of those whom it lets in, until somebody can do it.
        """
        possible = self._possible_act() if self.chance.random() < ACTS else None
        if possible is not None:
            application, action, runner = possible
            path = ACT.partition(" ")[2].format(application_id=application, action=action)
            return Outcome(
                f"act {action}", runner.name, *_both("post", path, possible_act(application), runner)
            )
        operation = self.chance.choice(self.operations)
        for runner, application in self._pairs(operation):
            outcome = self._run(operation, runner, application)
            if outcome.kind != "none":
                break
        return outcome

    def _pairs(self, operation: "Operation") -> list[tuple[Runner, int]]:
        """Who may try it on which application, in any order: some, for most of it would be in vain."""
        allowed = [one for one in self.runners if operation.public or operation.guard(one.account)]
        among = self.applications if "{application_id}" in operation.path else self.applications[:1]
        pairs = list(product(allowed, among))
        return self.chance.sample(pairs, min(len(pairs), TRIES))

    def _run(self, operation: "Operation", runner: Runner, application: int) -> Outcome:
        arguments = {**self.arguments, "year": 2030, "application_id": application}
        arguments |= told_apart(operation.name, self.arguments)
        path = re.sub(r"{(\w+)}", lambda found: str(arguments[found[1]]), operation.path)
        body = fitting_body(operation, self.schemas, arguments)
        return Outcome(operation.name, runner.name, *_both(operation.method, path, body, runner))

    def _possible_act(self) -> tuple[int, str, Runner] | None:
        """An application, and an act that somebody may do there now; None where nobody was found who may."""
        from linxuan_site.queries.applications import readable_dossier

        pairs = [(one, runner) for one in self.applications for runner in self.runners]
        for application, runner in self.chance.sample(pairs, len(pairs)):
            dossier = readable_dossier(runner.account, application)
            acts = [one.action.id for one in dossier.acts if one.refusal is None] if dossier else []
            if acts:
                return application, self.chance.choice(acts), runner
        return None


def _both(method: str, path: str, body: object, runner: Runner) -> tuple[tuple[int, int], tuple[str, str]]:
    barrier = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(_sends, method, path, body, runner, barrier) for _ in range(2)]
        (first, said), (second, told) = (one.result() for one in sent)
    return (first, second), (said, told)


def _encoded(body: object) -> tuple[bytes, str]:
    """A body and its type: a form where a file is among its fields, JSON else."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    if not isinstance(body, Form):
        return b"" if body is None else json.dumps(body).encode(), "application/json"
    fields = {
        name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value
        for name, value in body.items()
    }
    return encode_multipart(BOUNDARY, fields), MULTIPART_CONTENT


def _sends(method: str, path: str, body: object, runner: Runner, barrier: Barrier) -> tuple[int, str]:
    from django.db import connections
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = runner.session
    content = _encoded(body)
    try:
        connections["default"].ensure_connection()
        barrier.wait()
        answer = client.generic(method.upper(), f"/api{path}", *content)
        text = b"".join(answer) if answer.streaming else answer.content
        return answer.status_code, text.decode("utf-8", errors="replace")[:300]
    finally:
        connections.close_all()
