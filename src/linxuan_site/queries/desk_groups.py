"""The applications of a desk by the deadline that counts for them, so that a page begins with what is due first.

A day that an office set, or that the authority gave to one applicant, makes a group of its own: a desk is read
group after group by its key, and never sorted as a whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linxuan.programme import lookup
from linxuan.programme.definition import Action, Call
from linxuan.workflow import APPLICANT as BY_APPLICANT
from linxuan.workflow import counts_earlier, earlier_day, open_day
from linxuan_site import clock
from linxuan_site.models import Account, Application, PublishedCall
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import DaysOfCall
from linxuan_site.queries.counts import Alike, Counts
from linxuan_site.queries.desk_rows import kinds_recorded_by
from linxuan_site.queries.extensions import ByDeadline, PutOffDays

MINE, APPLICANT, ELSEWHERE, CLOSED = "mine", "applicant", "elsewhere", "closed"
Days = Mapping[str, date]
"""Earlier days that an office set, by deadline."""


@dataclass(frozen=True)
class Group:
    """Applications of one procedure at one stage for which one day counts; `part` is what that means to the office."""

    procedure: str
    stage: str
    closed: bool
    part: str
    day: date
    number: int
    in_charge: frozenset[str] | None = None
    """The keys in charge that it is narrowed to; None where all of them have this day."""
    only: frozenset[int] = frozenset()
    """Those who have a day of their own: the group is they alone."""
    without: frozenset[int] = frozenset()
    """Those who have one, and stand in another group."""

    @property
    def key(self) -> str:
        """What names it in a cursor."""
        return f"{self.procedure}:{self.stage}:{self.closed:d}:{self.day:%Y%m%d}{'a' if self.only else ''}"


@dataclass(frozen=True)
class _Place:
    """A procedure at a stage, as one version of the call has it."""

    call: Call
    procedure: str
    stage: str
    closed: bool
    part: str
    actions: Sequence[Action]
    """Those whose deadline counts."""


def groups_of(account: Account, call: Call, counts: Counts, days: DaysOfCall) -> list[Group]:
    """Return what there is by procedure, stage and day, what is due first in front."""
    places = _places(account, call, counts)
    set_days = _set_days(call, days) if any(one.actions for one in places) else {}
    found = [group for place in places for group in _groups(place, counts, days.later, set_days)]
    return sorted(found, key=lambda one: _order(call, one))


def _places(account: Account, call: Call, counts: Counts) -> list[_Place]:
    kinds, versions = kinds_recorded_by(call, account), _versions(call, counts)
    found = []
    for procedure, stage, closed in dict.fromkeys(
        (one.procedure, one.stage, one.closed) for one in counts.kinds
    ):
        own = next((one for one in versions if stage in one.stages), call)
        part = CLOSED if closed else _part_of(own, stage, kinds)
        found.append(
            _Place(own, procedure, stage, closed, part, _counting(own, procedure, stage, part, kinds))
        )
    return found


def _counting(call: Call, procedure: str, stage: str, part: str, kinds: set[str]) -> Sequence[Action]:
    """The acts for whose deadline a part is looked at: those of the office, or of the applicant who has to submit."""
    if stage not in call.stages or part not in (MINE, APPLICANT):
        return ()
    possible = lookup.actions_from(call, procedure, stage)
    if part == MINE:
        return [one for one in possible if kinds & {*one.by, *one.jointly}]
    return [one for one in possible if one.kind == "submit" and BY_APPLICANT in one.by]


def _versions(call: Call, counts: Counts) -> list[Call]:
    """The newest version, and where something stands at a stage that it does not have, the older ones."""
    if all(one.stage in call.stages for one in counts.kinds):
        return [call]
    older = PublishedCall.objects.filter(call=call.id).defer("files").order_by("-version")
    return [definition_of(one) for one in older]


def _part_of(call: Call, stage: str, kinds: set[str]) -> str:
    office = call.stages[stage].office
    return MINE if office in kinds else APPLICANT if office == BY_APPLICANT else ELSEWHERE


def _set_days(call: Call, days: DaysOfCall) -> Mapping[tuple[str, str], Days]:
    """The earlier days of a call, by kind and key of the office."""
    if not any(one.earlier for one in call.deadlines.values()):
        return {}
    return {(kind, key): own for (_call, _authority, kind, key), own in days.earlier.items()}


def _groups(
    place: _Place, counts: Counts, later: PutOffDays, set_days: Mapping[tuple[str, str], Days]
) -> Iterator[Group]:
    here = [one for one in counts.kinds if (one.procedure, one.stage, one.closed) == _key(place)]
    charges = {one.in_charge for one in here}
    alone = (
        [one for one in later.alone if _stands(one, place) and one.in_charge in charges]
        if place.actions
        else []
    )
    yield from _of_one_day(place, alone, later, set_days)
    by_day: dict[date, list[Alike]] = {}
    for one in here:
        by_day.setdefault(_day(place, one.offices, later.for_all, set_days), []).append(one)
    for day, kinds in by_day.items():
        keys = frozenset(one.in_charge for one in kinds)
        moved = frozenset(one.pk for one in alone if one.in_charge in keys)
        number = sum(one.number for one in kinds) - len(moved)
        yield Group(*_key(place), place.part, day, number, keys if len(by_day) > 1 else None, without=moved)


def _of_one_day(
    place: _Place, alone: Sequence[Application], later: PutOffDays, set_days: Mapping[tuple[str, str], Days]
) -> Iterator[Group]:
    by_day: dict[date, set[int]] = {}
    for one in alone:
        day = _day(place, one.offices, later.alone[one], set_days)
        by_day.setdefault(day, set()).add(one.pk)
    for day, ids in by_day.items():
        yield Group(*_key(place), place.part, day, len(ids), only=frozenset(ids))


def _day(
    place: _Place,
    offices: Mapping[str, str],
    put_off: ByDeadline,
    set_days: Mapping[tuple[str, str], Days],
) -> date:
    """The first last day of the acts that count; `date.max` where nothing binds."""
    return min(_days(place, offices, put_off, set_days), default=date.max)


def _days(
    place: _Place,
    offices: Mapping[str, str],
    put_off: ByDeadline,
    set_days: Mapping[tuple[str, str], Days],
) -> Iterable[date]:
    today = clock.today()
    for action in place.actions:
        for deadline in lookup.deadlines_for(place.call, action.id):
            if deadline.days and place.procedure in (deadline.concerns or (place.procedure,)):
                by = deadline.earlier.by if deadline.earlier else ""
                key = offices.get(by, "")
                own = set_days.get((by, key), {})
                earlier = earlier_day(place.call, deadline, action.id, key=key, own=own)
                day, moved = open_day(deadline, put_off.get(deadline.id, ()), today)
                yield earlier if earlier and counts_earlier(earlier, day, moved) else day


def _key(place: _Place) -> tuple[str, str, bool]:
    return place.procedure, place.stage, place.closed


def _stands(application: Application, place: _Place) -> bool:
    return (application.procedure, application.stage, application.closed) == _key(place)


def _order(call: Call, group: Group) -> tuple[date, int, int, str]:
    """What is due first, then the order of the package."""
    procedures, stages = [*call.tracks, *call.rounds], list(call.stages)
    procedure = procedures.index(group.procedure) if group.procedure in procedures else len(procedures)
    stage = stages.index(group.stage) if group.stage in stages else len(stages)
    return group.day, procedure, stage, group.key
