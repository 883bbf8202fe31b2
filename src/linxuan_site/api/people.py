"""The people of an organisation or an office by API: listed, invited, given other duties, removed; the contact."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Schema, Status

from linxuan_site.actions.contacts import set_contact
from linxuan_site.actions.people import (
    Duty,
    accept_invitation,
    invite,
    set_active,
    set_duty,
    withdraw_invitation,
)
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import Fault, example
from linxuan_site.permissions import fills_in, is_applicant, manages_people, signed_in
from linxuan_site.queries.people import (
    contacts_of,
    duty_name,
    invitation_here,
    invitation_of,
    people_of,
    person_here,
    place_of,
)

router = Router(tags=["people"])
HERE = let_in(fills_in)
MANAGER = let_in(manages_people)
APPLICANT = let_in(is_applicant)


class DutyIn(Schema):
    """As what somebody works: `role` is `signatory` or `editor` in an organisation, with a `firm` for an agent."""

    model_config = example(role="editor", firm="")

    role: str = ""
    firm: str = ""
    is_office_administrator: bool = False


class PersonOut(DutyIn):
    """Somebody of the same place; user name and address are for who manages the people, and for himself."""

    id: int
    full_name: str
    duty: str
    active: bool
    username: str | None
    email: str | None


class InvitationOut(DutyIn):
    """An invitation that nobody has accepted yet."""

    id: int
    full_name: str
    duty: str
    invited_by: str
    expires_at: datetime
    email: str | None


class PeopleOut(Schema):
    """The people of where the caller works, and who was invited."""

    place: str
    people: list[PersonOut]
    invitations: list[InvitationOut]


class InviteIn(DutyIn):
    """Whom to invite, and as what."""

    model_config = example(full_name="李示例", email="li@example.com", role="editor")

    full_name: str
    email: str = ""


class InvitedOut(Schema):
    """An invitation with its link, which is told this once; it counts once."""

    id: int
    link: str
    expires_at: datetime


class ActiveIn(Schema):
    """Whether somebody may sign in."""

    model_config = example(active=False)

    active: bool


class InvitedToOut(Schema):
    """Whereto the holder of a link is invited, and as what."""

    place: str
    full_name: str
    duty: str


class AcceptIn(Schema):
    """The account that the invited person chooses."""

    model_config = example(username="li", full_name="李示例", password="一个够长的密码 2030")

    username: str
    full_name: str
    password: str


class ContactIn(Schema):
    """Whom an office reaches about the organisation."""

    model_config = example(contact_name="李示例", phone="010-12345678", contact_email="li@example.com")

    contact_name: str
    phone: str
    contact_email: str = ""


class ContactOut(ContactIn):
    """A contact person, by whom named and when; the first of a list is the one that counts."""

    set_by: str
    set_at: datetime


@router.get("/people", response={200: PeopleOut, **FAULTS}, auth=HERE)
def people(request: HttpRequest) -> Any:
    """List the people of where the caller works, those removed last."""
    account = signed_in(request.user)
    place = place_of(account)
    if place is None:
        raise nothing()
    found, manages = people_of(place), manages_people(account)
    return {
        "place": place.name,
        "people": [_person(one, manages, account.pk) for one in (*found.active, *found.removed)],
        "invitations": [
            _duty(one)
            | {
                "id": one.pk,
                "full_name": one.full_name,
                "invited_by": one.invited_by.full_name,
                "expires_at": one.expires_at,
                "email": one.email if manages else None,
            }
            for one in found.invitations
        ],
    }


@router.post("/people/invitations", response={201: InvitedOut, **FAULTS}, auth=MANAGER)
def invite_person(request: HttpRequest, body: InviteIn) -> Any:
    """Invite somebody; the link goes by e-mail where there is an address, and stands in the answer this once."""
    account = signed_in(request.user)
    place = place_of(account)
    if place is None:
        raise nothing()

    def link(token: str) -> str:
        return request.build_absolute_uri(reverse("invitation", args=[token]))

    duty = Duty(body.role, body.firm, body.is_office_administrator)
    invited = invite(place, full_name=body.full_name, email=body.email, duty=duty, by=account, link=link)
    row = invited.invitation
    return Status(201, {"id": row.pk, "link": link(invited.token), "expires_at": row.expires_at})


@router.delete("/people/invitations/{invitation_id}", response={204: None, **FAULTS}, auth=MANAGER)
def withdraw(request: HttpRequest, invitation_id: int) -> Any:
    """Take an invitation back that nobody has accepted yet."""
    account = signed_in(request.user)
    if invitation_here(account, invitation_id) is None:
        raise nothing()
    withdraw_invitation(invitation_id, by=account)
    return Status(204, None)


@router.put("/people/{person_id}/duty", response={200: PersonOut, **FAULTS}, auth=MANAGER)
def duty(request: HttpRequest, person_id: int, body: DutyIn) -> Any:
    """Give a person of the same place other duties; one who manages the others always remains."""
    account = _manager_of(request, person_id)
    wanted = Duty(body.role, body.firm, body.is_office_administrator)
    return _person(set_duty(person_id, wanted, by=account), True, account.pk)


@router.put("/people/{person_id}/active", response={200: PersonOut, **FAULTS}, auth=MANAGER)
def active(request: HttpRequest, person_id: int, body: ActiveIn) -> Any:
    """Remove a person of the same place, who is signed out everywhere, or let him in again."""
    account = _manager_of(request, person_id)
    return _person(set_active(person_id, body.active, by=account), True, account.pk)


@router.get("/invitations/{token}", response={200: InvitedToOut, 404: Fault}, auth=None)
def invitation(request: HttpRequest, token: str) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """Tell the holder of a link whereto he is invited."""
    found = invitation_of(token)
    place = (found.organisation or found.office) if found else None
    if found is None or place is None:
        raise nothing()
    return {"place": place.name, "full_name": found.full_name, "duty": duty_name(found)}


@router.post(
    "/invitations/{token}", response={201: InvitedToOut, 400: Fault, 409: Fault, 422: Fault}, auth=None
)
def accept(request: HttpRequest, token: str, body: AcceptIn) -> Any:  # noqa: ARG001 - as above
    """Accept an invitation with a name and a password of one's own; a link counts once."""
    account = accept_invitation(token, **body.model_dump())
    place = place_of(account)
    told = {"full_name": account.full_name, "duty": duty_name(account)}
    return Status(201, told | {"place": place.name if place else ""})


