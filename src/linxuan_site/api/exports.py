"""Everything of a call in one archive by API: asked for, watched, stopped, downloaded, taken away."""

from datetime import datetime
from typing import Any

from django.http import FileResponse, HttpRequest
from ninja import Router, Schema, Status

from linxuan_site.actions.exports import ask_export, delete_export, stop_export
from linxuan_site.api.answering import as_download, nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.permissions import is_officer, signed_in
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.exports import export_for, export_name, export_path, exports_of, is_lost_export

router = Router(tags=["selection"])
OFFICER = let_in(is_officer)


class ExportOut(Schema):
    """An export: `kind` is `all` or `forms`, `state` is `waiting`, `running`, `stopping`, `done`, `failed` or `stopped`.

    `lost` tells that nothing works on it any more. `done` of `total` applications are in it; `size` is in bytes
    and `digest` the SHA-256 of the file, once there is one.
    """

    id: int
    call: str
    kind: str
    asked_by: str
    asked_at: datetime
    state: str
    lost: bool
    done: int
    total: int
    percent: int
    finished_at: datetime | None
    fault: str
    file: bool
    size: int
    digest: str


@router.get("/calls/{call}/exports", response={200: list[ExportOut], **FAULTS}, auth=OFFICER)
def exports(request: HttpRequest, call: str) -> Any:
    """List the newest exports of the caller's office."""
    own_call(request, call)
    return [_shown(one) for one in exports_of(signed_in(request.user), call)]


@router.post("/calls/{call}/exports", response={201: ExportOut, **FAULTS}, auth=OFFICER)
def ask(request: HttpRequest, call: str, kind: str = "all") -> Any:
    """Begin an export of everything that was filed under a call, or of its `forms` as PDFs to print.

    A district may ask for `forms`, and gets those of the applications in its charge. `GET` tells how far it is. One of forms goes on from what one before it left that did not come to its end.
    """
    own_call(request, call)
    return Status(201, _shown(ask_export(call, account=signed_in(request.user), kind=kind)))


@router.get("/calls/{call}/exports/{export_id}", response={200: ExportOut, **FAULTS}, auth=OFFICER)
def export(request: HttpRequest, call: str, export_id: int) -> Any:
    """Tell how far an export is."""
    return _shown(_found(request, call, export_id))


@router.post("/calls/{call}/exports/{export_id}/stop", response={200: ExportOut, **FAULTS}, auth=OFFICER)
def stop(request: HttpRequest, call: str, export_id: int) -> Any:
    """Stop an export that waits or is at work."""
    _found(request, call, export_id)
    return _shown(stop_export(export_id, account=signed_in(request.user)))


@router.delete("/calls/{call}/exports/{export_id}", response={204: None, **FAULTS}, auth=OFFICER)
def delete(request: HttpRequest, call: str, export_id: int) -> Any:
    """Take the file of an export away; who asked for it stays recorded."""
    _found(request, call, export_id)
    delete_export(export_id, account=signed_in(request.user))
    return Status(204, None)


@router.get("/calls/{call}/exports/{export_id}/file", response={200: None, **FAULTS}, auth=OFFICER)
def file(request: HttpRequest, call: str, export_id: int) -> Any:
    """Download the archive, a ZIP file."""
    found = _found(request, call, export_id)
    if not found.file or not export_path(found).exists():
        raise nothing()
    # The response closes the file.
    response = FileResponse(export_path(found).open("rb"), content_type="application/zip")
    return as_download(response, export_name(found))


def _found(request: HttpRequest, call: str, export_id: int) -> Any:
    own_call(request, call)
    found = export_for(signed_in(request.user), call, export_id)
    if found is None:
        raise nothing()
    return found


def _shown(export: Any) -> dict[str, Any]:
    names = (
        "id",
        "call",
        "kind",
        "asked_at",
        "state",
        "done",
        "total",
        "percent",
        "finished_at",
        "fault",
        "size",
        "digest",
    )
    return {name: getattr(export, name) for name in names} | {
        "asked_by": signed_name(export.asked_by, export),
        "lost": is_lost_export(export),
        "file": bool(export.file),
    }
