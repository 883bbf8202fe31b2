"""Objections by API: anybody makes one with the limits of the page, the publishing office brings it to an outcome."""

import secrets
from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Schema, Status, UploadedFile

from linxuan_site.actions.inspecting import ready
from linxuan_site.actions.objections import (
    LONGEST_TEXT,
    MOST_FILES,
    NewObjection,
    enter_objection,
    file_objection,
    handle_objection,
    supplement_objection,
)
from linxuan_site.actions.rehearsing import rehearse_outcome
from linxuan_site.api.answering import as_download, nothing, own_call, uploaded
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import LARGEST_KEY, Fault, Key, OutcomePreviewOut, example
from linxuan_site.permissions import is_central_officer, publishes, signed_in
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.notices import PublicCall, public_call
from linxuan_site.queries.objections import (
    HandledObjection,
    objection_by_receipt,
    objection_file_for,
    objection_for,
    objections_of,
    running_publicity,
    sender_of,
)
from linxuan_site.visits import address_of

router = Router(tags=["publicity"])
CENTRAL = let_in(is_central_officer)
PUBLIC_FAULTS = {400: Fault, 404: Fault, 409: Fault, 422: Fault}


class EntryOut(Schema):
    """A name that one may object to."""

    entry: int
    name: str


class TermsOut(Schema):
    """What stands published today, until the end of `closes_on`, and what the programme wants of an objection."""

    stage: str
    opens_on: date
    closes_on: date
    names: list[EntryOut]
    named: bool
    signed: list[str]


class ReceiptOut(Schema):
    """The receipt of an objection; with it and the contact one looks up what became of it."""

    number: str


class ReceiptIn(Schema):
    """A receipt, and the contact that was given with it."""

    model_config = example(number="ABCD-EFGH-JKLM", contact="010-12345678")

    number: str
    contact: str


class PublicStepOut(Schema):
    """A step as the objector reads it."""

    state: str
    text: str
    on: date


class StateOut(Schema):
    """Where an objection stands: `filed`, `accepted`, `asked`, `supplemented`, or an outcome."""

    about: str
    state: str
    steps: list[PublicStepOut]


class ObjectionStepIn(Schema):
    """A step: `accepted`, `asked`, `rejected`, `unfounded`, `corrected` or `upheld`, why, and what the caller saw.

    `removal` is the programme's act that takes the entity off the list, where an objection is upheld.
    """

    model_config = example(state="upheld", text="查明服务收入与审计报告不符", removal="decline", seen=2)

    state: str
    text: str = ""
    removal: str = ""
    seen: Key | None = None


class ObjectionStepOut(Schema):
    """A step in the handling; `who` is '' where the objector did it."""

    state: str
    text: str
    who: str
    at: datetime


class EvidenceOut(Schema):
    """A file of an objection; `statement` is the signed one."""

    id: int
    name: str
    size: int
    statement: bool


class ObjectionOut(Schema):
    """An objection as the publishing office reads it; who objects is confidential."""

    id: int
    number: str
    about: str
    application: int
    kind: str
    name: str
    contact: str
    text: str
    filed_at: datetime
    received_on: date | None
    state: str
    is_open: bool
    days_left: int
    steps: list[ObjectionStepOut]
    files: list[EvidenceOut]


@router.get("/calls/{call}/publicity", response={200: TermsOut, 404: Fault}, auth=None)
def terms(request: HttpRequest, call: str) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """Return the names that stand published today and take objections; nothing is found on other days."""
    public, running = _public(call), running_publicity(call)
    if running is None:
        raise nothing()
    stage = public.call.stages.get(running.stage)
    wanted = stage.publicity.objections if stage and stage.publicity else {}
    signed = wanted.get("signed")
    return {
        "stage": running.stage,
        "opens_on": running.opens_on,
        "closes_on": running.closes_on,
        "names": [{"entry": one.pk, "name": one.application.subject} for one in running.entries.all()],
        "named": bool(wanted.get("named", True)),
        "signed": list(signed) if isinstance(signed, list | tuple) else [],
    }


@router.post("/calls/{call}/objections", response={201: ReceiptOut, **PUBLIC_FAULTS}, auth=None)
def object_(
    request: HttpRequest,
    call: str,
    entry: Annotated[int, Form(ge=0, le=LARGEST_KEY)],
    kind: Form[str],
    contact: Annotated[str, Form(max_length=100)],
    text: Annotated[str, Form(max_length=LONGEST_TEXT)],
    name: Annotated[str, Form(max_length=200)] = "",
    key: Annotated[str | None, Form(min_length=16, max_length=40)] = None,
    statement: File[UploadedFile | None] = None,
    evidence: File[list[UploadedFile]] = [],  # noqa: B006 - the framework reads it as an empty list
) -> Any:
    """Object to a published name as a `person` or a `unit`, with evidence; sent twice with a `key` it is one."""
    _public(call)
    wish = _wish(entry, kind, name, contact, text, key, statement, evidence)
    sender = sender_of(address_of(request) or "")
    return Status(201, file_objection(call, wish, sender=sender))


