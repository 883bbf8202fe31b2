"""The selecting office's board: every quota line with what stands in it, and the districts side by side."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Quota
from linxuan.selection import Entry, Line, shortlist
from linxuan.workflow import quotas_for
from linxuan_site.models import Account, Application, Place, Placement, Publicity
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.cases import case_of
from linxuan_site.queries.desk import newest_placement
from linxuan_site.queries.dossiers import applications_for


@dataclass(frozen=True)
class Ranked:
    """One application in an order: where it stands and what the line says of it."""

    application: Application
    placement: Placement | None
    state: str
    """`taken` holds a place; `nominated`, `tied`, `reserve` as the scores say; `unplaced` without a score."""
    in_charge: str
    number: int
    """Its place in the order, from 1; equals at the line share one."""
    before_line: bool = False
    """The last one above the quota's line: it stands below those who are equal at it."""


@dataclass(frozen=True)
class QuotaLine:
    """One quota of the call with its figures."""

    quota: Quota
    procedure: str
    category: str
    begun: int
    filed: int
    arrived: int
    placed: int
    taken: int
    tied: int
    contested: int
    """How many places those equal at the line compete for."""
    ranked: Sequence[Ranked]

    @property
    def left(self) -> int:
        """How many places are free."""
        return max(0, (self.quota.limit or 0) - self.taken)


@dataclass(frozen=True)
class Region:
    """The applications of one district by where they are."""

    name: str
    counts: Counter[str]

    @property
    def all(self) -> int:
        """How many there are altogether."""
        return self.counts.total()


@dataclass(frozen=True)
class Board:
    """The whole board of one call."""

    call: Call
    lines: Sequence[QuotaLine]
    regions: Sequence[Region]
    publicities: Sequence[Publicity]


def board_of(account: Account, call: Call) -> Board:
    """Return the board of a call for an account of the selecting office."""
    applications = [one for one in applications_for(account, call.id) if one.procedure in call.tracks]
    office = account.office.kind if account.office else ""
    lines = [_line(call, quota, applications, office) for quota in call.quotas.values()]
    return Board(call, lines, _regions(call, applications), tuple(publicities_of(call.id)))


def publicities_of(call: str) -> list[Publicity]:
    """Return the publicities of a call, newest first, with their entries."""
    rows = Publicity.objects.filter(call=call).prefetch_related("entries__application__organisation")
    return list(rows.order_by("-pk"))


def contested(call: Call, quota: Quota, application: Application, office: str) -> bool:
    """Tell whether an application is one of several equals at the quota's line, by the office's scores."""
    rows = Application.objects.filter(call=call.id, procedure__in=quota.concerns, closed=False)
    rows = rows.select_related("published_call", "organisation").defer("published_call__files")
    taken = _holders(call, quota)
    own = [one for one in rows if _counts(call, quota, one)]
    line = _drawn(
        call, quota, [one for one in own if _at_selection(call, quota, one) or one.pk in taken], office
    )
    return line is not None and str(application.pk) in line.tied


def _holders(call: Call, quota: Quota) -> set[int]:
    places = Place.objects.filter(call=call.id, quota=quota.id, released_by=None)
    return set(places.values_list("application", flat=True))


def _line(call: Call, quota: Quota, applications: Sequence[Application], office: str) -> QuotaLine:
    own = [one for one in applications if _counts(call, quota, one)]
    taken = _holders(call, quota)
    arrived = [one for one in own if _at_selection(call, quota, one) or one.pk in taken]
    line = _drawn(call, quota, arrived, office)
    ranked = _numbered(
        quota, sorted((_ranked(call, one, office, taken, line) for one in arrived), key=_order)
    )
    return QuotaLine(
        quota=quota,
        procedure="、".join(lookup.procedure(call, one).name for one in quota.concerns),
        category=_category(call, quota),
        begun=sum(not one.closed for one in own),
        filed=sum(one.number is not None and not one.closed for one in own),
        arrived=len(arrived),
        placed=sum(one.placement is not None for one in ranked),
        taken=len(taken),
        tied=len(line.tied) if line else 0,
        contested=max(0, line.limit - len(line.nominated)) if line and line.tied else 0,
        ranked=ranked,
    )


def _counts(call: Call, quota: Quota, application: Application) -> bool:
    if application.procedure not in quota.concerns:
        return False
    action = call.actions[quota.at]
    return quota in quotas_for(call, case_of(application), action)


def _at_selection(call: Call, quota: Quota, application: Application) -> bool:
    return application.stage in call.actions[quota.at].from_stages


def _drawn(call: Call, quota: Quota, arrived: Sequence[Application], office: str) -> Line | None:
    entries = [
        Entry(str(one.pk), one.procedure, one.category, score=placed.score, rank=placed.rank)
        for one in arrived
        if (placed := newest_placement(one, office)) is not None
    ]
    return next((line for line in shortlist(call, entries) if line.quota == quota.id), None)


def _ranked(call: Call, application: Application, office: str, taken: set[int], line: Line | None) -> Ranked:
    key = str(application.pk)
    placement = newest_placement(application, office)
    if application.pk in taken:
        state = "taken"
    elif placement is None or line is None:
        state = "unplaced"
    else:
        state = "nominated" if key in line.nominated else "tied" if key in line.tied else "reserve"
    return Ranked(application, placement, state, _place_name(call, application), number=0)


def _numbered(quota: Quota, ordered: Sequence[Ranked]) -> list[Ranked]:
    """Number an order: equals at the line share a place, and the line is drawn below them."""
    first_tied = next((n for n, one in enumerate(ordered, start=1) if one.state == "tied"), 0)
    above = max(
        (n for n, one in enumerate(ordered, start=1) if one.state == "tied"), default=quota.limit or 0
    )
    return [
        replace(one, number=first_tied if one.state == "tied" else place, before_line=place == above)
        for place, one in enumerate(ordered, start=1)
    ]


def _place_name(call: Call, application: Application) -> str:
    desk = next((one for one in call.offices.values() if one.each), None)
    return office_name(call, desk.id, application.in_charge) if desk and application.in_charge else ""


def _order(one: Ranked) -> tuple[bool, bool, int, float, int]:
    """Those with a rank first, then by score from high to low; those without either last."""
    placed = one.placement
    rank = placed.rank if placed and placed.rank else 0
    score = float(placed.score) if placed and placed.score is not None else 0.0
    return (
        placed is None,
        one.state != "taken" and not rank and not score,
        0 if score else rank,
        -score,
        rank,
    )


def _category(call: Call, quota: Quota) -> str:
    names = []
    for entry in quota.categories:
        track, _slash, category = entry.partition("/")
        names.append(call.tracks[track].categories.get(category, category))
    return "、".join(names)


def _regions(call: Call, applications: Sequence[Application]) -> list[Region]:
    desk = next((one for one in call.offices.values() if one.each), None)
    if desk is None:
        return []
    counts: dict[str, Counter[str]] = {}
    for one in applications:
        counts.setdefault(one.in_charge, Counter())[_where(call, one)] += 1
    named = [(office_name(call, desk.id, key) if key else "", count) for key, count in counts.items()]
    return [
        Region(name, count) for name, count in sorted(named, key=lambda pair: (-pair[1].total(), pair[0]))
    ]


def _where(call: Call, application: Application) -> str:
    """Sort an application into one of five words that a table over districts shows."""
    if application.closed:
        return "closed"
    office = call.stages[application.stage].office
    if office == "applicant":
        return "returned" if application.number else "draft"
    return "review" if call.offices[office].each else "arrived"
