"""Who read the personal data of others."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linxuan_site.api.answering import next_page, nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import LARGEST_KEY
from linxuan_site.permissions import is_applicant, signed_in, watches_reads
from linxuan_site.queries.applications import readable_dossier
from linxuan_site.queries.reads import Reads, reads_of_application, reads_of_people

router = Router(tags=["people"])
After = Annotated[int | None, Query(ge=0, le=LARGEST_KEY)]


class ReadOut(Schema):
    """Somebody (for whom he stood in, '' in his own name) read something of a kind for the first time that day."""

    at: datetime
    who: str
    on_behalf_of: str
    office: str
    what: str
    subject: str


class ReadsOut(Schema):
    """A page, newest first; `next` is the one that follows."""

    reads: list[ReadOut]
    next: str | None


@router.get(
    "/applications/{application_id}/readers", response={200: ReadsOut, **FAULTS}, auth=let_in(is_applicant)
)
def readers(request: HttpRequest, application_id: int, after: After = None) -> Any:
    """List who of the offices opened an application of the caller's organisation, its form or its files."""
    if readable_dossier(request.user, application_id) is None:
        raise nothing()
    return _page(request, reads_of_application(application_id, before=after))


@router.get("/reads", response={200: ReadsOut, **FAULTS}, auth=let_in(watches_reads))
def reads(request: HttpRequest, person: str = "", after: After = None) -> Any:
    """List what the people of the caller's office read of others, or everybody where he administers the site."""
    return _page(request, reads_of_people(signed_in(request.user), username=person, before=after))


def _page(request: HttpRequest, found: Reads) -> dict[str, Any]:
    return {"reads": [_shown(one) for one in found.rows], "next": next_page(request, found.next)}


def _shown(row: Any) -> dict[str, Any]:
    return {
        "at": row.at,
        "who": row.account.full_name,
        "on_behalf_of": row.on_behalf_of.full_name if row.on_behalf_of else "",
        "office": row.account.office.name if row.account.office else "",
        "what": row.what,
        "subject": row.subject,
    }
