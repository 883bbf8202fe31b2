"""One race: an operation of the API sent twice at the same moment, on two connections, by somebody whom it lets in."""

import json
import random
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # operations are imported when the site is ready
    from tests.support.operations import Operation

ACT = "post /applications/{application_id}/acts/{action}"
REPORTED = 400
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
    """All operations that write and take no file, and what is filled into their addresses."""

    operations: "list[Operation]"
    schemas: Mapping[str, Any]
    arguments: Mapping[str, object]
    applications: list[int]
    runners: list[Runner]
    chance: random.Random

    def race(self) -> Outcome:
        """Let something be sent twice at once: an act that can be done now, or any operation by whom it lets in."""
        possible = self._possible_act() if self.chance.random() < ACTS else None
        if possible is not None:
            application, action, runner = possible
            path = ACT.partition(" ")[2].format(application_id=application, action=action)
            return Outcome(f"act {action}", runner.name, *_both("post", path, _act(application), runner))
        operation = self.chance.choice(self.operations)
        allowed = [one for one in self.runners if operation.public or operation.guard(one.account)]
        runner = self.chance.choice(allowed or self.runners)
        arguments = {**self.arguments, "year": 2030, "application_id": self.chance.choice(self.applications)}
        path = re.sub(r"{(\w+)}", lambda found: str(arguments.get(found[1], 1)), operation.path)
        body = operation.body(dict(self.schemas))
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


def _act(application: int) -> dict[str, object]:
    """All that an act may ask for, by somebody who saw the application as it is now."""
    from linxuan_site.models import Application

    call = Application.objects.select_related("published_call").get(pk=application)
    return {
        "seen": call.steps.count(),
        "opinion": "同意（示例）",
        "reason": "并列取先（示例）",
        "document": "示例发〔2023〕1号",
        "papers": ["application"],
        "received_on": "2023-05-12",
        "copies": 3,
        "restated_on": "2023-05-12",
        "grade": "qualified",
        "reasons": {},
    }


def _both(method: str, path: str, body: object, runner: Runner) -> tuple[tuple[int, int], tuple[str, str]]:
    barrier = Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        sent = [pool.submit(_sends, method, path, body, runner, barrier) for _ in range(2)]
        (first, said), (second, told) = (one.result() for one in sent)
    return (first, second), (said, told)


def _sends(method: str, path: str, body: object, runner: Runner, barrier: Barrier) -> tuple[int, str]:
    from django.db import connections
    from django.test import Client

    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = runner.session
    try:
        connections["default"].ensure_connection()
        barrier.wait()
        answer = client.generic(
            method.upper(),
            f"/api{path}",
            "" if body is None else json.dumps(body),
            content_type="application/json",
        )
        text = b"".join(answer) if answer.streaming else answer.content
        return answer.status_code, text.decode("utf-8", errors="replace")[:300]
    finally:
        connections.close_all()
