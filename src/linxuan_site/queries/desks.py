"""Reads of offices for administrators: who they are, until when, and what is open on their desks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from linxuan_site.models import Account, AdministrationRecord, Application, Office, PublishedCall
from linxuan_site.permissions import keys_of, stands
from linxuan_site.queries.calls import definition_of, published_calls
from linxuan_site.queries.cases import of_rows
from linxuan_site.queries.counts import counts_of

SHOWN = 30


@dataclass(frozen=True)
class Kind:
    """A kind of office as the newest packages of an authority have it."""

    id: str
    name: str
    has_rows: bool


@dataclass(frozen=True)
class OpenCases:
    """What is open on the desk of an office: how many, and the first of them."""

    total: int
    first: Sequence[Application]


@dataclass(frozen=True)
class ListedOffice:
    """An office in the list, with how many people it has and whether it acts today."""

    office: Office
    people: int
    stands: bool


def kinds_of(authority: str) -> Mapping[str, Kind]:
    """Return the kinds of desks that the calls of an authority have, by id."""
    own = [definition_of(one) for one in published_calls() if one.authority == authority]
    offices = [office for call in reversed(own) for office in call.offices.values() if not office.recorded_by]
    return {one.id: Kind(one.id, one.name, bool(one.each)) for one in offices}


def authorities() -> list[str]:
    """Return the authorities that have published a call."""
    return sorted(set(PublishedCall.objects.values_list("authority", flat=True)))


def offices_without_people(authority: str) -> list[Office]:
    """Return the offices of an authority that stand and have nobody: what comes to them lies."""
    people = Count("accounts", filter=Q(accounts__is_active=True))
    rows = Office.objects.filter(authority=authority).annotate(people=people).filter(people=0)
    return [row for row in rows.order_by("kind", "key") if stands(row)]


def offices_by_authority() -> Mapping[str, Sequence[ListedOffice]]:
    """Return every office by its authority, in one read."""
    people = Count("accounts", filter=Q(accounts__is_active=True))
    rows = Office.objects.select_related("successor").annotate(people=people)
    found: dict[str, list[ListedOffice]] = {}
    for row in rows.order_by("authority", "kind", "key"):
        found.setdefault(row.authority, []).append(ListedOffice(row, row.people, stands(row)))
    return found


def office_with(office_id: int) -> Office | None:
    """Return an office with its successor; None if there is none."""
    return Office.objects.select_related("successor").filter(pk=office_id).first()


def may_succeed(office: Office) -> list[Office]:
    """Return the offices that could take over the cases of one: of its kind, without an end."""
    rows = Office.objects.filter(authority=office.authority, kind=office.kind, valid_until=None)
    return list(rows.exclude(pk=office.pk).order_by("key"))


def open_cases(office: Office) -> OpenCases:
    """Return what is open on the desk of an office, the longest waiting first.

    Of one that has ended it is what it had: whoever succeeded it has that on his desk now.
    """
    calls = [one.call for one in published_calls() if one.authority == office.authority]
    keys = keys_of(office) or {office.key}
    kinds = (one for call in calls for one in counts_of(call).kinds if not one.closed)
    total = sum(one.number for one in kinds if not office.key or one.offices.get(office.kind) in keys)
    if not total:
        return OpenCases(0, ())
    rows = Application.objects.filter(call__in=calls, closed=False)
    rows = of_rows(rows, office.kind, keys) if office.key else rows
    first = rows.select_related("organisation", "published_call").defer("published_call__files", "answers")
    return OpenCases(total, list(first.order_by("changed_at", "pk")[:SHOWN]))


def people_of(office: Office) -> list[Account]:
    """Return the active people of an office."""
    return list(office.accounts.filter(is_active=True).order_by("pk"))


def history_of(office: Office) -> list[AdministrationRecord]:
    """Return what was done to an office, newest first."""
    return list(AdministrationRecord.objects.filter(subject=f"office:{office.pk}").order_by("-pk")[:50])


def predecessors_of(office: Office) -> list[Office]:
    """Return the offices whose cases came, or will come, to this one."""
    return list(office.predecessors.order_by("valid_until", "pk"))
