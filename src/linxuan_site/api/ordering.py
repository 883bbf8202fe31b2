"""The order at a quota by API: where the line falls, scores and ranks for many at once, one moved to another place."""

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from linxuan.programme.definition import Call
from linxuan_site.actions.moving import move_in_line
from linxuan_site.actions.placements import Placing, place_all
from linxuan_site.api.answering import nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import Key, example
from linxuan_site.permissions import is_central_officer, office_of, selects, signed_in
from linxuan_site.queries.delegations import signed
from linxuan_site.queries.order import QuotaLine, Ranked, lines_at

router = Router(tags=["selection"])
CENTRAL = let_in(is_central_officer)
LARGEST_RANK = 10**6


class RankedOut(Schema):
    """One application in an order: its `place` in it, its newest rank and score, and `seen`, the id of these.

    `state` is `taken` (it holds a place), `nominated`, `tied` or `reserve` as the scores say, or `unplaced`.
    """

    application: int
    applicant: str
    number: str | None
    in_charge: str
    place: int
    state: str
    rank: int | None
    score: Decimal | None
    reason: str
    seen: int
    who: str


class LineOut(Schema):
    """A quota, or the part of it that is counted apart by `key`: its `limit`, how many places are taken, the order."""

    quota: str
    key: str
    place: str
    limit: int
    taken: int
    left: int
    ranked: list[RankedOut]


class PlacingIn(Schema):
    """A rank, a score or both for one application; `seen` is the id of those that the caller saw, 0 for none."""

    application: Key
    rank: Annotated[int, Field(ge=0, le=LARGEST_RANK)] | None = None
    score: Decimal | None = None
    seen: Key | None = None


class PlacingsIn(Schema):
    """Ranks and scores for several applications, all or none; a `reason` where the programme wants one."""

    model_config = example(
        places=[
            {"application": 101, "score": "91.50", "seen": 0},
            {"application": 102, "score": "90.25", "seen": 7},
        ],
        reason="",
    )

    places: list[PlacingIn]
    reason: str = ""


class LineMoveIn(Schema):
    """To which place of the order an application goes, from 1; between equals at the line only with a `reason`."""

    model_config = example(to=2, reason="评审组合议", seen=7)

    to: Annotated[int, Field(ge=1, le=LARGEST_RANK)]
    reason: str = ""
    seen: Key | None = None


@router.get("/calls/{call}/order/{quota}", response={200: list[LineOut], **FAULTS}, auth=CENTRAL)
def order(request: HttpRequest, call: str, quota: str) -> Any:
    """Return the order within a quota, and where its line falls: of one that is counted apart, each part."""
    return [_shown(one) for one in _lines(request, call, quota)]


@router.put("/calls/{call}/order/{quota}", response={200: list[LineOut], **FAULTS}, auth=CENTRAL)
def place(request: HttpRequest, call: str, quota: str, body: PlacingsIn) -> Any:
    """Record scores and ranks of several applications of a quota, all or none."""
    here = {ranked.application.pk for line in _lines(request, call, quota) for ranked in line.ranked}
    if not {one.application for one in body.places} <= here:
        raise nothing()
    placings = [Placing(one.application, one.rank, one.score, one.seen) for one in body.places]
    place_all(placings, account=signed_in(request.user), reason=body.reason)
    return [_shown(one) for one in _lines(request, call, quota)]


@router.post(
    "/calls/{call}/order/{quota}/move/{application_id}", response={200: list[LineOut], **FAULTS}, auth=CENTRAL
)
def move(request: HttpRequest, call: str, quota: str, application_id: int, body: LineMoveIn) -> Any:
    """Move one application to another place of its order; the others follow."""
    for line in _lines(request, call, quota):
        if application_id in {one.application.pk for one in line.ranked}:
            move_in_line(
                line,
                application_id,
                body.to,
                account=signed_in(request.user),
                reason=body.reason,
                seen=body.seen,
            )
            return [_shown(one) for one in _lines(request, call, quota)]
    raise nothing()


def _lines(request: HttpRequest, call: str, quota: str) -> list[QuotaLine]:
    definition: Call = own_call(request, call)
    if not selects(definition, office_of(request.user)) or quota not in definition.quotas:
        raise nothing()
    return lines_at(signed_in(request.user), definition, definition.quotas[quota])


def _shown(line: QuotaLine) -> dict[str, Any]:
    names = ("key", "place", "limit", "taken", "left")
    return {name: getattr(line, name) for name in names} | {
        "quota": line.quota.id,
        "ranked": [_ranked(one) for one in line.ranked],
    }


def _ranked(ranked: Ranked) -> dict[str, Any]:
    application, placement = ranked.application, ranked.placement
    return {
        "application": application.pk,
        "applicant": application.subject,
        "number": application.number,
        "in_charge": ranked.in_charge,
        "place": ranked.number,
        "state": ranked.state,
        "rank": placement.rank if placement else None,
        "score": placement.score if placement else None,
        "reason": placement.reason if placement else "",
        "seen": placement.pk if placement else 0,
        "who": signed(placement.placed_by, placement) if placement else "",
    }
