"""How many applications stand where, from the kept counts: the same few rows for ten applications as for a million."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Application, ApplicationCount, FilingCount, Office
from linxuan_site.permissions import keys_of
from linxuan_site.queries.cases import within

KIND = ("procedure", "category", "stage", "in_charge", "offices", "filed", "closed")


@dataclass(frozen=True)
class Alike:
    """Applications that are alike in what lists count by, and how many there are."""

    procedure: str
    category: str
    stage: str
    in_charge: str
    offices: dict[str, str]
    filed: bool
    closed: bool
    number: int


@dataclass(frozen=True)
class Counts:
    """The applications of a call, counted."""

    kinds: Sequence[Alike]

    def total(
        self,
        *,
        procedures: Collection[str] | None = None,
        categories: Collection[str] | None = None,
        stages: Collection[str] | None = None,
        in_charge: str | None = None,
        filed: bool | None = None,
        closed: bool | None = None,
    ) -> int:
        """Return how many there are; what is None does not narrow it."""
        return sum(
            one.number
            for one in self.kinds
            if (procedures is None or one.procedure in procedures)
            and (categories is None or one.category in categories)
            and (stages is None or one.stage in stages)
            and (in_charge is None or one.in_charge == in_charge)
            and (filed is None or one.filed == filed)
            and (closed is None or one.closed == closed)
        )

    def within(self, office: Office) -> "Counts":
        """Return those that an office is in charge of; all of them if it has no rows."""
        if not office.key:
            return self
        keys = keys_of(office)
        return Counts([one for one in self.kinds if one.offices.get(office.kind) in keys])


def within_counts(rows: QuerySet[Application], office: Office, counts: Counts) -> QuerySet[Application]:
    """Return the applications of a call that an office is in charge of.

    `counts` know which keys in charge there are: with them an index is read, and not every application.
    """
    if not office.key:
        return within(rows, office)
    own = {one.in_charge for one in counts.within(office).kinds}
    return within(rows.filter(in_charge__in=own), office)


@dataclass(frozen=True)
class Waiting:
    """Applications that were filed and run, of one office in charge at one stage, and who waits longest."""

    stage: str
    in_charge: str
    number: int
    since: datetime
    application: int
    """The one that waits longest."""


def waiting_in(call: str, procedures: Collection[str]) -> list[Waiting]:
    """Return what of some procedures waits where; each place is one look into the index of the lists."""
    places: dict[tuple[str, str], Waiting] = {}
    for row in _waiting(call, procedures):
        place = (row["stage"], row["in_charge"])
        found = Waiting(*place, row["all"], row["since"], row["application"])
        places[place] = _together(places[place], found) if place in places else found
    return list(places.values())


@kept_read
def _waiting(call: str, procedures: Collection[str]) -> "QuerySet[Any, Any]":
    same = {one: OuterRef(one) for one in ("call", "procedure", "category", "stage", "in_charge")}
    oldest = Application.objects.filter(**same, closed=False, number__isnull=False)
    oldest = oldest.order_by("changed_at", "pk")
    return (
        ApplicationCount.objects.filter(call=call, procedure__in=procedures, filed=True, closed=False)
        .values("call", "procedure", "category", "stage", "in_charge")
        .annotate(all=Sum("number"))
        .filter(all__gt=0)
        .annotate(
            since=Subquery(oldest.values("changed_at")[:1]), application=Subquery(oldest.values("pk")[:1])
        )
        .order_by("stage", "in_charge")
    )


def _together(one: Waiting, other: Waiting) -> Waiting:
    longer = min(one, other, key=lambda each: (each.since, each.application))
    return replace(longer, number=one.number + other.number)


def filings_of(call: str, procedures: Collection[str]) -> dict[date, dict[str, int]]:
    """Return how many were filed on each day, by procedure, in the order of days; days without any are left out."""
    found: dict[date, dict[str, int]] = {}
    for day, procedure, number in _filings(call, procedures):
        found.setdefault(day, {})[procedure] = number
    return found


@kept_read
def _filings(call: str, procedures: Collection[str]) -> "QuerySet[FilingCount, tuple[date, str, int]]":
    rows = FilingCount.objects.filter(call=call, procedure__in=procedures)
    summed = rows.values_list("filed_on", "procedure").order_by("filed_on", "procedure")
    return summed.annotate(all=Sum("number")).filter(all__gt=0)


def counts_of(call: str) -> Counts:
    """Return the counts of a call, over all its versions."""
    return Counts([Alike(*row) for row in _counts(call)])


@kept_read
def _counts(call: str) -> "QuerySet[ApplicationCount, tuple[Any, ...]]":
    rows = ApplicationCount.objects.filter(call=call).values_list(*KIND).order_by(*KIND)
    return rows.annotate(all=Sum("number")).filter(all__gt=0)
