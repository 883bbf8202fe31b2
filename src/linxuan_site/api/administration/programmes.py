"""Programmes by API: a package is uploaded, looked at as each of its readers would, and published as a version."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import File, Form, Router, Schema, Status, UploadedFile

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Stage
from linxuan.workflow.offices import office_name
from linxuan_site.actions.packages import discard_package, publish_package, receive_package
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.public import AnswersIn, ClauseOut, SelfCheckOut, checked, clauses_of
from linxuan_site.api.schemas import example
from linxuan_site.permissions import is_administrator, signed_in
from linxuan_site.queries.packages import (
    definition_of_package,
    package,
    programmes,
    versions_of,
    waiting_packages,
)

router = Router()
ADMINISTRATOR = let_in(is_administrator)


class ProgrammeOut(Schema):
    """A call with its newest version, and how many versions there are."""

    call: str
    name: str
    authority: str
    version: int
    versions: int
    published_at: datetime


class VersionOut(Schema):
    """A version, and how many applications stand under it; `running` are those not at an end."""

    version: int
    digest: str
    published_at: datetime
    applications: int
    running: int


class PackageOut(Schema):
    """An upload: `state` is `faulty`, `sound`, `published` or `discarded`."""

    id: int
    call: str
    name: str
    authority: str
    digest: str
    file_name: str
    uploaded_by: str
    uploaded_at: datetime
    state: str


class PackageWhole(PackageOut):
    """An upload with all that its inspection found, and the version `against` which it was compared."""

    against: int | None
    report: dict[str, Any]


class VersionsOut(Schema):
    """The versions of a call, and the uploads that wait."""

    versions: list[VersionOut]
    waiting: list[PackageOut]


class PublishIn(Schema):
    """Why a version is published; `digest` is that of the upload which was looked at."""

    model_config = example(digest="9f86d081884c7d65…", why="按通知更正附件二")

    digest: str
    why: str


class ActOut(Schema):
    """An act of a stage, and whose it is."""

    action: str
    name: str
    clause: str
    by: list[str]


class StageOut(Schema):
    """A stage as its office would find it: what it judges, what it fills in, what can be done there."""

    stage: str
    name: str
    office: str
    judgements: list[str]
    sections: list[str]
    acts: list[ActOut]


class PublishedOut(Schema):
    """The version that came of an upload."""

    call: str
    version: int
    digest: str


@router.get("/administration/programmes", response={200: list[ProgrammeOut], **FAULTS}, auth=ADMINISTRATOR)
def list_(request: HttpRequest) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """List the calls with their newest version."""
    names = ("call", "name", "authority", "version", "published_at")
    return [
        {name: getattr(one.newest, name) for name in names} | {"versions": one.versions}
        for one in programmes()
    ]


@router.get("/administration/programmes/{call}", response={200: VersionsOut, **FAULTS}, auth=ADMINISTRATOR)
def versions(request: HttpRequest, call: str) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """Return the versions of a call, newest first, and its uploads that are neither published nor put aside."""
    found, waiting = versions_of(call), waiting_packages(call)
    if not found and not waiting:
        raise nothing()
    return {
        "versions": [
            {
                "version": one.published.version,
                "digest": one.published.digest,
                "published_at": one.published.published_at,
                "applications": one.applications,
                "running": one.running,
            }
            for one in found
        ],
        "waiting": [_shown(one) for one in waiting],
    }


@router.get("/administration/packages", response={200: list[PackageOut], **FAULTS}, auth=ADMINISTRATOR)
def waiting(request: HttpRequest) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """List the uploads that are neither published nor put aside."""
    return [_shown(one) for one in waiting_packages()]


@router.post("/administration/packages", response={201: PackageWhole, **FAULTS}, auth=ADMINISTRATOR)
def receive(request: HttpRequest, file: File[UploadedFile], call: Form[str] = "") -> Any:
    """Upload a package as a ZIP file and have it inspected; `call` is its id where its folder does not say it."""
    by = signed_in(request.user)
    return Status(201, _whole(receive_package(file.name or "", file.read(), call=call, by=by)))


@router.get(
    "/administration/packages/{package_id}", response={200: PackageWhole, **FAULTS}, auth=ADMINISTRATOR
)
def inspected(request: HttpRequest, package_id: int) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """Return an upload with all that its inspection found."""
    return _whole(_found(package_id))


@router.get(
    "/administration/packages/{package_id}/notice",
    response={200: list[ClauseOut], **FAULTS},
    auth=ADMINISTRATOR,
)
def notice(request: HttpRequest, package_id: int) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """Preview the clauses of an upload's notices, as everybody would read them."""
    return clauses_of(_defined(package_id))


