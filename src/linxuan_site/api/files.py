"""The files of an application by API: listed, attached, downloaded, taken away, put back."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import File, Form, Router, Status, UploadedFile

from linxuan_site.actions.attachments import attach, remove_attachment, restore_attachment
from linxuan_site.actions.inspecting import Ready, ready, take_original
from linxuan_site.api.answering import as_download, nothing, uploaded
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.reviewing import known_dossier
from linxuan_site.api.schemas import LARGEST_KEY, FileOut
from linxuan_site.permissions import is_officer, signed_in
from linxuan_site.queries.applications import own_attachment, readable_attachment
from linxuan_site.queries.inspections import noted

router = Router(tags=["applications"])
OFFICER = let_in(is_officer)


@router.get("/applications/{application_id}/files", response={200: list[FileOut], **FAULTS})
def files(request: HttpRequest, application_id: int) -> Any:
    """List the files of an application that the caller may download, oldest first; `slot` is their field."""
    return list(known_dossier(request, application_id).files)


@router.post("/applications/{application_id}/files/{field}", response={201: FileOut, **FAULTS})
def attach_file(
    request: HttpRequest,
    application_id: int,
    field: str,
    file: File[UploadedFile],
    replaces: Annotated[int | None, Form(ge=0, le=LARGEST_KEY)] = None,
) -> Any:
    """Attach a file to a field of the form; `replaces` is the id of the file that it takes the place of."""
    known_dossier(request, application_id)
    account = signed_in(request.user)
    new = attach(application_id, field, uploaded(file), account=account, replaces=replaces)
    return Status(201, noted([new])[0])


@router.get("/applications/{application_id}/attachments/{attachment_id}", response={200: None, **FAULTS})
def download(request: HttpRequest, application_id: int, attachment_id: int) -> Any:
    """Download a file, as a copy without what acts where something does (its FileOut says so)."""
    return _sent(ready(_readable(request, application_id, attachment_id)))


@router.get(
    "/applications/{application_id}/attachments/{attachment_id}/original",
    response={200: None, **FAULTS},
    auth=OFFICER,
)
def download_original(request: HttpRequest, application_id: int, attachment_id: int) -> Any:
    """Download a file as it came, whatever acts in it; who took it and when stays recorded."""
    found = _readable(request, application_id, attachment_id)
    return _sent(take_original(found, account=signed_in(request.user)))


@router.delete("/applications/{application_id}/attachments/{attachment_id}", response={204: None, **FAULTS})
def remove(request: HttpRequest, application_id: int, attachment_id: int) -> Any:
    """Take a file away from what is being filled in; it can be put back."""
    _own(request, application_id, attachment_id)
    remove_attachment(attachment_id, account=signed_in(request.user))
    return Status(204, None)


@router.post(
    "/applications/{application_id}/attachments/{attachment_id}/restore", response={200: FileOut, **FAULTS}
)
def restore(request: HttpRequest, application_id: int, attachment_id: int) -> Any:
    """Put back a file that was taken away."""
    _own(request, application_id, attachment_id)
    return noted([restore_attachment(attachment_id, account=signed_in(request.user))])[0]


def _readable(request: HttpRequest, application_id: int, attachment_id: int) -> Any:
    found = readable_attachment(request.user, attachment_id)
    if found is None or found.application_id != application_id:
        raise nothing()
    return found


def _sent(made: Ready) -> HttpResponseBase:
    return as_download(HttpResponse(made.content, content_type=made.content_type), made.name)


def _own(request: HttpRequest, application_id: int, attachment_id: int) -> None:
    known_dossier(request, application_id)
    if own_attachment(request.user, application_id, attachment_id) is None:
        raise nothing()
