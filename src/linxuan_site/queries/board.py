"""The selecting office's board: every quota line, what waits for somebody, and the districts side by side."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Application, Office, Publicity, PublicityEntry, Step
from linxuan_site.permissions import office_of
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.cases import within
from linxuan_site.queries.counts import Alike, Counts, Waiting, filings_of, waiting_in
from linxuan_site.queries.objections import objections_waiting
from linxuan_site.queries.order import QuotaLine, lines_of
from linxuan_site.queries.pool import A_FEW, Pool, pool_of
from linxuan_site.queries.succession import abandoned

MOST_NAMED = 8
"""Of those that wait together so many are named: more names in a row nobody reads."""


@dataclass(frozen=True)
class Stuck:
    """What waits for somebody: where, since how many days, how many, and some of them, the longest wait first.

    `kind` is `review` (at an office in charge), `returned` (with the applicant again), `unplaced`
    (at the selecting office without an order), `unreceived` (there, the paper not).
    """

    kind: str
    place: str
    stage: str
    days: int
    number: int
    applications: Sequence[Application]


@dataclass
class Region:
    """The applications of one district by where they are."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    idle_days: int = 0
    """How long the one that waits longest there has waited, in days."""

    @property
    def all(self) -> int:
        """How many there are altogether."""
        return self.counts.total()


@dataclass(frozen=True)
class Board:
    """The whole board of one call."""

    call: Call
    lines: Sequence[QuotaLine]
    stuck: Sequence[Stuck]
    regions: Sequence[Region]
    publicities: Sequence[Publicity]
    nominated: Counter[str]
    """How many stand at each stage that publishes names."""
    open_objections: Counter[str]
    """Objections without an outcome, by the stage whose publicity is running."""
    filings: Mapping[date, Mapping[str, int]]
    """How many were filed on each day, by track."""
    abandoned: Sequence[tuple[Office, int]]
    """Offices that ended, for which nobody acts, with how many run there."""


def board_of(account: Account, call: Call) -> Board:
    """Return the board of a call for an account of the selecting office."""
    pool = pool_of(account, call, call.quotas.values(), most=A_FEW)
    lines = lines_of(pool)
    waiting = waiting_in(call.id, call.tracks)
    publishing = {one.id for one in call.stages.values() if one.publicity}
    publicities = publicities_of(call.id)
    nominated = {one: pool.counts.total(stages=(one,), procedures=call.tracks) for one in publishing}
    return Board(
        call,
        lines,
        _stuck(pool, waiting, lines),
        _regions(call, pool.counts, waiting),
        tuple(publicities),
        Counter(nominated),
        objections_waiting(call.id) if any(one.closed_at is None for one in publicities) else Counter(),
        filings_of(call.id, call.tracks),
        abandoned_with(call, pool.counts),
    )


def abandoned_with(call: Call, counts: Counts) -> list[tuple[Office, int]]:
    """Return the offices of a call that ended, for which nobody acts, where something runs; and how much does."""
    offices = [one for one in abandoned(call.authority) if one.kind in call.offices]
    running = [one for one in counts.kinds if not one.closed]
    found = [
        (office, sum(one.number for one in running if one.offices.get(office.kind) == office.key))
        for office in offices
    ]
    return [(office, number) for office, number in found if number]


def to_publish(account: Account, call: Call, stage: str, *, again: bool = False) -> list[Application]:
    """Return the applications whose names a publicity at a stage would show, by number.

    Whose publicity is over is not named a second time, unless with `again` all are.
    """
    found = standing_at(account, call, stage)
    before = frozenset() if again else published_before(found, stage)
    return [one for one in found if one.pk not in before]


def standing_at(account: Account, call: Call, stage: str) -> list[Application]:
    """Return the applications at a stage, by number."""
    rows = within(Application.objects.filter(call=call.id, stage=stage), office_of(account))
    return list(rows.select_related("organisation").order_by("procedure", "category", "number"))


