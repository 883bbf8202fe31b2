"""The paper desk by API: whose a sheet is, what came, what is awaited, receipts, the list in an envelope."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.receiving import Tally, in_words, lacks
from linxuan_site import clock
from linxuan_site.actions.arrivals import Counted, Handover
from linxuan_site.actions.printing import printed_receipt
from linxuan_site.actions.receiving import receive_papers
from linxuan_site.api.answering import as_download, next_page, nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import After, Key, example
from linxuan_site.documents.desk_papers import envelope_file
from linxuan_site.permissions import is_officer, office_of, signed_in
from linxuan_site.queries.arrivals import arrival_for, wrong_words
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.paper_desk import Subject, desk_call, found_by
from linxuan_site.queries.paper_desk_list import desk_list

router = Router(tags=["paper desk"])
OFFICER = let_in(is_officer)
MEDIA = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class CountedIn(Schema):
    """Copies of a paper that came. `seals` are those that every copy bears; `revision` that of the print."""

    paper: str
    copies: int
    seals: list[str] = []
    electronic: bool = False
    revision: int | None = None


class ArrivalIn(Schema):
    """What came: of an `application` or of the office `sender` (ids), or of the sheet whose code is `code`.

    `arrived_at` is now where it is left out. `corrects` is the id of an arrival that is wrong, with `why`.
    """

    model_config = example(
        application=1,
        papers=[{"paper": "application", "copies": 3, "seals": ["unit"]}],
        brought_by="王示例",
        unit="示例区工业和信息化局",
        box="3",
        place="508室2号柜",
    )

    application: Key | None = None
    sender: Key | None = None
    code: str = Field(default="", max_length=400)
    papers: list[CountedIn]
    arrived_at: datetime | None = None
    brought_by: str = Field(default="", max_length=60)
    unit: str = Field(default="", max_length=200)
    phone: str = Field(default="", max_length=40)
    by_post: bool = False
    note: str = Field(default="", max_length=2000)
    box: str = Field(default="", max_length=60)
    place: str = Field(default="", max_length=200)
    corrects: Key | None = None
    why: str = Field(default="", max_length=2000)


class TallyOut(Schema):
    """A paper: copies wanted and come (those of earlier revisions apart), what is wanting, the same in words."""

    paper: str
    wanted: int
    copies: int
    older: int
    state: str
    lacks: list[str]
    words: str


class ArrivalOut(Schema):
    """What came once, as it was written down: `number` of the receipt, what was wrong with it, all that is there now."""

    id: int
    number: str
    revision: int
    state: str
    wrong: list[str]
    brought_by: str
    unit: str
    by_post: bool
    arrived_at: datetime
    box: str
    place: str
    note: str
    corrects: int | None
    why: str
    who: str


class SubjectOut(Schema):
    """Whose papers: an application or an office, with what is wanted of it and what came."""

    application: int | None
    sender: int | None
    name: str
    number: str | None
    papers: list[TallyOut]


class SheetOut(Schema):
    """What a sheet is: `verdict` of its code in words, of which `revision`; or `several` that fit, or a `fault`."""

    subject: SubjectOut | None
    outcome: str
    verdict: str
    revision: int | None
    several: list[SubjectOut]
    fault: str


class DeskOut(Schema):
    """A page of what a desk has and waits for, with how many there are in each state."""

    counts: dict[str, int]
    rows: list[SubjectOut]
    next: str | None


@router.get("/calls/{call}/arrivals", response={200: DeskOut, **FAULTS}, auth=OFFICER)
def desk(
    request: HttpRequest,
    call: str,
    state: str = "",
    of: str = "",
    after: After = 0,
) -> Any:
    """List applications with what came of them: `state` is complete, lacking or nothing, `of` the key of an office."""
    definition = _own_desk(request, call)
    found = desk_list(definition, office_of(request.user), state=state, sender=of, after=after)
    return {
        "counts": found.counts,
        "rows": [
            {
                "application": one.application.pk,
                "sender": None,
                "name": one.application.subject,
                "number": one.application.number,
                "papers": [_tally(each) for each in one.on_paper.tallies],
            }
            for one in found.rows
        ],
        "next": next_page(request, found.after),
    }


@router.get("/calls/{call}/arrivals/sheet", response={200: SheetOut, **FAULTS}, auth=OFFICER)
def sheet(request: HttpRequest, call: str, code: str) -> Any:
    """Tell whose a sheet is by its code, by a number or a part of one, or by a name."""
    found = found_by(signed_in(request.user), _own_desk(request, call), code)
    return {
        "subject": _subject(found.subject) if found.subject else None,
        "outcome": found.verdict.outcome if found.verdict else "",
        "verdict": found.words,
        "revision": found.claim.revision if found.claim else None,
        "several": [_subject(one) for one in found.several],
        "fault": found.fault,
    }


@router.post("/calls/{call}/arrivals", response={201: ArrivalOut, **FAULTS}, auth=OFFICER)
def receive(request: HttpRequest, call: str, body: ArrivalIn) -> Any:
    """Write down what came on paper, whatever is wrong with it, or correct what was written."""
    definition, account = _own_desk(request, call), signed_in(request.user)
    of = {"application": body.application, "sender": body.sender}
    proved: tuple[str, int] | None = None
    if body.code:
        found = found_by(account, definition, body.code)
        if found.subject is None:
            raise nothing()
        own = _ids(found.subject)
        if any(of.values()) and of != own:
            raise BadInput(say("这个二维码不是这一件的"), field="code")
        of = own
        if found.proved and found.claim:
            proved = found.paper, found.claim.revision
    arrival = receive_papers(
        call,
        [_counted(one, proved) for one in body.papers],
        _handover(body),
        account=account,
        corrects=body.corrects,
        why=body.why,
        **of,
    )
    return Status(201, _arrival(arrival))


@router.get("/arrivals/{arrival_id}/receipt", response={200: None, **FAULTS})
def receipt(request: HttpRequest, arrival_id: int) -> Any:
    """Download the receipt of what came, as the desk or as whose paper it is."""
    found = arrival_for(request.user, arrival_id)
    if found is None:
        raise nothing()
    answer = HttpResponse(printed_receipt(found), content_type=MEDIA["pdf"])
    return as_download(answer, f"{found.number}-{found.revision}.pdf")


@router.get(
    "/calls/{call}/arrivals/envelope/{office_id}/{which}", response={200: None, **FAULTS}, auth=OFFICER
)
def envelope(request: HttpRequest, call: str, office_id: int, which: str) -> Any:
    """Download the list of what lies in the envelope of an office, with its sums, as `pdf` or `xlsx`."""
    made = envelope_file(signed_in(request.user), call, office_id, which) if which in MEDIA else None
    if made is None:
        raise nothing()
    return as_download(HttpResponse(made.content, content_type=MEDIA[which]), made.name)


def _own_desk(request: HttpRequest, call: str) -> Call:
    found = desk_call(signed_in(request.user), call)
    if found is None:
        raise nothing()
    return found


def _ids(subject: Subject) -> dict[str, int | None]:
    application, sender = subject.application, subject.sender
    return {"application": application.pk if application else None, "sender": sender.pk if sender else None}


def _counted(one: CountedIn, proved: tuple[str, int] | None) -> Counted:
    by_code = proved is not None and proved[0] == one.paper
    revision = proved[1] if proved is not None and by_code else one.revision
    return Counted(one.paper, one.copies, frozenset(one.seals), one.electronic, revision, proved=by_code)


def _handover(body: ArrivalIn) -> Handover:
    names = ("brought_by", "unit", "phone", "by_post", "note", "box", "place")
    at = body.arrived_at or clock.now()
    if timezone.is_naive(at):
        at = timezone.make_aware(at)
    return Handover(at, **{name: getattr(body, name) for name in names})


def _tally(one: Tally) -> dict[str, Any]:
    return {
        "paper": one.paper.id,
        "wanted": one.paper.copies,
        "copies": one.copies,
        "older": one.older,
        "state": one.state,
        "lacks": lacks(one),
        "words": in_words(one),
    }


def _subject(subject: Subject) -> dict[str, Any]:
    return _ids(subject) | {
        "name": subject.name,
        "number": subject.application.number if subject.application else None,
        "papers": [_tally(one) for one in subject.on_paper.tallies],
    }


def _arrival(arrival: Any) -> dict[str, Any]:
    names = ("id", "number", "revision", "state", "brought_by", "unit", "by_post", "arrived_at", "box")
    return {name: getattr(arrival, name) for name in (*names, "place", "note", "why")} | {
        "wrong": [wrong_words(one) for one in arrival.wrong],
        "corrects": arrival.corrects_id,
        "who": signed_name(arrival.received_by, arrival),
    }
