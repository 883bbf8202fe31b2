"""The caller by API: who he is, and who acts for whom while somebody is away."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from linxuan_site.actions.delegations import end_delegation, name_delegate
from linxuan_site.actions.passwords import change_profile
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS
from linxuan_site.api.schemas import Key, example
from linxuan_site.permissions import manages_people, may_sign, signed_in
from linxuan_site.queries.delegations import absences_of, colleagues_of, delegation_here

router = Router(tags=["people"])


class MeOut(Schema):
    """The caller. `acting_for` is the name of whom he stands in for with this call, '' in his own name."""

    username: str
    full_name: str
    email: str
    organisation: str
    office: str
    role: str
    firm: str
    may_sign: bool
    manages_people: bool
    is_administrator: bool
    acting_for: str


class ProfileIn(Schema):
    """Name and address; another address needs the `password`, for links to a new one go there."""

    model_config = example(full_name="王示例", email="wang@example.com", password="")

    full_name: str
    email: str
    password: str = ""


class DelegationOut(Schema):
    """From day to day `delegate` acts for `absent`; `username` is what `X-On-Behalf-Of` takes."""

    id: int
    absent: str
    username: str
    delegate: str
    from_day: date
    until_day: date
    ended_at: datetime | None


class ColleagueOut(Schema):
    """Somebody who can be asked to act."""

    id: int
    name: str


class DelegationsOut(Schema):
    """Who acts for the caller, now or later (`given`) and before; for whom he may act (`held`); whom he may ask."""

    given: list[DelegationOut]
    earlier: list[DelegationOut]
    held: list[DelegationOut]
    colleagues: list[ColleagueOut]


class DelegationIn(Schema):
    """A colleague by id, from day to day, both included."""

    model_config = example(delegate=34, from_day="2030-05-01", until_day="2030-05-07")

    delegate: Key
    from_day: date
    until_day: date


@router.get("/me", response={200: MeOut, **FAULTS})
def me(request: HttpRequest) -> Any:
    """Tell who calls, where he works, and what he may do there."""
    account = signed_in(request.user)
    names = ("username", "full_name", "email", "role", "firm", "is_administrator")
    return {name: getattr(account, name) for name in names} | {
        "organisation": account.organisation.name if account.organisation else "",
        "office": account.office.name if account.office else "",
        "may_sign": may_sign(account),
        "manages_people": manages_people(account),
        "acting_for": account.standing_in.absent.full_name if account.standing_in else "",
    }


@router.patch("/me", response={200: MeOut, **FAULTS})
def change(request: HttpRequest, body: ProfileIn) -> Any:
    """Change the caller's name or e-mail address; the record keeps the name under which he acted."""
    account = signed_in(request.user)
    changed = change_profile(account, **body.model_dump())
    account.full_name, account.email = changed.full_name, changed.email
    return me(request)


@router.get("/me/delegations", response={200: DelegationsOut, **FAULTS})
def delegations(request: HttpRequest) -> Any:
    """List who acts for the caller, and for whom he may act himself."""
    account = signed_in(request.user)
    found = absences_of(account)
    return {
        "given": [_shown(one) for one in found.given],
        "earlier": [_shown(one) for one in found.earlier],
        "held": [_shown(one) for one in found.held],
        "colleagues": [{"id": one.pk, "name": one.full_name} for one in colleagues_of(account)],
    }


@router.post("/me/delegations", response={201: DelegationOut, **FAULTS})
def name(request: HttpRequest, body: DelegationIn) -> Any:
    """Let a colleague act for the caller; both are named in every step."""
    return Status(201, _shown(name_delegate(signed_in(request.user), **body.model_dump())))


@router.delete("/me/delegations/{delegation_id}", response={204: None, **FAULTS})
def end(request: HttpRequest, delegation_id: int) -> Any:
    """End a delegation that the caller gave or holds; the row stays."""
    account = signed_in(request.user)
    if delegation_here(account, delegation_id) is None:
        raise nothing()
    end_delegation(delegation_id, by=account)
    return Status(204, None)


def _shown(delegation: Any) -> dict[str, Any]:
    names = ("id", "from_day", "until_day", "ended_at")
    return {name: getattr(delegation, name) for name in names} | {
        "absent": delegation.absent.full_name,
        "username": delegation.absent.username,
        "delegate": delegation.delegate.full_name,
    }
