"""What the page of an organisation's or an office's people shows, for one reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from linxuan_site.permissions import is_officer, manages_people, signed_in
from linxuan_site.portal.account.people_forms import ContactForm, DutyForm, InviteForm
from linxuan_site.queries.people import contacts_of, duty_name, people_of, place_of


@dataclass(frozen=True)
class PersonLine:
    """One person in the list; `form` where the reader may give him other duties."""

    person: Any
    duty: str
    is_reader: bool
    form: DutyForm | None


def people_address(reader: Any) -> str:
    """Return the address of the page with the people of where the reader works."""
    return reverse("desk-people" if is_officer(reader) else "my-people")


def people_page(
    reader: Any, invite_form: InviteForm | None = None, contact_form: ContactForm | None = None
) -> dict[str, object]:
    """Return the page; a form given is the one that could not be carried out."""
    account = signed_in(reader)
    place = place_of(account)
    people = people_of(place) if place else None
    if people is None:
        return {}
    in_office = is_officer(account)
    manages = manages_people(account)
    contacts = contacts_of(account.organisation) if account.organisation else []
    return {
        "place": place,
        "in_office": in_office,
        "manages": manages,
        "lines": list(_lines(people.active, account, in_office, manages)),
        "removed": people.removed,
        "invitations": [(one, duty_name(one)) for one in people.invitations],
        "changes": [(one, duty_name(one)) for one in people.changes],
        "managers": [one.full_name for one in people.active if manages_people(one)],
        "contacts": contacts,
        "contact_form": contact_form or ContactForm(initial=_known(contacts)),
        "invite_form": invite_form or InviteForm(in_office=in_office),
    }


def _known(contacts: Sequence[Any]) -> dict[str, str]:
    if not contacts:
        return {}
    now = contacts[0]
    return {"contact_name": now.full_name, "phone": now.phone, "contact_email": now.email}


def _lines(people: Sequence[Any], reader: Any, in_office: bool, manages: bool) -> Iterator[PersonLine]:
    for one in people:
        duties = {
            "role": one.role,
            "firm": one.firm,
            "is_office_administrator": one.is_office_administrator,
        }
        # Every form has ids of its own: there is one for each person on the page.
        form = DutyForm(initial=duties, in_office=in_office, auto_id=f"id_{one.pk}_%s") if manages else None
        yield PersonLine(one, duty_name(one), one.pk == reader.pk, form)
