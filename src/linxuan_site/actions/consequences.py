"""What new facts lead to, once for all of them: revocations are proposed, and the offices in charge are told."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.utils import timezone

from linxuan.evaluation import Standing
from linxuan.programme.definition import Call
from linxuan_site import outbox
from linxuan_site.actions.proposals import propose_by_rules
from linxuan_site.models import Account, Office
from linxuan_site.permissions import office_covers
from linxuan_site.queries.entities import EntityRow, some_now
from linxuan_site.queries.graded_years import places_of, who_may_be_last
from linxuan_site.queries.people import people_of_offices

AT_A_TIME = 500
TOLD = ("revoke", "suspend", "rectify", "warn")
"""The standings that an office is told of, the gravest first."""
MOST_NAMED = 50


@contextmanager
def following(call: Call, entities: Collection[int]) -> Iterator[None]:
    """Propose what the rules say of entities whose facts are recorded within, and tell the offices in charge.

    Where a year becomes complete within, those who may be among its last are looked at as well. Everybody is looked
    at once, in as many reads for many as for one; only who is proposed costs more.
    """
    if not call.standings:
        yield
        return
    before, known = _standings(call, entities), set(places_of(call).found)
    yield
    places = places_of(call)
    years = set(places.found) - known
    looked_at = {*entities, *who_may_be_last(call, years)} if years else {*entities}
    new = []
    for row in _rows(call, looked_at):
        is_revoked = row.standing.standing == "revoke"
        # Proposing tells itself whether the same facts were proposed already.
        case = propose_by_rules(call, row.designation, places=places) if is_revoked else None
        if case is not None or _differs(row, before.get(row.designation.pk), years):
            new.append(row)
    _tell(call, [row for row in new if row.standing.standing in TOLD])


def _differs(row: EntityRow, before: Standing | None, years: Collection[int]) -> bool:
    if before is not None:
        return _of(before) != _of(row.standing)
    # Of who is only looked at because a year became complete, what that year leads to is new.
    return bool({*years} & {*row.standing.years})


def _of(standing: Standing) -> tuple[object, ...]:
    return standing.standing, standing.rule, standing.years


def _standings(call: Call, entities: Collection[int]) -> Mapping[int, Standing]:
    return {row.designation.pk: row.standing for row in _rows(call, entities)}


def _rows(call: Call, entities: Collection[int]) -> Iterator[EntityRow]:
    keys = sorted(entities)
    for start in range(0, len(keys), AT_A_TIME):
        yield from some_now(call, keys[start : start + AT_A_TIME])


# ── who is told ──


def _tell(call: Call, rows: Sequence[EntityRow]) -> None:
    """Write one message to each office in charge of any of them, whatever their number."""
    if not rows:
        return
    offices = Office.objects.filter(authority=call.authority).order_by("pk")
    people: dict[int | None, list[Account]] = {}
    own = {office: [row for row in rows if _covers(office, row)] for office in offices}
    for person in people_of_offices([office.pk for office, its in own.items() if its]):
        people.setdefault(person.office_id, []).append(person)
    moment = timezone.now().isoformat()
    for office, its in own.items():
        if its and office.pk in people:
            outbox.tell(_told(call, office, its, moment), people[office.pk])


def _covers(office: Office, row: EntityRow) -> bool:
    offices = row.line.offices if row.line else row.designation.offices
    return office_covers(office, authority=row.designation.authority, offices=offices)


def _told(call: Call, office: Office, rows: Sequence[EntityRow], moment: str) -> outbox.Told:
    ordered = sorted(rows, key=lambda row: TOLD.index(row.standing.standing))
    round_ = next(iter(call.rounds), "")
    return outbox.Told(
        "standing.proposed",
        f"standing:{call.id}:{office.pk}:{moment}",
        {
            "programme": call.programme,
            "count": len(rows),
            "more": max(0, len(rows) - MOST_NAMED),
            "proposals": [
                {"standing": one.standing.standing, "name": one.name, "because": one.standing.because}
                for one in ordered[:MOST_NAMED]
            ],
        },
        page=("evaluation", call.id, round_) if round_ else (),
    )