def published_before(applications: Collection[Application], stage: str) -> frozenset[int]:
    """Return those whose publicity at a stage is over and who have not come back to the stage since."""
    own = [one.pk for one in applications]
    entries = PublicityEntry.objects.filter(application__in=own, publicity__stage=stage).order_by("pk")
    closed = dict(entries.values_list("application", "publicity__closed_at"))
    came = Step.objects.filter(application__in=list(closed), target=stage).exclude(source=stage)
    last = dict(came.order_by("pk").values_list("application", "at"))
    return frozenset(
        one for one, at in closed.items() if at is not None and (one not in last or last[one] <= at)
    )


def publicities_of(call: str) -> list[Publicity]:
    """Return the publicities of a call, newest first, with their entries."""
    return _publicities(call)


@kept_read
def _publicities(call: str) -> "QuerySet[Publicity]":
    rows = Publicity.objects.filter(call=call).prefetch_related("entries__application__organisation")
    return rows.order_by("-pk")


def _stuck(pool: Pool, waiting: Sequence[Waiting], lines: Iterable[QuotaLine]) -> list[Stuck]:
    """Group what has not moved since yesterday or longer, by kind and place, the longest wait first."""
    found = [*_before_selection(pool.call, waiting), *_at_selection(pool, lines)]
    return sorted((one for one in found if one.days), key=lambda one: (-one.days, one.place))


def _before_selection(call: Call, waiting: Sequence[Waiting]) -> Iterator[Stuck]:
    named = {one.pk: one for one in _named([one.application for one in waiting])}
    for one in waiting:
        office = call.stages[one.stage].office if one.stage in call.stages else ""
        kind = "returned" if office == "applicant" else "review" if _has_rows(call, office) else ""
        if kind:
            name, stage = _place_name(call, one.in_charge), call.stages[one.stage].name
            yield Stuck(kind, name, stage, _days(one.since), one.number, [named[one.application]])


@kept_read
def _named(applications: Collection[int]) -> "QuerySet[Application]":
    rows = Application.objects.filter(pk__in=applications).select_related("organisation")
    return rows.defer("answers", "touched")


def _at_selection(pool: Pool, lines: Iterable[QuotaLine]) -> Iterator[Stuck]:
    """Of those that the lines name; a line says how many more there are."""
    call, groups = pool.call, dict[tuple[str, str, str], list[Application]]()
    waiting = ((line.quota, one) for line in lines for one in line.ranked if one.state != "taken")
    for quota, ranked in waiting:
        lacks = pool.lacks_paper(quota, ranked.application)
        kind = "unreceived" if lacks else "unplaced" if ranked.state == "unplaced" else ""
        if kind:
            one = ranked.application
            groups.setdefault((kind, one.in_charge, one.stage), []).append(one)
    for (kind, key, stage), group in groups.items():
        group.sort(key=lambda one: (one.changed_at, one.pk))
        days = _days(group[0].changed_at)
        name, stage_name = _place_name(call, key), call.stages[stage].name
        yield Stuck(kind, name, stage_name, days, len(group), group[:MOST_NAMED])


def _has_rows(call: Call, office: str) -> bool:
    return office in call.offices and bool(call.offices[office].each)


def _days(since: datetime) -> int:
    return (clock.today() - timezone.localdate(since)).days


def _place_name(call: Call, key: str) -> str:
    desk = next((one for one in call.offices.values() if one.each), None)
    return office_name(call, desk.id, key) if desk and key else ""


def _regions(call: Call, counts: Counts, waiting: Sequence[Waiting]) -> list[Region]:
    if not any(one.each for one in call.offices.values()):
        return []
    regions: dict[str, Region] = {}
    for one in counts.kinds:
        if one.procedure in call.tracks:
            region = regions.setdefault(one.in_charge, Region(_place_name(call, one.in_charge)))
            region.counts[_where(call, one)] += one.number
    for each in waiting:
        office = call.stages[each.stage].office if each.stage in call.stages else ""
        if office == "applicant" or _has_rows(call, office):
            region = regions[each.in_charge]
            region.idle_days = max(region.idle_days, _days(each.since))
    return sorted(regions.values(), key=lambda one: (-one.all, one.name))


def _where(call: Call, alike: Alike) -> str:
    """Sort applications into one of five words that a table over districts shows."""
    if alike.closed:
        return "closed"
    office = call.stages[alike.stage].office if alike.stage in call.stages else ""
    if office == "applicant":
        return "returned" if alike.filed else "draft"
    return "review" if _has_rows(call, office) else "arrived"
