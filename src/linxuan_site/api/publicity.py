"""Names that are published by API: what everybody reads, and how the authority opens and closes a publicity."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.publicity import period
from linxuan_site import clock
from linxuan_site.actions.publicity import close_publicity, open_publicity
from linxuan_site.api.answering import nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import Fault, Key, example
from linxuan_site.permissions import is_central_officer, publishes, signed_in
from linxuan_site.queries.board import publicities_of, to_publish
from linxuan_site.queries.holidays import working_days
from linxuan_site.queries.notices import public_call, publications

router = Router(tags=["publicity"])
CENTRAL = let_in(is_central_officer)


class PublicationOut(Schema):
    """Names as they stand, or stood, published: `rows` under `columns`, until the end of `closes_on`."""

    stage: str
    name: str
    clause: str
    opens_on: date
    closes_on: date
    closed: bool
    columns: list[str]
    rows: list[list[str]]


class NameOut(Schema):
    """An application whose name is published, or would be."""

    application: int
    name: str


class PublicityPreviewOut(Schema):
    """Whose names would be published, from which day to which."""

    stage: str
    opens_on: date
    closes_on: date
    names: list[NameOut]


class PublicityIn(Schema):
    """The stage whose names are published; `seen` are the ids of the applications that the preview showed.

    With `again` those whose publicity is over are published once more, for a whole period.
    """

    model_config = example(stage="nominated", seen=[101, 102, 105], opens_on="2030-06-01", again=False)

    stage: str
    seen: list[Key]
    opens_on: date | None = None
    again: bool = False


class PublicityOut(Schema):
    """A publicity of the caller's authority."""

    id: int
    stage: str
    opens_on: date
    closes_on: date
    closed_at: datetime | None
    names: list[NameOut]


@router.get("/calls/{call}/publications", response={200: list[PublicationOut], 404: Fault}, auth=None)
def published(request: HttpRequest, call: str) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """List the publications of names of a call, newest first, as everybody may read them."""
    public = public_call(call)
    if public is None:
        raise nothing()
    return [
        {
            "stage": one.stage.id,
            "name": one.stage.name,
            "clause": one.stage.clause,
            "opens_on": one.publicity.opens_on,
            "closes_on": one.publicity.closes_on,
            "closed": one.publicity.closed_at is not None,
            "columns": one.columns,
            "rows": one.rows,
        }
        for one in publications(public)
    ]


@router.get("/calls/{call}/publicities", response={200: list[PublicityOut], **FAULTS}, auth=CENTRAL)
def publicities(request: HttpRequest, call: str) -> Any:
    """List the publicities of a call, newest first."""
    _publishing(request, call)
    return [_shown(one) for one in publicities_of(call)]


@router.get(
    "/calls/{call}/publicities/preview/{stage}", response={200: PublicityPreviewOut, **FAULTS}, auth=CENTRAL
)
def preview(
    request: HttpRequest, call: str, stage: str, opens_on: date | None = None, again: bool = False
) -> Any:
    """Tell whose names at a stage would be published, and for which days; nothing is.

    Whose publicity is over is left out, unless with `again`.
    """
    definition = _publishing(request, call)
    terms = definition.stages[stage].publicity if stage in definition.stages else None
    if terms is None:
        raise Refused(say("这个环节没有公示"), code="publicity")
    first, last = period(terms, opens_on or clock.today(), working_days())
    names = to_publish(signed_in(request.user), definition, stage, again=again)
    return {"stage": stage, "opens_on": first, "closes_on": last, "names": [_name(one) for one in names]}


@router.post("/calls/{call}/publicities", response={201: PublicityOut, **FAULTS}, auth=CENTRAL)
def open_(request: HttpRequest, call: str, body: PublicityIn) -> Any:
    """Publish the names at a stage as they were seen; refused where they are others now."""
    _publishing(request, call)
    account = signed_in(request.user)
    opened = open_publicity(
        call, body.stage, account=account, opens_on=body.opens_on, seen=body.seen, again=body.again
    )
    return Status(201, _of(call, opened.pk))


@router.post(
    "/calls/{call}/publicities/{publicity_id}/close", response={200: PublicityOut, **FAULTS}, auth=CENTRAL
)
def close(request: HttpRequest, call: str, publicity_id: int) -> Any:
    """Close a publicity after its last day, once every objection has its outcome."""
    _publishing(request, call)
    _of(call, publicity_id)
    close_publicity(publicity_id, account=signed_in(request.user))
    return _of(call, publicity_id)


def _publishing(request: HttpRequest, call: str) -> Call:
    definition = own_call(request, call)
    if not publishes(request.user, definition.authority):
        raise nothing()
    return definition


def _of(call: str, publicity_id: int) -> dict[str, Any]:
    found = next((one for one in publicities_of(call) if one.pk == publicity_id), None)
    if found is None:
        raise nothing()
    return _shown(found)


def _shown(publicity: Any) -> dict[str, Any]:
    names = ("id", "stage", "opens_on", "closes_on", "closed_at")
    return {name: getattr(publicity, name) for name in names} | {
        "names": [_name(one.application) for one in publicity.entries.all()]
    }


def _name(application: Any) -> dict[str, Any]:
    return {"application": application.pk, "name": application.subject}
