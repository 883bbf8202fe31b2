"""Deadlines by API: which there are, and how they were put off; the authority puts one off."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.api.answering import nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import example
from linxuan_site.permissions import extends, is_central_officer, signed_in
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.extensions import extensions_of

router = Router(tags=["selection"])
CENTRAL = let_in(is_central_officer)


class DeadlineOut(Schema):
    """A deadline of the notice; each of its days ends at 24:00."""

    id: str
    name: str
    clause: str
    days: list[date]


class ExtensionOut(Schema):
    """A later last day than `of`, for everybody, or for one application (`application` is its id)."""

    id: int
    deadline: str
    of: date
    day: date
    application: int | None
    reason: str
    document: str
    who: str
    set_at: datetime


class ExtensionsOut(Schema):
    """The deadlines of a call, and all that was put off, newest first."""

    deadlines: list[DeadlineOut]
    extensions: list[ExtensionOut]


class ExtensionIn(Schema):
    """A later last day. `number` is an application's number, or `#` with its id, where it is for that one alone."""

    model_config = example(
        deadline="delivery", day="2030-05-19", reason="连日暴雨", document="局务会纪要〔2030〕5号", number=""
    )

    deadline: str
    day: date
    reason: str
    document: str
    number: str = ""


@router.get("/calls/{call}/extensions", response={200: ExtensionsOut, **FAULTS}, auth=CENTRAL)
def extensions(request: HttpRequest, call: str) -> Any:
    """List the deadlines of a call and every extension, newest first."""
    definition = own_call(request, call)
    if not extends(request.user, definition.authority):
        raise nothing()
    names = ("id", "name", "clause")
    return {
        "deadlines": [
            {name: getattr(one, name) for name in names} | {"days": list(one.days)}
            for one in definition.deadlines.values()
        ],
        "extensions": [_shown(one) for one in extensions_of(call)],
    }


@router.post("/calls/{call}/extensions", response={201: ExtensionOut, **FAULTS}, auth=CENTRAL)
def extend(request: HttpRequest, call: str, body: ExtensionIn) -> Any:
    """Put a deadline off, for everybody or for one application; who it concerns alone is told."""
    own_call(request, call)
    return Status(201, _shown(extend_deadline(call, account=signed_in(request.user), **body.model_dump())))


def _shown(extension: Any) -> dict[str, Any]:
    names = ("id", "deadline", "of", "day", "reason", "document", "set_at")
    return {name: getattr(extension, name) for name in names} | {
        "application": extension.application_id,
        "who": signed_name(extension.set_by, extension),
    }
