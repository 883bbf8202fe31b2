"""The filing list of a round by API: made from the register of a day, added to with a reason, reminded of."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status

from linxuan.programme.definition import Call, Round
from linxuan_site.actions.reminding_filers import remind_filers
from linxuan_site.actions.rounds import add_to_round, open_round
from linxuan_site.api.answering import next_page, nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import After, Key, example
from linxuan_site.permissions import is_central_officer, is_officer, signed_in
from linxuan_site.queries.filing_list import Filer, filing_of
from linxuan_site.queries.round_rows import EVERYBODY, FILINGS, Narrowed, total_of

router = Router(tags=["evaluation"])
OFFICER = let_in(is_officer)
CENTRAL = let_in(is_central_officer)


class FilerOut(Schema):
    """One on the filing list. `filing` is `open`, `filed` or `written`; `added` says why it was put there later;
    `proposes_paper` whether its operating status proposes written material.
    """

    report: int
    entity: int
    name: str
    in_charge: str
    filing: str
    added: str
    proposes_paper: bool
    reminded_at: datetime | None


class FilingListOut(Schema):
    """A page of the filing list of a round, as far as the caller's office is in charge; `as_of` is None while there is
    none, `next` is the address of the page after it. `counts` are of the whole list: `open`, `filed`, `written`.
    """

    as_of: date | None
    made_at: datetime | None
    counts: dict[str, int]
    filers: list[FilerOut]
    next: str | None


class FilingListIn(Schema):
    """The day of which the register is asked."""

    model_config = example(as_of="2023-04-15")

    as_of: date


class FilingAdditionIn(Schema):
    """One more title, and why."""

    model_config = example(entity=1, reason="名录更正后补上")

    entity: Key
    reason: str


class FilersRemindedIn(Schema):
    """The reports whose entities are reminded."""

    model_config = example(reports=[1, 2])

    reports: list[Key]


@router.get("/calls/{call}/rounds/{round_id}/list", response={200: FilingListOut, **FAULTS}, auth=OFFICER)
def filing_list(
    request: HttpRequest,
    call: str,
    round_id: str,
    place: str = "",
    track: str = "",
    filing: Literal["", "open", "filed", "written"] = "",
    after: After = 0,
) -> Any:
    """Return who has to file in a round and how far each is, page by page; by district (its key), track, and how far."""
    return _shown(request, *_round(request, call, round_id), Narrowed(place, track, filing), after)


@router.post("/calls/{call}/rounds/{round_id}/list", response={201: FilingListOut, **FAULTS}, auth=CENTRAL)
def make_list(request: HttpRequest, call: str, round_id: str, body: FilingListIn) -> Any:
    """Make the filing list from the register of a day and open the reports; a second time changes nothing."""
    definition, round_ = _round(request, call, round_id)
    open_round(call, round_id, as_of=body.as_of, account=signed_in(request.user))
    return Status(201, _shown(request, definition, round_))


@router.post(
    "/calls/{call}/rounds/{round_id}/list/additions", response={201: FilingListOut, **FAULTS}, auth=CENTRAL
)
def add(request: HttpRequest, call: str, round_id: str, body: FilingAdditionIn) -> Any:
    """Put one more title on the filing list, with the reason."""
    definition, round_ = _round(request, call, round_id)
    add_to_round(call, round_id, body.entity, reason=body.reason, account=signed_in(request.user))
    return Status(201, _shown(request, definition, round_))


@router.post(
    "/calls/{call}/rounds/{round_id}/list/reminders", response={201: list[Key], **FAULTS}, auth=OFFICER
)
def remind(request: HttpRequest, call: str, round_id: str, body: FilersRemindedIn) -> Any:
    """Remind those who have not filed; returns the reports whose entities were written to."""
    _round(request, call, round_id)
    sent = remind_filers(call, round_id, body.reports, account=signed_in(request.user))
    return Status(201, [one.application_id for one in sent])


def _round(request: HttpRequest, call: str, round_id: str) -> tuple[Call, Round]:
    definition = own_call(request, call)
    if round_id not in definition.rounds:
        raise nothing()
    return definition, definition.rounds[round_id]


def _shown(
    request: HttpRequest, call: Call, round_: Round, chosen: Narrowed = EVERYBODY, after: int = 0
) -> dict[str, Any]:
    filing = filing_of(signed_in(request.user), call, round_, chosen, after)
    made: Any = filing.made
    whole = total_of(filing.places)
    return {
        "as_of": made.as_of if made else None,
        "made_at": made.made_at if made else None,
        "counts": {far: whole[far] for far in FILINGS},
        "filers": [_filer(one) for one in filing.filers],
        "next": next_page(request, filing.after),
    }


def _filer(one: Filer) -> dict[str, Any]:
    report: Any = one.row.report
    return {
        "report": report.pk,
        "entity": one.row.designation.pk,
        "name": one.row.designation.name,
        "in_charge": one.row.in_charge,
        "filing": one.row.filing,
        "added": one.added.reason if one.added else "",
        "proposes_paper": one.proposes_paper,
        "reminded_at": one.reminded.sent_at if one.reminded else None,
    }
