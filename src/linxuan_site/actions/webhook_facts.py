"""Writes what other systems are to be told, in the transaction of the fact: it is sent after the commit, or never was.

A body has ids and what is public, and nothing of a person: who wants more asks the API, which asks who may know.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from linxuan_site import clock
from linxuan_site.models import (
    Application,
    Designation,
    GradeRecord,
    Publicity,
    RegisterEvent,
    Step,
    Webhook,
    WebhookDelivery,
)
from linxuan_site.permissions import office_covers
from linxuan_site.queries.webhooks import every_webhook, told_webhooks

BY_KIND = {"submit": "application.submitted", "return": "application.returned"}
"""The topic of a step by the kind of its act; of every other it is `application.moved`."""


def tell_of_step(authority: str, application: Application, step: Step) -> None:
    """Write what is to be told of a step: to the applicant's systems, and to those of the offices in charge."""
    about = {
        "application": application.pk,
        "call": application.call,
        "procedure": application.procedure,
        "number": application.number,
        "action": step.action,
        "stage": step.target,
        "step": step.position,
    }
    told = _concerned(application.organisation_id, authority, application.offices)
    _write(BY_KIND.get(step.kind, "application.moved"), about, told)


def tell_of_scan(authority: str, application: Application, examination: int) -> None:
    """Write that a sealed scan was examined; what was found, its readers ask the API for."""
    about = {"application": application.pk, "call": application.call, "examination": examination}
    told = _concerned(application.organisation_id, authority, application.offices)
    _write("scan.examined", about, told)


def tell_of_list(publicity: Publicity) -> None:
    """Write that names were published: that is public, whoever asked for it is told."""
    about = {
        "call": publicity.call,
        "publicity": publicity.pk,
        "stage": publicity.stage,
        "opens_on": publicity.opens_on.isoformat(),
        "closes_on": publicity.closes_on.isoformat(),
    }
    _write("list.published", about, every_webhook())


def tell_of_grade(record: GradeRecord) -> None:
    """Write that a grade was published: to the systems of the entity, and of the offices in charge of it."""
    about = {"designation": record.designation_id, "year": record.year, "grade": record.grade}
    _write("grade.published", about, _concerned(*_of_title(record.designation)))


def tell_of_titles(events: Sequence[RegisterEvent]) -> None:
    """Write what happened to titles, to the systems of who has one, and of the offices in charge of it.

    In as many statements for ten thousand as for one.
    """
    wanting = [one for one in every_webhook() if "title.changed" in one.topics]
    WebhookDelivery.objects.bulk_create(
        new_delivery(one, "title.changed", _body("title.changed", _about_event(event)))
        for event in (events if wanting else ())
        for one in wanting
        if _is_concerned(one, *_of_title(event.designation))
    )


def _about_event(event: RegisterEvent) -> dict[str, Any]:
    return {
        "designation": event.designation_id,
        "event": event.number,
        "kind": event.kind,
        "holds_from": event.holds_from.isoformat() if event.holds_from else None,
    }


def _of_title(designation: Designation) -> tuple[int, str, Mapping[str, str]]:
    return designation.organisation_id, designation.authority, designation.offices


def _is_concerned(webhook: Webhook, organisation: int, authority: str, offices: Mapping[str, str]) -> bool:
    if webhook.office is None:
        return webhook.organisation_id == organisation
    return office_covers(webhook.office, authority=authority, offices=offices)


def _concerned(organisation: int, authority: str, offices: Mapping[str, str]) -> list[Webhook]:
    found = told_webhooks(organisation, authority)
    return [one for one in found if _is_concerned(one, organisation, authority, offices)]


def _write(topic: str, about: Mapping[str, Any], webhooks: Iterable[Webhook]) -> None:
    told = [one for one in webhooks if topic in one.topics]
    if told:
        body = _body(topic, about)
        WebhookDelivery.objects.bulk_create(new_delivery(one, topic, body) for one in told)


def _body(topic: str, about: Mapping[str, Any]) -> str:
    return json.dumps({"type": topic, "timestamp": clock.now().isoformat(), "data": dict(about)})


def new_delivery(webhook: Webhook, topic: str, body: str) -> WebhookDelivery:
    """Return a message that is due at once, not saved yet."""
    now = timezone.now()
    key = f"msg_{secrets.token_hex(16)}"
    return WebhookDelivery(webhook=webhook, topic=topic, key=key, body=body, created_at=now, due_at=now)
