"""The papers of an office by API: which it makes, those made, another one; the day that it sets its applicants."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.actions.papers import issue_paper
from linxuan_site.api.answering import as_download, nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import example
from linxuan_site.permissions import is_officer, signed_in
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.papers import paper_file, papers_for

router = Router(tags=["offices"])
OFFICER = let_in(is_officer)


class IssuedOut(Schema):
    """A paper that was made: how many applications it lists, by whom it was made and when; `digest` is its SHA-256.

    `number` and `revision` are what its code says; `layouts` are others in which it can be downloaded: `own` is the
    workbook of the package.
    """

    id: int
    paper: str
    name: str
    listed: int
    digest: str
    who: str
    issued_at: datetime
    number: str | None
    revision: int | None
    layouts: list[str]


class PaperOut(Schema):
    """A paper that the caller's office makes, and those it has made, newest first."""

    paper: str
    name: str
    clause: str
    issued: list[IssuedOut]


class EarlierDayIn(Schema):
    """The day by which an office wants what is filed with it, before the deadline of the notice."""

    model_config = example(deadline="delivery", day="2030-05-10")

    deadline: str
    day: date


class EarlierDayOut(EarlierDayIn):
    """A day that an office set, and who set it."""

    model_config = example(
        deadline="delivery", day="2030-05-10", who="李示例", set_at="2030-05-01T09:00:00+08:00"
    )

    who: str
    set_at: datetime


@router.get("/calls/{call}/papers", response={200: list[PaperOut], **FAULTS}, auth=OFFICER)
def papers(request: HttpRequest, call: str) -> Any:
    """List the papers that the caller's office makes for a call, with those it has made."""
    return [
        {
            "paper": one.paper.id,
            "name": one.paper.name,
            "clause": one.paper.clause,
            "issued": [_issued(row) for row in one.issued],
        }
        for one in papers_for(signed_in(request.user), own_call(request, call))
    ]


@router.post("/calls/{call}/papers/{paper}", response={201: IssuedOut, **FAULTS}, auth=OFFICER)
def issue(request: HttpRequest, call: str, paper: str) -> Any:
    """Make a paper from what stands in the system now; those made before stay."""
    own_call(request, call)
    return Status(201, _issued(issue_paper(call, paper, account=signed_in(request.user))))


@router.get("/papers/{issued_id}/file", response={200: None, **FAULTS}, auth=OFFICER)
def file(request: HttpRequest, issued_id: int, layout: str = "") -> Any:
    """Download a paper that was made, as the office that made it or that it goes to.

    `layout` is one of the other `layouts` of the paper.
    """
    found = paper_file(request.user, issued_id, layout)
    if found is None:
        raise nothing()
    return as_download(HttpResponse(found.content, content_type=found.content_type), found.name)


@router.post("/calls/{call}/earlier-days", response={201: EarlierDayOut, **FAULTS}, auth=OFFICER)
def earlier_day(request: HttpRequest, call: str, body: EarlierDayIn) -> Any:
    """Set the caller's applicants an earlier day, where the notice lets its office."""
    own_call(request, call)
    row = set_earlier_day(call, body.deadline, body.day, account=signed_in(request.user))
    told = {"deadline": row.deadline, "day": row.day, "set_at": row.set_at}
    return Status(201, told | {"who": signed_name(row.set_by, row)})


def _issued(issued: Any) -> dict[str, Any]:
    names = ("id", "paper", "name", "digest", "issued_at", "number", "revision")
    return {name: getattr(issued, name) for name in names} | {
        "listed": len(issued.applications),
        "who": signed_name(issued.issued_by, issued),
        "layouts": [one.layout for one in issued.layouts.all()],
    }