@router.post(
    "/administration/packages/{package_id}/form/{procedure}",
    response={200: SelfCheckOut, **FAULTS},
    auth=ADMINISTRATOR,
)
def form(request: HttpRequest, package_id: int, procedure: str, body: AnswersIn) -> Any:  # noqa: ARG001 - as above
    """Preview an upload as an applicant: what the conditions would say to answers; nothing is kept."""
    call = _defined(package_id)
    if procedure not in call.tracks:
        raise nothing()
    return checked(call, procedure, body.answers)


@router.get(
    "/administration/packages/{package_id}/review/{procedure}",
    response={200: list[StageOut], **FAULTS},
    auth=ADMINISTRATOR,
)
def review(request: HttpRequest, package_id: int, procedure: str) -> Any:  # noqa: ARG001 - as above
    """Preview an upload as its offices: stage by stage, what each finds and may do."""
    call = _defined(package_id)
    if procedure not in {*call.tracks, *call.rounds}:
        raise nothing()
    return [_stage(call, procedure, one) for one in lookup.stages_of(call, procedure) if not one.end]


@router.post(
    "/administration/packages/{package_id}/publish",
    response={201: PublishedOut, **FAULTS},
    auth=ADMINISTRATOR,
)
def publish(request: HttpRequest, package_id: int, body: PublishIn) -> Any:
    """Publish an upload as the next version of its call; what is running keeps its own version."""
    if _found(package_id).digest != body.digest:
        raise Refused(say("这不是您核对过的那一份，请重新核对"), code="overtaken")
    published = publish_package(package_id, why=body.why, by=signed_in(request.user))
    return Status(201, {"call": published.call, "version": published.version, "digest": published.digest})


@router.post(
    "/administration/packages/{package_id}/discard", response={200: PackageOut, **FAULTS}, auth=ADMINISTRATOR
)
def discard(request: HttpRequest, package_id: int) -> Any:
    """Put an upload aside; it stays to be looked at."""
    _found(package_id)
    discard_package(package_id, by=signed_in(request.user))
    return _shown(_found(package_id))


def _found(package_id: int) -> Any:
    found = package(package_id)
    if found is None:
        raise nothing()
    return found


def _defined(package_id: int) -> Call:
    call = definition_of_package(_found(package_id))
    if call is None:
        raise Refused(say("程序包有错误，改好后才能预览"), code="package")
    return call


def _shown(found: Any) -> dict[str, Any]:
    names = ("id", "call", "name", "authority", "digest", "file_name", "uploaded_at", "state")
    shown = {name: getattr(found, name) for name in names}
    return shown | {"uploaded_by": found.uploaded_by.full_name}


def _whole(found: Any) -> dict[str, Any]:
    against = found.against.version if found.against_id else None
    return _shown(found) | {"against": against, "report": found.report}


def _stage(call: Call, procedure: str, stage: Stage) -> dict[str, Any]:
    own: dict[str, Any] = {"by": stage.office, "stage": stage.id}
    return {
        "stage": stage.id,
        "name": stage.name,
        "office": office_name(call, stage.office),
        "judgements": [one.name for one in lookup.judgements_of(call, procedure) if stage.id in one.stages],
        "sections": [one.name for one in lookup.sections_of(call, procedure, **own)],
        "acts": [
            {
                "action": one.id,
                "name": one.name,
                "clause": one.clause,
                "by": [office_name(call, office) for office in (*one.by, *one.jointly)],
            }
            for one in lookup.actions_from(call, procedure, stage.id)
        ],
    }