@router.get("/contact", response={200: list[ContactOut], **FAULTS}, auth=APPLICANT)
def contacts(request: HttpRequest) -> Any:
    """List the contact persons of the caller's organisation, the one that counts first."""
    return _contacts(request)


@router.put("/contact", response={200: list[ContactOut], **FAULTS}, auth=APPLICANT)
def change_contact(request: HttpRequest, body: ContactIn) -> Any:
    """Name the contact person of the caller's organisation; those before stay on record."""
    name, email = body.contact_name, body.contact_email
    set_contact(signed_in(request.user), full_name=name, phone=body.phone, email=email)
    return _contacts(request)


def _contacts(request: HttpRequest) -> list[dict[str, Any]]:
    organisation = signed_in(request.user).organisation
    return [
        {
            "contact_name": one.full_name,
            "phone": one.phone,
            "contact_email": one.email,
            "set_by": one.set_by.full_name,
            "set_at": one.set_at,
        }
        for one in (contacts_of(organisation) if organisation else ())
    ]


def _manager_of(request: HttpRequest, person_id: int) -> Any:
    account = signed_in(request.user)
    if person_here(account, person_id) is None:
        raise nothing()
    return account


def _person(person: Any, manages: bool, reader: int) -> dict[str, Any]:
    seen = manages or person.pk == reader
    return _duty(person) | {
        "id": person.pk,
        "full_name": person.full_name,
        "active": person.is_active,
        "username": person.username if seen else None,
        "email": person.email if seen else None,
    }


def _duty(row: Any) -> dict[str, Any]:
    names = ("role", "firm", "is_office_administrator")
    return {name: getattr(row, name) for name in names} | {"duty": duty_name(row)}
