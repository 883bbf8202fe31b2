"""The selecting office's board: every quota line, what waits for somebody, and the districts side by side."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.models import Account, Application, Publicity
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.dossiers import applications_for
from linxuan_site.queries.objections import objections_waiting
from linxuan_site.queries.order import QuotaLine, lines_of, pool_of


@dataclass(frozen=True)
class Stuck:
    """What waits for somebody: where, since how many days, and which.

    `kind` is `review` (at an office in charge), `returned` (with the applicant again), `unplaced`
    (at the selecting office without an order), `unreceived` (there, the paper not).
    """

    kind: str
    place: str
    stage: str
    days: int
    applications: Sequence[Application]


@dataclass
class Region:
    """The applications of one district by where they are."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    latest: date | None = None
    """The day of the last step."""

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


def board_of(account: Account, call: Call) -> Board:
    """Return the board of a call for an account of the selecting office."""
    pool = pool_of(account, call, applications_for(account, call.id))
    lines = lines_of(pool)
    return Board(
        call,
        lines,
        _stuck(call, pool.applications, lines),
        _regions(call, pool.applications),
        tuple(publicities_of(call.id)),
        Counter(one.stage for one in pool.applications if call.stages[one.stage].publicity),
        objections_waiting(call.id),
    )


def publicities_of(call: str) -> list[Publicity]:
    """Return the publicities of a call, newest first, with their entries."""
    rows = Publicity.objects.filter(call=call).prefetch_related("entries__application__organisation")
    return list(rows.order_by("-pk"))


def _stuck(call: Call, applications: Sequence[Application], lines: Iterable[QuotaLine]) -> list[Stuck]:
    """Group what waits by kind and place, the longest wait first."""
    groups: dict[tuple[str, str, str], list[Application]] = {}
    for one in applications:
        if kind := _waits(call, one):
            groups.setdefault((kind, one.in_charge, one.stage), []).append(one)
    for line in lines:
        for ranked in line.ranked:
            if kind := _waits_at_selection(ranked.state, ranked.refusal.code if ranked.refusal else ""):
                one = ranked.application
                groups.setdefault((kind, one.in_charge, one.stage), []).append(one)
    found = [
        Stuck(kind, _place_name(call, key), call.stages[stage].name, max(map(_days, group)), group)
        for (kind, key, stage), group in groups.items()
    ]
    return sorted(found, key=lambda one: (-one.days, one.place))


def _waits(call: Call, application: Application) -> str:
    if application.closed or application.number is None:
        return ""
    office = call.stages[application.stage].office
    if office == "applicant":
        return "returned"
    return "review" if call.offices[office].each else ""


def _waits_at_selection(state: str, code: str) -> str:
    if state == "taken":
        return ""
    return "unreceived" if code.startswith("need:received") else "unplaced" if state == "unplaced" else ""


def _days(application: Application) -> int:
    return (clock.today() - _last_day(application)).days


def _last_day(application: Application) -> date:
    steps = list(application.steps.all())
    return timezone.localdate(steps[-1].at if steps else application.changed_at)


def _place_name(call: Call, key: str) -> str:
    desk = next((one for one in call.offices.values() if one.each), None)
    return office_name(call, desk.id, key) if desk and key else ""


def _regions(call: Call, applications: Sequence[Application]) -> list[Region]:
    if not any(one.each for one in call.offices.values()):
        return []
    regions: dict[str, Region] = {}
    for one in applications:
        region = regions.setdefault(one.in_charge, Region(_place_name(call, one.in_charge)))
        region.counts[_where(call, one)] += 1
        region.latest = max(region.latest or date.min, _last_day(one))
    return sorted(regions.values(), key=lambda one: (-one.all, one.name))


def _where(call: Call, application: Application) -> str:
    """Sort an application into one of five words that a table over districts shows."""
    if application.closed:
        return "closed"
    office = call.stages[application.stage].office
    if office == "applicant":
        return "returned" if application.number else "draft"
    return "review" if call.offices[office].each else "arrived"
