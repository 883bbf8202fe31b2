"""People by API as administrators keep them: found, given an account, moved, made administrators, stopped."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.actions.administrators import (
    create_person,
    let_in_again,
    move_person,
    set_administrator,
    stop_person,
)
from linxuan_site.actions.people import Duty
from linxuan_site.api.administration.offices import WhyIn
from linxuan_site.api.administration.trace import RecordOut
from linxuan_site.api.answering import next_page, nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import LARGEST_KEY, Key, example
from linxuan_site.permissions import is_administrator, signed_in
from linxuan_site.queries.accounts import account_with, accounts, organisation_named, records_of
from linxuan_site.queries.desks import office_with

router = Router()
ADMINISTRATOR = let_in(is_administrator)


class AccountOut(Schema):
    """A person: of an organisation (with a `role`, and a `firm` if an agent) or of an office."""

    id: int
    username: str
    full_name: str
    email: str
    office: int | None
    organisation: str | None
    role: str
    firm: str
    is_office_administrator: bool
    is_administrator: bool
    is_active: bool
    created_at: datetime


class AccountsOut(Schema):
    """A page of people; `next` is the address of the one that follows, null on the last."""

    people: list[AccountOut]
    after: int | None
    next: str | None


class AccountWhole(AccountOut):
    """A person with what administrators did to his account."""

    history: list[RecordOut]


class PlaceIn(Schema):
    """Where somebody works, and as what: the id of an `office`, or an `organisation` by credit code or full name.

    `nowhere` is the place of an administrator who belongs to neither. `role` is `signatory` or `editor`, in an organisation only.
    """

    office: Key | None = None
    organisation: str = ""
    nowhere: bool = False
    role: str = ""
    firm: str = ""
    is_office_administrator: bool = False


class PersonIn(PlaceIn):
    """A new account."""

    model_config = example(
        username="wang", full_name="王示例", email="wang@example.com", office=12, is_office_administrator=True
    )

    username: str
    full_name: str
    email: str = ""


class CreatedOut(Schema):
    """A new account with its first password, which is told this once."""

    person: AccountOut
    password: str


class MoveIn(PlaceIn):
    """Where somebody works from now on, and why."""

    model_config = example(organisation="示例1号有限公司", role="editor", why="调动")

    why: str


class AdministratorIn(Schema):
    """Whether somebody administers the site, and why."""

    model_config = example(administrator=True, why="接替前任")

    administrator: bool
    why: str


@router.get("/administration/people", response={200: AccountsOut, **FAULTS}, auth=ADMINISTRATOR)
def people(
    request: HttpRequest,
    words: str = "",
    only: str = "",
    after: Annotated[int, Query(ge=0, le=LARGEST_KEY)] = 0,
) -> Any:
    """Find people by name, user name, office or organisation.

    `only` is `offices`, `organisations`, `administrators` or `stopped`.
    """
    page = accounts(words, only=only, after=after)
    found = [_shown(one) for one in page.rows]
    return {"people": found, "after": page.next, "next": next_page(request, page.next)}


@router.post("/administration/people", response={201: CreatedOut, **FAULTS}, auth=ADMINISTRATOR)
def create(request: HttpRequest, body: PersonIn) -> Any:
    """Give somebody an account; the answer holds its first password, which nobody is told again."""
    created = create_person(
        username=body.username,
        full_name=body.full_name,
        email=body.email,
        place=_place(body),
        duty=_duty(body),
        by=signed_in(request.user),
    )
    return Status(201, {"person": _shown(created.account), "password": created.password})


@router.get("/administration/people/{account_id}", response={200: AccountWhole, **FAULTS}, auth=ADMINISTRATOR)
def person(request: HttpRequest, account_id: int) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """Return one person, and what administrators did to the account."""
    found = _found(account_id)
    return _shown(found) | {"history": records_of(found)}


@router.post(
    "/administration/people/{account_id}/move", response={200: AccountOut, **FAULTS}, auth=ADMINISTRATOR
)
def move(request: HttpRequest, account_id: int, body: MoveIn) -> Any:
    """Let a person work somewhere else; what he did keeps the office for which he did it."""
    _found(account_id)
    by = signed_in(request.user)
    return _shown(move_person(account_id, place=_place(body), duty=_duty(body), why=body.why, by=by))


@router.post(
    "/administration/people/{account_id}/administrator",
    response={200: AccountOut, **FAULTS},
    auth=ADMINISTRATOR,
)
def administrator(request: HttpRequest, account_id: int, body: AdministratorIn) -> Any:
    """Make a person an administrator, or end that."""
    _found(account_id)
    by = signed_in(request.user)
    return _shown(set_administrator(account_id, body.administrator, why=body.why, by=by))


@router.post(
    "/administration/people/{account_id}/stop", response={200: AccountOut, **FAULTS}, auth=ADMINISTRATOR
)
def stop(request: HttpRequest, account_id: int, body: WhyIn) -> Any:
    """Stop an account: its person is signed out everywhere, and his tokens end."""
    _found(account_id)
    return _shown(stop_person(account_id, why=body.why, by=signed_in(request.user)))


@router.post(
    "/administration/people/{account_id}/restore", response={200: AccountOut, **FAULTS}, auth=ADMINISTRATOR
)
def restore(request: HttpRequest, account_id: int, body: WhyIn) -> Any:
    """Let a person in again who was stopped."""
    _found(account_id)
    return _shown(let_in_again(account_id, why=body.why, by=signed_in(request.user)))


def _place(body: PlaceIn) -> Any:
    """The office or organisation that was named, or nowhere where that was said: no omission makes an administrator."""
    if (body.office is not None) + bool(body.organisation.strip()) + body.nowhere > 1:
        raise BadInput(say("部门和单位只能选一个"), field="office")
    if body.nowhere:
        return None
    if not body.organisation.strip():
        office = office_with(body.office or 0)
        if office is None:
            raise BadInput(say("请选择部门或单位"), field="office")
        return office
    found = organisation_named(body.organisation)
    if found is None:
        told = say("没有这个单位，或不止一个：请填统一社会信用代码，或登记的全称")
        raise BadInput(told, field="organisation")
    return found


def _duty(body: PlaceIn) -> Duty:
    return Duty(body.role, body.firm, body.is_office_administrator)


def _found(account_id: int) -> Any:
    found = account_with(account_id)
    if found is None:
        raise nothing()
    return found


def _shown(account: Any) -> dict[str, Any]:
    names = ("id", "username", "full_name", "email", "role", "firm")
    flags = ("is_office_administrator", "is_administrator", "is_active", "created_at")
    return {name: getattr(account, name) for name in (*names, *flags)} | {
        "office": account.office_id,
        "organisation": account.organisation.name if account.organisation else None,
    }