@router.post("/calls/{call}/objections/written", response={201: ObjectionOut, **FAULTS}, auth=CENTRAL)
def enter(
    request: HttpRequest,
    call: str,
    received_on: Form[date],
    entry: Annotated[int, Form(ge=0, le=LARGEST_KEY)],
    kind: Form[str],
    contact: Annotated[str, Form(max_length=100)],
    text: Annotated[str, Form(max_length=LONGEST_TEXT)],
    name: Annotated[str, Form(max_length=200)] = "",
    key: Annotated[str | None, Form(min_length=16, max_length=40)] = None,
    statement: File[UploadedFile | None] = None,
    evidence: File[list[UploadedFile]] = [],  # noqa: B006 - the framework reads it as an empty list
) -> Any:
    """Enter an objection that came in writing on a day of the publicity; its `number` is the receipt to hand out."""
    own_call(request, call)
    wish = _wish(entry, kind, name, contact, text, key, statement, evidence)
    entered = enter_objection(call, wish, received_on=received_on, account=signed_in(request.user))
    return Status(201, _shown(_found(request, entered.pk)))


@router.post("/calls/{call}/objections/state", response={200: StateOut, **PUBLIC_FAULTS}, auth=None)
def state(request: HttpRequest, call: str, body: ReceiptIn) -> Any:  # noqa: ARG001 - as above
    """Tell whoever has a receipt and its contact where the objection stands."""
    _public(call)
    return _state(body.number, body.contact)


@router.post("/calls/{call}/objections/supplement", response={200: StateOut, **PUBLIC_FAULTS}, auth=None)
def supplement(
    request: HttpRequest,  # noqa: ARG001 - as above
    call: str,
    number: Form[str],
    contact: Form[str],
    text: Annotated[str, Form(max_length=LONGEST_TEXT)],
    evidence: File[list[UploadedFile]] = [],  # noqa: B006 - the framework reads it as an empty list
) -> Any:
    """Add what the office asked for, with the receipt and its contact."""
    _public(call)
    files = [uploaded(one) for one in evidence[: MOST_FILES + 1]]
    supplement_objection(number, contact, text, files)
    return _state(number, contact)


@router.get("/calls/{call}/objections", response={200: list[ObjectionOut], **FAULTS}, auth=CENTRAL)
def objections(request: HttpRequest, call: str) -> Any:
    """List the objections of a call to names that the caller's office published, those without an outcome first."""
    if not publishes(request.user, own_call(request, call).authority):
        raise nothing()
    return [_shown(one) for one in objections_of(signed_in(request.user), call)]


@router.get("/objections/{objection_id}", response={200: ObjectionOut, **FAULTS}, auth=CENTRAL)
def objection(request: HttpRequest, objection_id: int) -> Any:
    """Return one objection with its evidence and its steps."""
    return _shown(_found(request, objection_id))


@router.post("/objections/{objection_id}/steps", response={200: ObjectionOut, **FAULTS}, auth=CENTRAL)
def handle(request: HttpRequest, objection_id: int, body: ObjectionStepIn) -> Any:
    """Take an objection one step further, or to its outcome."""
    _found(request, objection_id)
    handle_objection(objection_id, account=signed_in(request.user), **body.model_dump())
    return _shown(_found(request, objection_id))


@router.post(
    "/objections/{objection_id}/steps/preview", response={200: OutcomePreviewOut, **FAULTS}, auth=CENTRAL
)
def preview(request: HttpRequest, objection_id: int, body: ObjectionStepIn) -> Any:
    """Tell which places a step would free and who would be told what; nothing is done."""
    found = _found(request, objection_id)
    return rehearse_outcome(found.objection, account=signed_in(request.user), **body.model_dump())


@router.get("/objections/files/{file_id}", response={200: None, **FAULTS}, auth=CENTRAL)
def file(request: HttpRequest, file_id: int) -> Any:
    """Download a statement or a piece of evidence."""
    found = objection_file_for(signed_in(request.user), file_id)
    if found is None:
        raise nothing()
    made = ready(found)
    return as_download(HttpResponse(made.content, content_type=made.content_type), made.name)


def _wish(
    entry: int,
    kind: str,
    name: str,
    contact: str,
    text: str,
    key: str | None,
    statement: UploadedFile | None,
    evidence: list[UploadedFile],
) -> NewObjection:
    return NewObjection(
        kind=kind,
        name=name,
        contact=contact,
        entry=entry,
        text=text,
        key=key or secrets.token_hex(16),
        statement=uploaded(statement) if statement else None,
        evidence=[uploaded(one) for one in evidence[: MOST_FILES + 1]],
    )


def _public(call: str) -> PublicCall:
    public = public_call(call)
    if public is None:
        raise nothing()
    return public


def _found(request: HttpRequest, objection_id: int) -> HandledObjection:
    found = objection_for(signed_in(request.user), objection_id)
    if found is None:
        raise nothing()
    return found


def _state(number: str, contact: str) -> dict[str, Any]:
    found = objection_by_receipt(number, contact)
    if found is None:
        raise nothing()
    return {
        "about": found.objection.entry.application.subject,
        "state": found.state,
        "steps": [{"state": one.state, "text": one.text, "on": one.at.date()} for one in found.steps],
    }


def _shown(found: HandledObjection) -> dict[str, Any]:
    objection: Any = found.objection
    names = ("id", "number", "kind", "name", "contact", "text", "filed_at", "received_on")
    return {name: getattr(objection, name) for name in names} | {
        "about": objection.entry.application.subject,
        "application": objection.entry.application_id,
        "state": found.state,
        "is_open": found.is_open,
        "days_left": found.days_left,
        "steps": [
            {
                "state": one.state,
                "text": one.text,
                "who": signed_name(one.by, one) if one.by else "",
                "at": one.at,
            }
            for one in found.steps
        ],
        "files": found.files,
    }
