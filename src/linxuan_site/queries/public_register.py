"""The register of designated entities as everybody may see it: who was designated, by which document, and whether
the title stands, on any day and as known at any moment. Nothing about grades, reports or what a rule suggests.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet

from linxuan.designations import STATES
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.models import Designation, RegisterLine
from linxuan_site.queries.calls import definition_of, published_calls
from linxuan_site.queries.register_counts import (
    Register,
    Wanted,
    any_of,
    call_of,
    counted_as_known,
    counted_by_day,
    counted_lines,
    named,
)
from linxuan_site.queries.register_lines import lines_as_of
from linxuan_site.queries.register_names import lines_named

PAGE = 50
AT_A_TIME = 1000


@dataclass(frozen=True)
class RegisterEntry:
    """What the register says of one title: `state` with the day since when, and the document that led to it.

    `earlier_names` are those under which it stood before; days are None where nobody recorded them.
    """

    id: int
    name: str
    earlier_names: Sequence[str]
    region: str
    track: str
    category: str
    mode: str
    cohort: int
    document: str
    designated_on: date | None
    state: str
    since: date | None
    by: str


@dataclass(frozen=True)
class RegisterPage:
    """Some entries; `after` is the key with which the next page begins, None on the last one."""

    entries: Sequence[RegisterEntry]
    after: int | None


def whole_register(wanted: Wanted | None = None) -> Register:
    """Return the register of the day and the moment that are wanted, counted by all that one can look for."""
    return _counted(
        replace(wanted or Wanted(), words="", state=""), [definition_of(one) for one in published_calls()]
    )


def narrowed_register(register: Register, wanted: Wanted) -> Register:
    """Return the part of a register whose names and state are wanted; the rest is looked at by its counts."""
    if not wanted.words and not wanted.state:
        return register
    return _counted(wanted, register.calls)


def register_page(register: Register, wanted: Wanted, after: int | None = None) -> RegisterPage:
    """Return one page of the register, newest cohort first, beginning after the title with a key."""
    if not register.number(wanted):
        return RegisterPage([], None)
    rows = _found(register, wanted)
    some: list[RegisterLine] = []
    for stretch in _stretches_after(after):
        if len(some) <= PAGE:
            some += rows.filter(stretch)[: PAGE + 1 - len(some)]
    entries = [entry_of(row, register.calls) for row in some[:PAGE]]
    return RegisterPage(entries, some[PAGE - 1].designation_id if len(some) > PAGE else None)


def _stretches_after(after: int | None) -> list[Q]:
    """What comes after a title, in its order: each is a stretch of one index, so that no page reads those before it."""
    place = Designation.objects.filter(pk=after).values_list("cohort", "track").first() if after else None
    if place is None:
        return [Q()]
    cohort, track = place
    return [
        Q(cohort=cohort, track=track, designation__gt=after),
        Q(cohort=cohort, track__gt=track),
        Q(cohort__lt=cohort),
    ]


def wanted_entries(wanted: Wanted) -> Iterator[RegisterEntry]:
    """Yield all entries that are wanted, however many."""
    register = whole_register(wanted)
    for row in _found(register, wanted).iterator(chunk_size=AT_A_TIME):
        yield entry_of(row, register.calls)


def designated_by(call: Call, most: int = 201) -> list[RegisterEntry]:
    """Return the titles of a call's own cohort, by track; no more than `most`."""
    rows = lines_as_of().filter(programme=call.programme, authority=call.authority, cohort=call.cohort)
    return [entry_of(row, [call]) for row in rows.order_by("track", "designation")[:most]]


def entries_of_programme(call: Call, day: date | None, known_at: datetime | None) -> Iterator[RegisterEntry]:
    """Yield what the register says of every title of a call's programme, of a day and as known at a moment."""
    rows = lines_as_of(day, known_at).filter(programme=call.programme, authority=call.authority)
    for row in rows.order_by("-cohort", "track", "designation").iterator(chunk_size=AT_A_TIME):
        yield entry_of(row, [call])


def entry_of(row: RegisterLine, calls: Sequence[Call]) -> RegisterEntry:
    """Return what the public register shows of a line."""
    return RegisterEntry(
        id=row.designation_id,
        name=row.name,
        earlier_names=[one for one in row.names.split("\n") if one != row.name],
        **named(
            call_of(row.programme, row.authority, calls), row.track, row.category, row.mode, row.in_charge
        ),
        cohort=row.cohort,
        document=row.document,
        designated_on=row.designated_on,
        state=row.state,
        since=row.since,
        by=row.by,
    )


def _found(register: Register, wanted: Wanted) -> QuerySet[RegisterLine]:
    rows = _narrowed(wanted)
    if wanted.cohort is not None:
        rows = rows.filter(cohort=wanted.cohort)
    rows = rows.filter(any_of(register, wanted.track, "track", ("track",)))
    rows = rows.filter(any_of(register, wanted.region, "region", ("in_charge",)))
    rows = rows.filter(any_of(register, wanted.kind, "kind", ("track", "category", "mode")))
    return rows.order_by("-cohort", "track", "designation")


def _narrowed(wanted: Wanted) -> QuerySet[RegisterLine]:
    words = wanted.words.replace("\0", "").strip()  # no database keeps a NUL, so none can be looked for
    rows = _of_its_time(wanted)
    rows = lines_named(rows, words) if words else rows
    return rows.filter(state=wanted.state) if wanted.state in STATES else rows


def _counted(wanted: Wanted, calls: Sequence[Call]) -> Register:
    """Counted from what is kept where that is enough: names are looked for in the lines."""
    day = wanted.day or clock.today()
    if wanted.words:
        return counted_lines(_narrowed(wanted), calls)
    if wanted.known_at is not None:
        return counted_as_known(day, wanted.known_at, wanted.state, calls)
    return counted_by_day(day, wanted.state, calls)


def _of_its_time(wanted: Wanted) -> QuerySet[RegisterLine]:
    return lines_as_of(wanted.day, wanted.known_at)
