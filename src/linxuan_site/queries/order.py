"""The order at every quota line of a call: who stands where, who is equal at the line, who holds a place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q

from linxuan.answers import display_answer
from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Quota
from linxuan.selection import Entry, Line, in_order, shortlist
from linxuan.workflow import Case, quota_key, quota_values, quotas_for
from linxuan_site.models import Account, Application, Place, Placement
from linxuan_site.queries.calls import definition_of, office_name
from linxuan_site.queries.cases import cases_of
from linxuan_site.queries.desk_rows import newest_placement
from linxuan_site.queries.dossiers import acts_with
from linxuan_site.queries.line_names import place_of_line
from linxuan_site.queries.places import Taken, all_places_taken


@dataclass(frozen=True)
class Ranked:
    """One application in an order: where it stands and what the line says of it."""

    application: Application
    placement: Placement | None
    state: str
    """`taken` holds a place; `nominated`, `tied`, `reserve` as the scores say; `unplaced` without a score."""
    in_charge: str
    mode: str
    number: int = 0
    """Its place in the order, from 1; equals at the line share one."""
    before_line: bool = False
    """The last one above the quota's line: it stands below those who are equal at it."""
    refusal: Refused | None = None
    """Why it cannot take a place now."""


@dataclass(frozen=True)
class QuotaLine:
    """One quota of the call with its figures; one that is counted apart has a line for each `key`."""

    quota: Quota
    key: str
    place: str
    """What people call the key: 金州区, a mode, a category."""
    limit: int
    procedure: str
    category: str
    begun: int
    filed: int
    arrived: int
    placed: int
    taken: int
    ranked: Sequence[Ranked]
    contested: int
    """How many places those equal at the line compete for."""

    @property
    def tied(self) -> Sequence[Ranked]:
        """Those equal at the line."""
        return [one for one in self.ranked if one.state == "tied"]

    @property
    def left(self) -> int:
        """How many places are free."""
        return max(0, self.limit - self.taken)

    @property
    def unplaced(self) -> int:
        """How many have neither score nor rank yet."""
        return self.arrived - self.placed


@dataclass(frozen=True)
class Pool:
    """All applications to the tracks of a call, with what was read once for all of them."""

    call: Call
    account: Account
    applications: Sequence[Application]
    cases: Mapping[int, Case]
    taken: Taken
    holders: Mapping[str, Collection[int]]
    """Who holds a place, by quota."""

    @property
    def office(self) -> str:
        """The office whose order it is."""
        return self.account.office.kind if self.account.office else ""

    def counted(self, quota: Quota) -> list[Application]:
        """Return those that a quota counts."""
        action = self.call.actions[quota.at]
        own = [one for one in self.applications if one.procedure in quota.concerns]
        return [one for one in own if quota in quotas_for(self.call, self.cases[one.pk], action)]

    def has_arrived(self, quota: Quota, application: Application) -> bool:
        """Tell whether an application is where places are taken, or holds one."""
        at_selection = application.stage in self.call.actions[quota.at].from_stages
        return at_selection or application.pk in self.holders.get(quota.id, ())


def pool_of(account: Account, call: Call, applications: Sequence[Application]) -> Pool:
    """Return the applications to the tracks of a call, in as many reads for many as for one."""
    tracks = [one for one in applications if one.procedure in call.tracks]
    return Pool(call, account, tracks, cases_of(tracks), all_places_taken(call.id), _holders(call.id))


def lines_of(pool: Pool) -> list[QuotaLine]:
    """Return the lines of every quota, in the order of the package."""
    return [line for quota in pool.call.quotas.values() for line in _lines(pool, quota)]


def contested(call: Call, quota: Quota, application: Application, account: Account) -> bool:
    """Tell whether an application is one of several equals at the quota's line, by the office's scores."""
    rows = Application.objects.filter(call=call.id, procedure__in=quota.concerns, closed=False)
    rows = rows.select_related("published_call", "organisation").defer("published_call__files")
    pool = pool_of(account, call, list(rows.prefetch_related("steps", "attachments", "placements")))
    return any(application.pk == one.application.pk for line in _lines(pool, quota) for one in line.tied)


def next_in_rank(account: Account, application: Application) -> list[tuple[QuotaLine, Ranked]]:
    """Return, for each line that an application left a place in, the line and who would move up.

    It only names them: taking the place is an act of its own, and a person's.
    """
    call = definition_of(application.published_call)
    rows = Application.objects.filter(call=application.call, procedure__in=call.tracks)
    rows = rows.filter(Q(closed=False) | Q(pk=application.pk))
    rows = rows.select_related("published_call", "organisation").defer("published_call__files")
    pool = pool_of(account, call, list(rows.prefetch_related("steps", "attachments", "placements")))
    left = set(application.places.exclude(released_by=None).values_list("quota", "key"))
    lines = [line for line in lines_of(pool) if (line.quota.id, line.key) in left and line.left]
    waiting = (
        (line, [one for one in line.ranked if one.state not in ("taken", "unplaced")]) for line in lines
    )
    return [(line, ranked[0]) for line, ranked in waiting if ranked]


