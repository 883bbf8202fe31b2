"""The operations on screenings: asked for, watched, stopped, read, downloaded, deleted."""

from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import File, Form, Router, Status, UploadedFile
from ninja.errors import HttpError

from linxuan.answers.dates import read_date
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.actions.registers import receive_register
from linxuan_site.actions.screenings import (
    Wish,
    ask_screening,
    delete_screening,
    restart_screening,
    stop_screening,
)
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS
from linxuan_site.api.schemas import ScreeningOut, ScreeningWhole
from linxuan_site.permissions import is_central_officer
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.screenings import downloads_of, is_lost, readable_screening, screenings_of

router = Router(tags=["screenings"])


@router.get("/calls/{call}/screenings", response={200: list[ScreeningOut], **FAULTS})
def screenings(request: HttpRequest, call: str) -> Any:
    """List the screenings of the caller's office for a call, newest first."""
    return [_summary(one) for one in screenings_of(_officer(request), call)]


@router.post("/calls/{call}/screenings", response={201: ScreeningOut, **FAULTS})
def ask(
    request: HttpRequest,
    call: str,
    file: File[UploadedFile],
    track: Form[str],
    day: Form[str] = "",
    sheet: Form[str] = "",
    column_map: Form[str] = "",
    values: Form[list[str]] = [],  # noqa: B006 - the framework reads it as an empty list
    vary: Form[str] = "",
) -> Any:
    """Ask for a screening of the register in `file`. `values` are `parameter=value`, `vary` is `parameter=from..to:step`."""
    account = _officer(request)
    wish = Wish(
        track=track,
        day=read_date(day, named="day") if day else None,
        sheet=sheet,
        column_map=column_map,
        overrides=dict(map(_pair, values)),
        vary=vary,
    )
    received = receive_register(file.name or "", file.chunks())
    return Status(201, _summary(ask_screening(call, wish, received, account=account)))


@router.get("/screenings/{screening_id}", response={200: ScreeningWhole, **FAULTS})
def screening(request: HttpRequest, screening_id: int) -> Any:
    """Return one screening: how far it is, what came of it, and which files can be downloaded."""
    found = _found(request, screening_id)
    files = list(downloads_of(found))
    return _summary(found) | {"result": found.result, "curve": found.curve, "files": files}


@router.post("/screenings/{screening_id}/stop", response={200: ScreeningOut, **FAULTS})
def stop(request: HttpRequest, screening_id: int) -> Any:
    """Stop a screening that waits or is at work."""
    return _summary(stop_screening(_found(request, screening_id).pk, account=_officer(request)))


@router.post("/screenings/{screening_id}/restart", response={200: ScreeningOut, **FAULTS})
def restart(request: HttpRequest, screening_id: int) -> Any:
    """Run a screening again that failed, was stopped, or that nothing works on."""
    return _summary(restart_screening(_found(request, screening_id).pk, account=_officer(request)))


@router.delete("/screenings/{screening_id}", response={204: None, **FAULTS})
def delete(request: HttpRequest, screening_id: int) -> Any:
    """Take away the files and figures of a screening; who did it stays recorded."""
    delete_screening(_found(request, screening_id).pk, account=_officer(request))
    return Status(204, None)


@router.get("/screenings/{screening_id}/files/{which}", response={200: None, **FAULTS})
def download(request: HttpRequest, screening_id: int, which: str) -> Any:
    """Download a file: `parquet`, `csv`, `xlsx`, `unreadable` or `curve`."""
    found = downloads_of(_found(request, screening_id)).get(which)
    if found is None:
        raise HttpError(404, say("没有这个文件"))
    # The response closes the file.
    return FileResponse(
        found.path.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
    )


def _officer(request: HttpRequest) -> Any:
    if not is_central_officer(request.user):
        raise nothing()
    return request.user


def _found(request: HttpRequest, screening_id: int) -> Any:
    found = readable_screening(_officer(request), screening_id)
    if found is None:
        raise nothing()
    return found


def _pair(text: str) -> tuple[str, str]:
    id, equals, value = text.partition("=")
    if not equals:
        raise BadInput(say("“{given}”要写成 参数=值", given=text[:80]), field="values")
    return id.strip(), value.strip()


def _summary(screening: Any) -> dict[str, Any]:
    names = ("id", "call", "track", "day", "state", "stage", "percent", "fault", "asked_at", "finished_at")
    return {name: getattr(screening, name) for name in names} | {
        "file": screening.file_name,
        "sha256": screening.file_digest,
        "asked_by": signed_name(screening.asked_by, screening),
        "values": screening.overrides,
        "vary": screening.vary,
        "lost": is_lost(screening),
        "deleted_at": screening.deleted_at,
        "verdicts": screening.result.get("verdicts"),
    }
