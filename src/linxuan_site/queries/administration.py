"""Reads of what administrators did, and of how much there is to administer."""

from collections.abc import Sequence
from dataclasses import dataclass

from linxuan_site.models import Account, AdministrationRecord, Office, PublishedCall
from linxuan_site.queries.holidays import imported_years

A_PAGE = 50
_NEWEST = 8


@dataclass(frozen=True)
class Records:
    """A page of the record; `next` is the key before which the next page begins, None at the end."""

    rows: Sequence[AdministrationRecord]
    next: int | None


@dataclass(frozen=True)
class Overview:
    """How much there is."""

    offices: int
    people: int
    calls: int
    years: Sequence[int]
    """Years of which days were imported."""


def overview() -> Overview:
    """Return how much there is to administer."""
    return Overview(
        offices=Office.objects.count(),
        people=Account.objects.filter(is_active=True).count(),
        calls=PublishedCall.objects.values("call").distinct().count(),
        years=imported_years(),
    )


def newest_records() -> list[AdministrationRecord]:
    """Return what was done last."""
    return list(AdministrationRecord.objects.order_by("-pk")[:_NEWEST])


def records(*, before: int | None = None, subject: str = "") -> Records:
    """Return a page of the record, newest first, of one subject or of all."""
    rows = AdministrationRecord.objects.order_by("-pk")
    if subject:
        rows = rows.filter(subject=subject)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: A_PAGE + 1])
    return Records(found[:A_PAGE], found[A_PAGE - 1].pk if len(found) > A_PAGE else None)
