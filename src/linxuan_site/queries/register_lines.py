"""What the register says of titles on a day, as known at a moment: read from lines, which agree with the events."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice

from django.db.models import Prefetch, QuerySet

from linxuan.designations import Event, counting, lines_of
from linxuan_site import clock
from linxuan_site.models import Designation, Organisation, RegisterEvent, RegisterLine
from linxuan_site.models.register import holding

AT_A_TIME = 1000
_IDENTITY = ("programme", "authority", "cohort", "track")
_TAKEN = (
    *("state", "since", "by", "name", "category", "mode", "in_charge", "document", "designated_on"),
    *("valid_from", "valid_until", "recorded_from", "recorded_until"),
)


def lines_as_of(day: date | None = None, known_at: datetime | None = None) -> QuerySet[RegisterLine]:
    """Return the lines of the whole register of a day, as known at a moment, in no order."""
    return RegisterLine.objects.filter(holding(day or clock.today(), known_at))


def line_of(
    designation: Designation, day: date | None = None, known_at: datetime | None = None
) -> RegisterLine | None:
    """Return what the register says of one title; None where it had none on that day."""
    return lines_as_of(day, known_at).filter(designation=designation).select_related("organisation").first()


def with_lines_of_today() -> "Prefetch[str]":
    """Return what puts on each of many designations, as `lines_now`, the list of its line of today, or of none."""
    rows = lines_as_of().select_related("organisation")
    return Prefetch("lines", rows, to_attr="lines_now")


def last_event(designation: Designation, kind: str) -> RegisterEvent | None:
    """Return the newest event of a kind that counts still."""
    rows = counting_rows(designation.events.all())
    return next((one for one in reversed(rows) if one.kind == kind), None)


def counting_rows(rows: Iterable[RegisterEvent]) -> list[RegisterEvent]:
    """Return the rows of one title that no counting later one corrects, in the order of their numbers."""
    known = {row.number: row for row in rows}
    return [known[one.number] for one in counting(as_event(row) for row in known.values())]


def as_event(row: RegisterEvent) -> Event:
    """Return a row of the record as the core knows it."""
    return Event(
        title=str(row.designation_id),
        number=row.number,
        kind=row.kind,  # type: ignore[arg-type]
        holds_from=row.holds_from,
        recorded_at=row.recorded_at,
        document=row.document,
        changes=row.changes,
        reason=row.reason,
        corrects=row.corrects,
        other=str(row.other_id or ""),
    )


def computed_lines(
    designation: Designation, rows: Iterable[RegisterEvent], holders: dict[str, int]
) -> list[RegisterLine]:
    """Return the lines of a title as its events say, not saved; `holders` has the key of each organisation by its
    identifier.
    """
    events = list(rows)
    offices = {one.changes["in_charge"]: one.offices for one in events if "in_charge" in one.changes}
    return [
        RegisterLine(
            designation=designation,
            **{name: getattr(designation, name) for name in _IDENTITY},
            organisation_id=holders[line.holder],
            names="\n".join(line.names),
            offices=offices.get(line.in_charge, {}),
            **{name: getattr(line, name) for name in _TAKEN},
        )
        for line in lines_of(as_event(one) for one in events)
    ]


def holders_in(rows: Iterable[RegisterEvent]) -> dict[str, int]:
    """Return the key of every organisation that the events name, by its identifier."""
    named = {one.changes["holder"] for one in rows if one.changes.get("holder")}
    found = Organisation.objects.filter(identifier__in=named)
    return dict(found.values_list("identifier", "pk"))


def titles_whose_lines_differ() -> Iterator[int]:
    """Yield the key of each title whose lines do not say what its events say: there should be none."""
    rows = Designation.objects.prefetch_related("events", "lines").order_by("pk")
    every = rows.iterator(chunk_size=AT_A_TIME)
    while some := list(islice(every, AT_A_TIME)):
        holders = holders_in(event for one in some for event in one.events.all())
        for one in some:
            wanted = computed_lines(one, one.events.all(), holders)
            if _said(wanted) != _said(one.lines.all()):
                yield one.pk


def _said(lines: Iterable[RegisterLine]) -> set[str]:
    columns = (*_IDENTITY, *_TAKEN, "organisation_id", "names", "offices")
    return {repr([getattr(one, name) for name in columns]) for one in lines}