def _holders(call: str) -> dict[str, set[int]]:
    holders: dict[str, set[int]] = {}
    places = Place.objects.filter(call=call, released_by=None)
    for quota, application in places.values_list("quota", "application"):
        holders.setdefault(quota, set()).add(application)
    return holders


def _lines(pool: Pool, quota: Quota) -> list[QuotaLine]:
    counted = pool.counted(quota)
    arrived = [one for one in counted if pool.has_arrived(quota, one)]
    entries = [_entry(pool, quota, one) for one in arrived]
    lines = [line for line in shortlist(pool.call, entries, quota.at) if line.quota == quota.id]
    return [_line(pool, quota, line, counted) for line in lines]


def _entry(pool: Pool, quota: Quota, application: Application) -> Entry:
    placed = newest_placement(application, pool.office)
    return Entry(
        str(application.pk),
        application.procedure,
        application.category,
        score=placed.score if placed else None,
        rank=placed.rank if placed else None,
        keys=quota_values(pool.call, quota, pool.cases[application.pk]),
    )


def _line(pool: Pool, quota: Quota, line: Line, counted: Sequence[Application]) -> QuotaLine:
    own = [one for one in counted if quota_key(pool.call, quota, pool.cases[one.pk]) == line.key]
    arrived = [one for one in own if pool.has_arrived(quota, one)]
    taken = {one.pk for one in arrived} & set(pool.holders.get(quota.id, ()))
    states, left_to_equals = _states(line, {str(pk) for pk in taken})
    ranked = [_ranked(pool, quota, one, states[str(one.pk)]) for one in _in_order(pool, quota, arrived)]
    return QuotaLine(
        quota=quota,
        key=line.key,
        place=place_of_line(pool.call, quota, line.key),
        limit=line.limit,
        procedure=say("、").join(lookup.procedure(pool.call, one).name for one in quota.concerns),
        category=_category(pool.call, quota),
        begun=sum(not one.closed for one in own),
        filed=sum(one.number is not None and not one.closed for one in own),
        arrived=len(arrived),
        placed=sum(one.placement is not None for one in ranked),
        taken=len(taken),
        ranked=_numbered(ranked, line.limit),
        contested=left_to_equals,
    )


def _states(line: Line, taken: set[str]) -> tuple[dict[str, str], int]:
    """Return what the line says of each, and how many places those still equal at it compete for.

    A place that was taken is taken: whoever else is equal competes for the rest, if there is a rest.
    """
    states = {
        **dict.fromkeys(line.nominated, "nominated"),
        **dict.fromkeys(line.reserve, "reserve"),
        **dict.fromkeys(line.unplaced, "unplaced"),
    }
    equals = [one for one in line.tied if one not in taken]
    rest = line.limit - len({*line.nominated, *taken})
    word = "reserve" if rest <= 0 else "nominated" if len(equals) <= rest else "tied"
    states |= dict.fromkeys(equals, word) | dict.fromkeys(taken, "taken")
    return states, rest if word == "tied" and equals else 0


def _in_order(pool: Pool, quota: Quota, arrived: Sequence[Application]) -> list[Application]:
    """The placed in their order; those without score and rank last."""
    by_id = {str(one.pk): one for one in arrived}
    placed = [by_id.pop(one.id) for one in in_order([_entry(pool, quota, one) for one in arrived])]
    return [*placed, *by_id.values()]


def _ranked(pool: Pool, quota: Quota, application: Application, state: str) -> Ranked:
    call, case = pool.call, pool.cases[application.pk]
    desk = next((one for one in call.offices.values() if one.each), None)
    acts = () if state == "taken" else acts_with(call, case, pool.account, pool.taken)
    return Ranked(
        application=application,
        placement=newest_placement(application, pool.office),
        state=state,
        in_charge=office_name(call, desk.id, case.recommender) if desk and case.recommender else "",
        mode=_mode(call, case),
        refusal=next((one.refusal for one in acts if one.action.id == quota.at), None),
    )


def _mode(call: Call, case: Case) -> str:
    fields = [one for one in call.fields.values() if one.kind == "mode" and one.id in case.answers]
    return say("、").join(
        display_answer(call, case.procedure, one.id, case.answers[one.id]) for one in fields
    )


def _numbered(ordered: Sequence[Ranked], limit: int) -> list[Ranked]:
    """Number an order: equals at the line share a place, and the line is drawn below them."""
    tied = [place for place, one in enumerate(ordered, start=1) if one.state == "tied"]
    above = tied[-1] if tied else limit
    return [
        replace(one, number=tied[0] if one.state == "tied" else place, before_line=place == above)
        for place, one in enumerate(ordered, start=1)
    ]


def _category(call: Call, quota: Quota) -> str:
    pairs = (entry.partition("/") for entry in quota.categories)
    return say("、").join(
        call.tracks[track].categories.get(category, category) for track, _, category in pairs
    )
