"""What an applicant and the offices in charge write to each other about an application, by API."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Schema, Status, UploadedFile

from linxuan_site.actions.inspecting import ready
from linxuan_site.actions.writing_about import read_thread, write_about
from linxuan_site.api.answering import as_download, nothing, uploaded
from linxuan_site.api.opening import FAULTS
from linxuan_site.api.reviewing import known_dossier
from linxuan_site.permissions import signed_in
from linxuan_site.queries.thread import thread_file_for, thread_of

router = Router(tags=["applications"])


class ThreadFileOut(Schema):
    """A file that came with an entry."""

    id: int
    name: str
    size: int
    digest: str


class WordsOut(Schema):
    """One entry: `office` is the name of the office that wrote, '' for the applicant; `own` is of the caller's side.

    `read_by` are those of the other side who have read it.
    """

    position: int
    who: str
    office: str
    own: bool
    text: str
    written_at: datetime
    file: ThreadFileOut | None
    read_by: list[str]


@router.get("/applications/{application_id}/thread", response={200: list[WordsOut], **FAULTS})
def entries(request: HttpRequest, application_id: int) -> Any:
    """List what was written about an application, oldest first; the caller has read it then."""
    dossier, account = known_dossier(request, application_id), signed_in(request.user)
    found = thread_of(account, dossier.call, dossier.application)
    if found:
        read_thread(dossier.application, account=account, position=found[-1].entry.position)
    return [_shown(one) for one in found]


@router.post("/applications/{application_id}/thread", response={201: WordsOut, **FAULTS})
def write(
    request: HttpRequest,
    application_id: int,
    text: Annotated[str, Form()],
    file: File[UploadedFile | None] = None,
) -> Any:
    """Write to the other side about an application, with one file or none; it stays as it is written."""
    dossier, account = known_dossier(request, application_id), signed_in(request.user)
    upload = uploaded(file) if file else None
    entry = write_about(application_id, text, account=account, file=upload)
    found = thread_of(account, dossier.call, dossier.application)
    return Status(201, next(_shown(one) for one in found if one.entry.pk == entry.pk))


@router.get("/applications/{application_id}/thread/files/{file_id}", response={200: None, **FAULTS})
def thread_file(request: HttpRequest, application_id: int, file_id: int) -> Any:
    """Download the file of an entry, as a copy without what acts where something does."""
    found = thread_file_for(request.user, file_id)
    if found is None or found.entry.application_id != application_id:
        raise nothing()
    made = ready(found)
    return as_download(HttpResponse(made.content, content_type=made.content_type), made.name)


def _shown(one: Any) -> dict[str, Any]:
    names = ("who", "office", "own", "file", "read_by")
    entry = {name: getattr(one.entry, name) for name in ("position", "text", "written_at")}
    return entry | {name: getattr(one, name) for name in names}
