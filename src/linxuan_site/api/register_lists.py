"""Lists of earlier cohorts by API: uploaded, looked at, entered as decided; and the register as a list of a day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from ninja import File, Form, Router, Schema, Status, UploadedFile

from linxuan.designations.matching import Match
from linxuan_site.actions.list_imports import (
    discard_list,
    enter_list,
    keep_decisions,
    preview_of_upload,
    receive_list,
)
from linxuan_site.api.answering import as_download, nothing, own_call, uploaded
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import Key, example
from linxuan_site.documents.register_file import register_csv, register_xlsx
from linxuan_site.permissions import is_central_officer, signed_in
from linxuan_site.queries.list_imports import ListPreview, own_upload

router = Router(tags=["evaluation"])
CENTRAL = let_in(is_central_officer)
BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RegisterListCellOut(Schema):
    """A cell of a list that cannot be read: its sheet where there are several, its address and heading, what is wrong."""

    sheet: str
    address: str
    head: str
    problem: str


class RegisterListRowOut(Schema):
    """What becomes of a row: `same`, `changed`, `new`, `repeated` or `doubtful`, and why.

    `place` is its line; `entity` the name and `credit_code` the code of whom the register has it for, empty where
    only the list knows it. A doubtful row wants one of its `choices`; of one that changed the first one stands.
    """

    place: str
    name: str
    outcome: str
    reason: str
    entity: str
    credit_code: str
    changes: list[str]
    choices: list[str]


class RegisterListOut(Schema):
    """What a list would do to the register: how many rows of each outcome, wrong cells, and the rows that are not plain.

    `seen` has to be sent when it is entered; `state` is `waiting`, `entered` or `discarded`. Rows that are the same
    or new without any doubt are counted and not listed.
    """

    id: int
    file_name: str
    digest: str
    state: str
    rows: int
    counts: dict[str, int]
    seen: str
    faults: list[RegisterListCellOut]
    remarks: list[str]
    doubtful: list[RegisterListRowOut]
    changed: list[RegisterListRowOut]


class RegisterListEnterIn(Schema):
    """What was decided, by the line of each row; from when new names and places hold; what was seen."""

    model_config = example(decisions={"12": "same", "31": "new"}, since="2030-01-01", seen="9f86d081884c7d65")

    decisions: dict[str, str] = {}
    since: date | None = None
    seen: str


class RegisterListEnteredOut(Schema):
    """What came of a list: new titles, entities renamed, titles corrected."""

    id: int
    rows: int
    entered: int
    renamed: int
    corrected: int


@router.post("/calls/{call}/register/lists", response={201: RegisterListOut, **FAULTS}, auth=CENTRAL)
def receive(
    request: HttpRequest,
    call: str,
    file: File[UploadedFile],
    cohort: Form[str] = "",
    track: Form[str] = "",
    document: Form[str] = "",
    designated_on: Form[str] = "",
) -> Any:
    """Upload a list of earlier cohorts (xlsx or CSV) and see what it would do; nothing is entered yet."""
    definition = own_call(request, call)
    given = {"cohort": cohort, "track": track, "document": document, "designated_on": designated_on}
    came = uploaded(file)
    upload = receive_list(call, came.name, came.content, given=given, by=signed_in(request.user))
    return Status(201, _shown(upload, preview_of_upload(definition, upload)))


@router.get("/register/lists/{upload_id}", response={200: RegisterListOut, **FAULTS}, auth=CENTRAL)
def look(request: HttpRequest, upload_id: Key) -> Any:
    """Return what a list would do to the register as it stands now."""
    definition, upload = _found(request, upload_id)
    return _shown(upload, preview_of_upload(definition, upload))


@router.post(
    "/register/lists/{upload_id}/enter", response={200: RegisterListEnteredOut, **FAULTS}, auth=CENTRAL
)
def enter(request: HttpRequest, upload_id: Key, body: RegisterListEnterIn) -> Any:
    """Enter a list as it was decided, whole or not at all."""
    _found(request, upload_id)
    account = signed_in(request.user)
    keep_decisions(upload_id, body.decisions, by=account)
    return enter_list(upload_id, seen=body.seen, since=body.since, by=account)


@router.post("/register/lists/{upload_id}/discard", response={204: None, **FAULTS}, auth=CENTRAL)
def discard(request: HttpRequest, upload_id: Key) -> Any:
    """Put a list aside that is not to be entered."""
    _found(request, upload_id)
    discard_list(upload_id, by=signed_in(request.user))
    return Status(204, None)


@router.get("/calls/{call}/register.csv", response={200: None, **FAULTS}, auth=CENTRAL)
def rows_csv(request: HttpRequest, call: str, as_of: date | None = None) -> HttpResponseBase:
    """Return the register of a day, today where none is said, as CSV that can be imported again."""
    lines = register_csv(own_call(request, call), as_of)
    return _file(lines, "text/csv; charset=utf-8", f"{call}-register.csv")


@router.get("/calls/{call}/register.xlsx", response={200: None, **FAULTS}, auth=CENTRAL)
def rows_xlsx(request: HttpRequest, call: str, as_of: date | None = None) -> HttpResponseBase:
    """Return the same as a workbook."""
    return _file(register_xlsx(own_call(request, call), as_of), BOOK, f"{call}-register.xlsx")


def _file(parts: Iterator[str] | Iterator[bytes], type_: str, name: str) -> HttpResponseBase:
    return as_download(StreamingHttpResponse(parts, content_type=type_), name)


def _found(request: HttpRequest, upload_id: Key) -> Any:
    found = own_upload(signed_in(request.user), upload_id)
    if found is None:
        raise nothing()
    return found


def _shown(upload: Any, preview: ListPreview) -> dict[str, Any]:
    return {
        **{name: getattr(upload, name) for name in ("id", "file_name", "digest", "state")},
        "rows": preview.rows,
        "counts": dict(preview.counts),
        "seen": preview.seen,
        "faults": [vars(one) for one in preview.faults],
        "remarks": list(preview.remarks),
        "doubtful": [_row(one) for one in preview.matches if one.is_doubtful],
        "changed": [_row(one) for one in preview.matches if one.outcome == "changed"],
    }


def _row(match: Match) -> dict[str, Any]:
    known = None if match.entity.is_new else match.entity
    return {
        "place": match.row.place,
        "name": match.row.name,
        "outcome": match.outcome,
        "reason": match.reason,
        "entity": known.name if known else "",
        "credit_code": known.credit_code if known else "",
        "changes": [one.id for one in match.changes],
        "choices": list(match.choices),
    }
