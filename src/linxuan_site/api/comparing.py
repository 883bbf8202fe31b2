"""Summary tables that come back, by API: what in one is not as the system has it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import File, Router, Schema, UploadedFile

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.api.answering import own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.documents.compared_tables import as_data, compare_upload
from linxuan_site.permissions import is_officer, signed_in

router = Router(tags=["offices"])
OFFICER = let_in(is_officer)


class WrongCellOut(Schema):
    """A cell of a table that came back: `differs` says something else than the system, `form` is written otherwise.

    `held` is what the system holds now; `issued` what stood there when the table was issued, where that is known.
    """

    address: str
    name: str
    head: str
    there: str
    problem: str
    level: str
    held: str
    issued: str | None


class RowFaultOut(Schema):
    """A row that is `missing`, `added`, `doubled`, `moved` or `unnamed`."""

    kind: str
    address: str
    name: str
    problem: str


class NewRankOut(Schema):
    """An application on the caller's desk that the table ranks otherwise: `before` is its rank, `rank` that of the table.

    To take it over, record it as any other rank, with `seen`.
    """

    application: int
    number: str
    name: str
    before: int | None
    rank: int
    seen: int


class ComparedOut(Schema):
    """Which table it is and of which issue, as far as it says so; what in it is not as the system has it now."""

    paper: str
    office: str
    number: str | None
    revision: int | None
    newest_revision: int | None
    sheet: str
    rows: int
    differs: bool
    heads: list[str]
    cells: list[WrongCellOut]
    faults: list[RowFaultOut]
    order: list[NewRankOut]


@router.post("/calls/{call}/tables/compare", response={200: ComparedOut, **FAULTS}, auth=OFFICER)
def compare(request: HttpRequest, call: str, file: File[UploadedFile]) -> Any:
    """Compare a summary table (xlsx or CSV) that came back; nothing of it is kept, nothing is changed."""
    definition = own_call(request, call)
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // 2**20
        raise BadInput(say("文件超过 {limit} MB，不像是一张汇总表", limit=limit), field="file")
    return as_data(compare_upload(signed_in(request.user), definition, file.chunks()))
