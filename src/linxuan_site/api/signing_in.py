"""What happened at the doors to accounts by API: one's own, those of one's people, all; sessions ended, factors reset."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from linxuan_site.actions.second_factors import reset_second_factor
from linxuan_site.actions.signing_in import end_sessions
from linxuan_site.api.administration.offices import WhyIn
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import LARGEST_KEY
from linxuan_site.permissions import is_administrator, manages_people, signed_in
from linxuan_site.queries.accounts import account_with
from linxuan_site.queries.people import person_here, place_of
from linxuan_site.queries.sign_ins import SignIns, all_sign_ins, sign_ins_at, sign_ins_of
from linxuan_site.visits import visit_of

router = Router(tags=["people"])
MANAGER = let_in(manages_people)
ADMINISTRATOR = let_in(is_administrator)
Before = Annotated[int | None, Query(ge=1, le=LARGEST_KEY)]


class SignInOut(Schema):
    """What happened at a door: `event` such as `signed_in`, `refused` or `factor_reset`, `how` as `password+totp`.

    `username` is null where there is no such account: what was typed is not kept.
    """

    id: int
    at: datetime
    event: str
    username: str | None
    how: str
    why: str
    note: str
    address: str | None
    browser: str
    by: str | None


class SignInsOut(Schema):
    """A page of them, newest first; `before` asks for the page that follows, null on the last."""

    sign_ins: list[SignInOut]
    before: int | None


class EndedOut(Schema):
    """How many sessions were ended."""

    ended: int


@router.get("/me/sign-ins", response={200: SignInsOut, **FAULTS})
def my_sign_ins(request: HttpRequest, before: Before = None) -> Any:
    """List what happened at the caller's own door."""
    return _page(sign_ins_of(signed_in(request.user), before=before))


@router.delete("/me/sessions", response={200: EndedOut, **FAULTS})
def end_my_sessions(request: HttpRequest) -> Any:
    """Sign the caller out of every browser but the one that asks."""
    here = request.session.session_key or ""
    return {"ended": end_sessions(signed_in(request.user), but=here, visit=visit_of(request))}


@router.get("/people/sign-ins", response={200: SignInsOut, **FAULTS}, auth=MANAGER)
def people_sign_ins(request: HttpRequest, before: Before = None) -> Any:
    """List what happened at the doors of those who work where the caller manages the people."""
    place = place_of(signed_in(request.user))
    if place is None:
        raise nothing()
    return _page(sign_ins_at(place, before=before))


@router.post("/people/{person_id}/second-factor/reset", response={204: None, **FAULTS}, auth=MANAGER)
def reset(request: HttpRequest, person_id: int, body: WhyIn) -> Any:
    """Take the second factor of a person of the same place away, who lost it; both are told by mail."""
    account = signed_in(request.user)
    if person_here(account, person_id) is None:
        raise nothing()
    reset_second_factor(person_id, why=body.why, by=account, visit=visit_of(request))
    return Status(204, None)


@router.get("/administration/sign-ins", response={200: SignInsOut, **FAULTS}, auth=ADMINISTRATOR)
def sign_ins(request: HttpRequest, before: Before = None, refused: bool = False) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """List what happened at all doors; `refused` for those only who did not get in."""
    return _page(all_sign_ins(before=before, refused=refused))


@router.post(
    "/administration/people/{account_id}/second-factor/reset",
    response={204: None, **FAULTS},
    auth=ADMINISTRATOR,
)
def reset_anybodys(request: HttpRequest, account_id: int, body: WhyIn) -> Any:
    """Take the second factor of a person away, who lost it; both are told by mail."""
    if account_with(account_id) is None:
        raise nothing()
    reset_second_factor(account_id, why=body.why, by=signed_in(request.user), visit=visit_of(request))
    return Status(204, None)


def _page(found: SignIns) -> dict[str, Any]:
    names = ("id", "at", "event", "how", "why", "note", "address", "browser")
    rows = [
        {name: getattr(row, name) for name in names}
        | {
            "username": row.account.username if row.account else None,
            "by": row.by.full_name if row.by else None,
        }
        for row in found.rows
    ]
    return {"sign_ins": rows, "before": found.next}
