"""Who read the personal data of others: for an application, and for the people of an office."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from linxuan_site.models import Account, Attachment, PersonalRead

if TYPE_CHECKING:
    from django.db.models import QuerySet

A_PAGE = 50


@dataclass(frozen=True)
class Reads:
    """A page of what was read, newest first; `next` is the key before which the next page begins, None at the end."""

    rows: Sequence[PersonalRead]
    next: int | None


def reads_of_application(application_id: int, *, before: int | None = None) -> Reads:
    """Return who of the offices opened an application, its form or its files."""
    return _page(PersonalRead.objects.filter(application=application_id), before)


def reads_of_people(reader: Account, *, username: str = "", before: int | None = None) -> Reads:
    """Return what the people of the reader's office read; for who administers the site, what everybody read.

    `username` leaves one person.
    """
    rows = PersonalRead.objects.all()
    if not reader.is_administrator:
        rows = rows.filter(account__office=reader.office_id)
    if username:
        rows = rows.filter(account__username=username)
    return _page(rows, before)


def application_of_file(attachment_id: int) -> int | None:
    """Return the application that a file belongs to, by their keys; None where there is no such file."""
    return Attachment.objects.filter(pk=attachment_id).values_list("application", flat=True).first()


def _page(rows: "QuerySet[PersonalRead]", before: int | None) -> Reads:
    if before is not None:
        rows = rows.filter(pk__lt=before)
    ordered = rows.select_related("account__office", "on_behalf_of", "application").order_by("-pk")
    found = list(ordered[: A_PAGE + 1])
    return Reads(found[:A_PAGE], found[A_PAGE - 1].pk if len(found) > A_PAGE else None)
