"""Reminders by API: who would get which message, and sending it to those who are chosen."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from linxuan_site.actions.reminding import letter_to, remind
from linxuan_site.api.answering import own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import Key, example
from linxuan_site.permissions import is_central_officer, signed_in
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.reminders import reminders_of, to_remind

router = Router(tags=["selection"])
CENTRAL = let_in(is_central_officer)


class ToRemindOut(Schema):
    """An office (`review`) or an applicant (`returned`, `draft`) that can be reminded, and of how many applications.

    `addresses` is to how many e-mail addresses the message would go; with none it stands in the portal alone.
    `seen` is the id of the reminder of the last day, 0 for none.
    """

    key: str
    kind: str
    name: str
    number: int
    days: int
    until: date | None
    addresses: int
    subject: str
    text: str
    seen: int


class SentOut(Schema):
    """A reminder that was sent."""

    id: int
    kind: str
    name: str
    number: int
    addresses: int
    who: str
    sent_at: datetime


class RemindersOut(Schema):
    """Who can be reminded, the longest wait first, how many `more` there are by kind, and what was sent last."""

    waiting: list[ToRemindOut]
    more: dict[str, int]
    sent: list[SentOut]


class RemindIn(Schema):
    """Who is reminded: by `key` the `seen` that the caller saw."""

    model_config = example(who={"review-12": 0, "draft-101": 0})

    who: Annotated[dict[str, Key], Field(max_length=1000)]


@router.get("/calls/{call}/reminders", response={200: RemindersOut, **FAULTS}, auth=CENTRAL)
def reminders(request: HttpRequest, call: str) -> Any:
    """List whom the authority can remind, with the message that each would get; nothing is sent."""
    found = to_remind(own_call(request, call))
    return {
        "waiting": [_shown(one) for one in found.people],
        "more": found.more,
        "sent": [_sent(one) for one in reminders_of(call)],
    }


@router.post("/calls/{call}/reminders", response={201: list[SentOut], **FAULTS}, auth=CENTRAL)
def send(request: HttpRequest, call: str, body: RemindIn) -> Any:
    """Remind those who are chosen, all or none; who has nothing to do any more gets nothing."""
    own_call(request, call)
    return Status(201, [_sent(one) for one in remind(call, body.who, account=signed_in(request.user))])


def _shown(one: Any) -> dict[str, Any]:
    subject, text = letter_to(one)
    return {name: getattr(one, name) for name in ("key", "kind", "name", "number", "days", "seen")} | {
        "until": one.due[1] if one.due else None,
        "addresses": len(one.reach.addresses),
        "subject": subject,
        "text": text,
    }


def _sent(one: Any) -> dict[str, Any]:
    names = ("id", "kind", "number", "addresses", "sent_at")
    return {name: getattr(one, name) for name in names} | {
        "name": one.office.name if one.office else one.application.subject,
        "who": signed_name(one.sent_by, one),
    }
