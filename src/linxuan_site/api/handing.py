"""Offices that ended without a successor by API: what lies with them, and giving it to another one."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from linxuan_site.actions.desks import hand_on
from linxuan_site.api.answering import nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import Key, example
from linxuan_site.permissions import hands_on, is_administrator, is_central_officer, office_of, signed_in
from linxuan_site.queries.board import abandoned_with
from linxuan_site.queries.counts import counts_of
from linxuan_site.queries.desks import may_succeed, office_with

router = Router(tags=["selection"])


class AbandonedOut(Schema):
    """An office that ended, for which nobody acts: how much of a call runs there, and the ids of who could take it."""

    id: int
    name: str
    number: int
    may_succeed: list[int]


class HandOnIn(Schema):
    """Who takes over, and why."""

    model_config = example(successor=14, why="机构撤并")

    successor: Key
    why: str


class HandedOnOut(Schema):
    """An office, and who acts for it from now on."""

    id: int
    name: str
    successor: int


@router.get(
    "/calls/{call}/abandoned", response={200: list[AbandonedOut], **FAULTS}, auth=let_in(is_central_officer)
)
def abandoned(request: HttpRequest, call: str) -> Any:
    """List the offices that ended, for which nobody acts, and where something of a call runs."""
    return [
        {
            "id": office.pk,
            "name": office.name,
            "number": number,
            "may_succeed": [one.pk for one in may_succeed(office)],
        }
        for office, number in abandoned_with(own_call(request, call), counts_of(call))
    ]


@router.post("/offices/{office_id}/hand-on", response={200: HandedOnOut, **FAULTS}, auth=let_in(hands_on))
def give(request: HttpRequest, office_id: int, body: HandOnIn) -> Any:
    """Give the cases of an office that ended without a successor to another one."""
    found = office_with(office_id)
    own = is_administrator(request.user) or (found and found.authority == office_of(request.user).authority)
    if found is None or not own:
        raise nothing()
    office = hand_on(office_id, successor_id=body.successor, why=body.why, by=signed_in(request.user))
    return {"id": office.pk, "name": office.name, "successor": body.successor}
