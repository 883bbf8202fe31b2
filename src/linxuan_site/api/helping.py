"""The operations on help with filling in: who helps, asked for or begun, ended."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from linxuan_site.actions.helping import end_help, start_help
from linxuan_site.api.opening import FAULTS
from linxuan_site.api.reviewing import known_dossier
from linxuan_site.api.schemas import example
from linxuan_site.permissions import signed_in
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.helping import helper_name, open_help, possible_helpers

router = Router(tags=["applications"])


class HelpIn(Schema):
    """An applicant names the `office` by its id; an officer gives the `reason`, which the applicant is told."""

    model_config = example(office=12)

    office: int | None = None
    reason: str = ""


class HelperOut(Schema):
    """An office that an applicant may ask."""

    id: int
    name: str


class HelpOut(Schema):
    """Who helps now: `office` is '' where nobody does, `who` began it; `possible` are those that may be asked."""

    office: str
    reason: str
    who: str
    since: datetime | None
    possible: list[HelperOut]


@router.get("/applications/{application_id}/help", response={200: HelpOut, **FAULTS})
def read(request: HttpRequest, application_id: int) -> Any:
    """Tell who helps to fill in an application, and who could."""
    return _shown(request, application_id)


@router.post("/applications/{application_id}/help", response={201: HelpOut, **FAULTS})
def start(request: HttpRequest, application_id: int, body: HelpIn) -> Any:
    """Let an office read and fill in a draft; only the applicant can submit it."""
    known_dossier(request, application_id)
    start_help(application_id, account=signed_in(request.user), office=body.office, reason=body.reason)
    return Status(201, _shown(request, application_id))


@router.delete("/applications/{application_id}/help", response={204: None, **FAULTS})
def end(request: HttpRequest, application_id: int) -> Any:
    """End the help, as the applicant or as the office that helps."""
    known_dossier(request, application_id)
    end_help(application_id, account=signed_in(request.user))
    return Status(204, None)


def _shown(request: HttpRequest, application_id: int) -> dict[str, Any]:
    dossier = known_dossier(request, application_id)
    call, application = dossier.call, dossier.application
    now = open_help(application)
    return {
        "office": helper_name(call, now) if now else "",
        "reason": now.reason if now else "",
        "who": signed_name(now.started_by, now) if now else "",
        "since": now.started_at if now else None,
        "possible": possible_helpers(call, application),
    }
