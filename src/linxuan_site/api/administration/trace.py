"""The record of what administrators did, by API."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from linxuan_site.api.answering import next_page
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import LARGEST_KEY
from linxuan_site.permissions import is_administrator
from linxuan_site.queries.administration import records

router = Router()


class RecordOut(Schema):
    """What an administrator did: `act` on `subject`, such as `office.ended` on `office:12`."""

    id: int
    act: str
    subject: str
    name: str
    by_name: str
    at: datetime
    why: str
    details: dict[str, Any]


class RecordsOut(Schema):
    """A page of the record; `next` is the address of the one that follows, null on the last."""

    records: list[RecordOut]
    after: int | None
    next: str | None


@router.get("/administration/record", response={200: RecordsOut, **FAULTS}, auth=let_in(is_administrator))
def record(
    request: HttpRequest,
    subject: str = "",
    after: Annotated[int | None, Query(ge=0, le=LARGEST_KEY)] = None,
) -> Any:
    """List what administrators did, newest first, of one `subject` or of all."""
    page = records(before=after, subject=subject)
    return {"records": page.rows, "after": page.next, "next": next_page(request, page.next)}
