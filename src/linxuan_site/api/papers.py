"""The papers of an office by API: which it makes, those made, another one; the day that it sets its applicants."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router, Schema, Status

from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.actions.paper_about import issue_paper_about
from linxuan_site.actions.papers import issue_paper
from linxuan_site.api.answering import as_download, nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import LARGEST_KEY, example
from linxuan_site.permissions import is_officer, signed_in
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.papers import paper_file, papers_for

router = Router(tags=["offices"])
OFFICER = let_in(is_officer)


class IssuedOut(Schema):
    """A paper that was made: how many applications it lists, by whom it was made and when; `digest` is its SHA-256.

    `number` and `revision` are what its code says, `reference` the document number (发文字号) of a letter; `layouts` are others in which it can be downloaded: `own` is the
    workbook of the package, `word` a letter to go on editing, which bears no code and proves nothing.
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
    reference: str
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
def issue(request: HttpRequest, call: str, paper: str, reference: str = "") -> Any:
    """Make a paper from what stands in the system now; those made before stay.

    A letter gets the document number `reference`, which no other document has; without one that of its last issue.
    """
    own_call(request, call)
    made = issue_paper(call, paper, account=signed_in(request.user), reference=reference)
    return Status(201, _issued(made))


@router.get("/papers/{issued_id}/file", response={200: None, **FAULTS})
def file(request: HttpRequest, issued_id: int, layout: str = "") -> Any:
    """Download a paper that was made: as the office that made it or that it goes to, or as whom it is about.

    `layout` is one of the other `layouts` of the paper.
    """
    return _file(request, issued_id, layout)


@router.get("/public-papers/{issued_id}/file", response={200: None, **FAULTS}, auth=None)
def public_file(request: HttpRequest, issued_id: int) -> Any:
    """Download an announcement of names, or a certificate that was made: everybody may."""
    return _file(request, issued_id)


@router.post("/calls/{call}/papers/{paper}/about/{subject_id}", response={201: IssuedOut, **FAULTS})
def issue_about(
    request: HttpRequest,
    call: str,
    paper: str,
    subject_id: Annotated[int, Path(ge=0, le=LARGEST_KEY)],
    word: bool = False,
    reference: str = "",
) -> Any:
    """Make a paper of one thing, or tell the one that was made and still says the same.

    `subject_id` is that of an application (a receipt, an evaluation report), of the step that sent one back, of a
    publicity (an announcement), or of a designation (a certificate, a revocation). With `word` its office gets it in
    the layout `word` as well, and with `reference` numbers the document.
    """
    account = signed_in(request.user)
    made = issue_paper_about(call, paper, subject_id, account=account, word=word, reference=reference)
    return Status(201, _issued(made))


def _file(request: HttpRequest, issued_id: int, layout: str = "") -> Any:
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
    names = ("id", "paper", "name", "digest", "issued_at", "number", "revision", "reference")
    return {name: getattr(issued, name) for name in names} | {
        "listed": len(issued.applications),
        "who": signed_name(issued.issued_by, issued),
        "layouts": [one.layout for one in issued.layouts.all()],
    }
