"""Refusals at overload by API: who was refused on a day, and whether a number that somebody shows is genuine."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from linxuan_site.admission.asking import words_of
from linxuan_site.api.answering import own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.permissions import is_central_officer
from linxuan_site.queries.refusals import Refused, checked_number, refused_on

router = Router(tags=["selection"])
CENTRAL = let_in(is_central_officer)


class RefusalOut(Schema):
    """A refusal. `sure`: certainly nothing was done; `reference` is what an extension takes as `number`."""

    number: str
    at: datetime
    why: str
    waited: float
    sure: bool
    doing: str
    application: int | None
    reference: str
    name: str
    person: str


class RefusalsOut(Schema):
    """The refusals of a day that concern a call, newest first, how many there were, and of how many known people."""

    day: date
    count: int
    people: int
    refusals: list[RefusalOut]


class CheckedOut(Schema):
    """Whether a number was given by this site, and the refusal where its file is here and it is of this call."""

    number: str
    genuine: bool
    refusal: RefusalOut | None


@router.get("/calls/{call}/refusals", response={200: RefusalsOut, **FAULTS}, auth=CENTRAL)
def refusals(request: HttpRequest, call: str, day: date) -> Any:
    """List who was refused on a day because the site was too busy, or its database away."""
    own_call(request, call)
    found = refused_on(call, day)
    return {
        "day": found.day,
        "count": found.count,
        "people": found.people,
        "refusals": [_shown(one) for one in found.rows],
    }


@router.get("/calls/{call}/refusals/check", response={200: CheckedOut, **FAULTS}, auth=CENTRAL)
def check(request: HttpRequest, call: str, number: str) -> Any:
    """Check a number that somebody shows."""
    own_call(request, call)
    found = checked_number(call, number)
    shown = _shown(found.refused) if found.refused else None
    return {"number": found.number, "genuine": found.genuine, "refusal": shown}


def _shown(one: Refused) -> dict[str, Any]:
    names = ("number", "at", "why", "waited", "sure")
    return {name: getattr(one.refusal, name) for name in names} | {
        "doing": words_of(one.refusal.asked),
        "application": one.application.pk if one.application else None,
        "reference": one.reference,
        "name": one.name,
        "person": one.account.full_name if one.account else "",
    }
