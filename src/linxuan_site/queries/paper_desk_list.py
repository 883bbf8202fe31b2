"""What a paper desk has and what it waits for: application by application, office by office, counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.models import Application, Arrival, Office, Submission
from linxuan_site.models.arrivals import COMPLETE, LACKING, NOTHING
from linxuan_site.queries.arrivals import OnPaper, of_offices, on_paper
from linxuan_site.queries.cases import of_rows
from linxuan_site.queries.paper_desk import applications_of_desk, senders_of
from linxuan_site.queries.succession import keys_taken_over

PAGE = 50
STATES = (COMPLETE, LACKING, NOTHING)
TODAY_SHOWN = 8
Keys: TypeAlias = Mapping[int, frozenset[str]]


@dataclass(frozen=True)
class DeskRow:
    """An application with what came of it; `arrival` is the newest row."""

    application: Application
    on_paper: OnPaper
    arrival: Arrival | None
    district: Office | None


@dataclass(frozen=True)
class SenderRow:
    """An office that sends papers: how far its applications are, and its own papers."""

    office: Office
    counts: Mapping[str, int]
    on_paper: OnPaper

    @property
    def total(self) -> int:
        """How many applications it has here."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class DeskList:
    """A page of applications, with how many there are in each state; `after` is 0 on the last page."""

    rows: Sequence[DeskRow]
    after: int
    counts: Mapping[str, int]
    senders: Sequence[SenderRow]

    @property
    def total(self) -> int:
        """How many applications there are in the part that is looked at."""
        return sum(self.counts.values())


def desk_list(call: Call, office: Office, *, state: str = "", sender: str = "", after: int = 0) -> DeskList:
    """Return a page of what a desk has, newest application first, from a key on.

    `state` is one of `STATES`, `sender` the key of an office that sends papers. The number of reads does not
    depend on how much there is.
    """
    senders = senders_of(call, office)
    keys = _keys(senders)
    chosen = next((one for one in senders if one.key == sender), None)
    rows = _with_state(applications_of_desk(call, office))
    narrowed = of_rows(rows, chosen.kind, keys[chosen.pk]) if chosen else rows
    page = _in_state(narrowed, state) if state in STATES else narrowed
    page = page.filter(pk__lt=after) if after else page
    found = list(page.order_by("-pk")[: PAGE + 1])
    return DeskList(
        _drawn(found[:PAGE], senders, keys),
        found[PAGE - 1].pk if len(found) > PAGE else 0,
        _counted(narrowed),
        _sender_rows(call, rows, senders, keys),
    )


def arrivals_of_day(call: Call, office: Office) -> tuple[int, list[Arrival]]:
    """Return how often something came today, and the last of it."""
    rows = Arrival.objects.filter(call=call.id, receiver=office, corrected_by=None)
    begun = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = rows.filter(recorded_at__gte=begun).select_related("application__organisation", "sender")
    return rows.count(), list(rows.order_by("-pk")[:TODAY_SHOWN])


def every_of_sender(call: Call, office: Office, sender: Office) -> list[DeskRow]:
    """Return what came of all applications of an office that sends papers, for the list in its envelope."""
    keys = _keys([sender])
    rows = of_rows(_with_state(applications_of_desk(call, office)), sender.kind, keys[sender.pk])
    return _drawn(list(rows.order_by("number", "pk")), [sender], keys)


def _keys(senders: Sequence[Office]) -> Keys:
    """The keys of the rows that offices which stand are in charge of, in one read for all of them."""
    taken_over = keys_taken_over()
    return {one.pk: taken_over.get(one.pk, frozenset()) | {one.key} for one in senders}


def _with_state(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with the state that the newest row of their newest revision says.

    Those at an end of which nothing ever came are not waited for.
    """
    newest = Submission.objects.filter(application=OuterRef("pk")).order_by("-revision")
    rows = rows.annotate(newest_revision=Subquery(newest.values("revision")[:1]))
    arrivals = Arrival.objects.filter(application=OuterRef("pk"), corrected_by=None)
    said = arrivals.filter(of_revision=OuterRef("newest_revision")).order_by("-pk")
    rows = rows.annotate(said_state=Subquery(said.values("state")[:1]))
    rows = rows.filter(Q(closed=False) | Exists(arrivals))
    return rows.annotate(desk_state=Coalesce("said_state", Value(NOTHING)))


def _in_state(rows: QuerySet[Application], state: str) -> QuerySet[Application]:
    wanted = {"desk_state": state}
    return rows.filter(**wanted)


def _counted(rows: QuerySet[Application]) -> dict[str, int]:
    counts = {one: Count("pk", filter=Q(desk_state=one)) for one in STATES}
    return dict(rows.aggregate(**counts))


def _sender_rows(
    call: Call, rows: QuerySet[Application], senders: Sequence[Office], keys: Keys
) -> list[SenderRow]:
    counted = {kind: _by_key(rows, kind) for kind in {one.kind for one in senders}}
    came = of_offices(call, senders)
    found = [SenderRow(one, _summed(counted[one.kind], keys[one.pk]), came[one.pk]) for one in senders]
    return [one for one in found if one.total or one.on_paper.state != NOTHING]


def _by_key(rows: QuerySet[Application], kind: str) -> list[tuple[str, str, int]]:
    key = Cast(KeyTextTransform(kind, "offices"), TextField())
    counted = (
        rows.annotate(own_key=key).values("own_key", "desk_state").annotate(number=Count("pk")).order_by()
    )
    return list(counted.values_list("own_key", "desk_state", "number"))


def _summed(counted: Sequence[tuple[str, str, int]], keys: Collection[str]) -> dict[str, int]:
    own = [(state, number) for key, state, number in counted if key in keys]
    return {one: sum(number for state, number in own if state == one) for one in STATES}


def _drawn(applications: Sequence[Application], senders: Sequence[Office], keys: Keys) -> list[DeskRow]:
    came, newest = on_paper(applications), _newest(applications)
    offices = {(one.kind, key): one for one in senders for key in keys[one.pk]}
    return [
        DeskRow(
            one,
            came[one.pk],
            newest.get(one.pk),
            next((offices[pair] for pair in one.offices.items() if pair in offices), None),
        )
        for one in applications
    ]


def _newest(applications: Sequence[Application]) -> dict[int, Arrival]:
    rows = Arrival.objects.filter(application__in=applications, corrected_by=None).order_by("pk")
    return {one.application_id or 0: one for one in rows.defer("said")}
