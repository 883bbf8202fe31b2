"""The order at every quota line of a call: who stands where, who is equal at the line, who holds a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from linxuan.answers import display_answer
from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Quota
from linxuan.selection import Entry, Line, in_order, lines_of_quota
from linxuan.workflow import Case, Possibility
from linxuan_site.models import Account, Application
from linxuan_site.queries.beside import Placed
from linxuan_site.queries.calls import definition_of, office_name
from linxuan_site.queries.dossiers import acts_with
from linxuan_site.queries.line_names import place_of_line
from linxuan_site.queries.pool import Pool, pool_of


@dataclass(frozen=True)
class Ranked:
    """One application in an order: where it stands and what the line says of it."""

    application: Application
    placement: Placed | None
    state: str
    """`taken` holds a place; `nominated`, `tied`, `reserve` as the scores say; `unplaced` without a score."""
    unreceived: bool
    """Whether a paper that has to be there before has not been received."""
    in_charge: str
    mode: str
    number: int = 0
    """Its place in the order, from 1; equals at the line share one."""
    up: int = 0
    """The place to which one step up leads; 0 where there is none."""
    down: int = 0
    """The place to which one step down leads; 0 where there is none."""
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
    def unnamed(self) -> int:
        """How many have arrived and are not named in the order: they wait less long than those who are."""
        return self.arrived - len(self.ranked)

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


def lines_of(pool: Pool, *, acts: bool = False) -> list[QuotaLine]:
    """Return the lines of every quota, in the order of the package; with `acts` what stands against each."""
    return [line for quota in pool.call.quotas.values() for line in _lines(pool, quota, acts=acts)]


def lines_at(account: Account, call: Call, quota: Quota) -> list[QuotaLine]:
    """Return the lines of one quota, with what stands against each application."""
    return _lines(pool_of(account, call, [quota], snapshots=True), quota, acts=True)


def contested(call: Call, quota: Quota, application: Application, account: Account) -> bool:
    """Tell whether an application is one of several equals at the quota's line, by the office's scores."""
    pool = pool_of(account, call, [quota], besides=application.pk)
    return any(
        application.pk == one.application.pk for line in _lines(pool, quota, acts=False) for one in line.tied
    )


def next_in_rank(account: Account, application: Application) -> list[tuple[QuotaLine, Ranked]]:
    """Return, for each line that an application left a place in, the line and who would move up.

    It only names them: taking the place is an act of its own, and a person's.
    """
    call = definition_of(application.published_call)
    left = set(application.places.exclude(released_by=None).values_list("quota", "key"))
    quotas = [quota for quota in call.quotas.values() if quota.id in {id for id, _key in left}]
    pool = pool_of(account, call, quotas, besides=application.pk, snapshots=True)
    lines = [line for quota in quotas for line in _lines(pool, quota, acts=True)]
    free = (line for line in lines if (line.quota.id, line.key) in left and line.left)
    waiting = (
        (line, [one for one in line.ranked if one.state not in ("taken", "unplaced")]) for line in free
    )
    return [(line, ranked[0]) for line, ranked in waiting if ranked]


def _lines(pool: Pool, quota: Quota, *, acts: bool) -> list[QuotaLine]:
    counted = pool.counted(quota)
    arrived = [one for one in counted if pool.has_arrived(quota, one)]
    entries = {one.pk: _entry(pool, quota, one) for one in arrived}
    lines = lines_of_quota(pool.call, quota, entries.values())
    return [_line(pool, line, counted, entries, acts=acts) for line in lines]


def _entry(pool: Pool, quota: Quota, application: Application) -> Entry:
    placed = pool.placements.get(application.pk)
    return Entry(
        str(application.pk),
        application.procedure,
        application.category,
        score=placed.score if placed else None,
        rank=placed.rank if placed else None,
        keys=pool.values(quota, application),
    )


def _line(
    pool: Pool, line: Line, counted: Sequence[Application], entries: Mapping[int, Entry], *, acts: bool
) -> QuotaLine:
    quota = pool.call.quotas[line.quota]
    own = [one for one in counted if pool.key(quota, one) == line.key]
    arrived = [one for one in own if pool.has_arrived(quota, one)]
    taken = {one.pk for one in arrived} & set(pool.holders.get(quota.id, ()))
    states, left_to_equals = _states(line, {str(pk) for pk in taken})
    order = _in_order(arrived, entries)
    ranked = [_ranked(pool, quota, one, states[str(one.pk)], acts=acts) for one in order]
    begun, filed, all_arrived = pool.figures(quota, own)
    return QuotaLine(
        quota=quota,
        key=line.key,
        place=place_of_line(pool.call, quota, line.key),
        limit=line.limit,
        procedure=say("、").join(lookup.procedure(pool.call, one).name for one in quota.concerns),
        category=_category(pool.call, quota),
        begun=begun,
        filed=filed,
        arrived=all_arrived,
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


def _in_order(arrived: Sequence[Application], entries: Mapping[int, Entry]) -> list[Application]:
    """The placed in their order; those without score and rank last."""
    by_id = {str(one.pk): one for one in arrived}
    placed = [by_id.pop(one.id) for one in in_order([entries[one.pk] for one in arrived])]
    return [*placed, *by_id.values()]


def _ranked(pool: Pool, quota: Quota, application: Application, state: str, *, acts: bool) -> Ranked:
    possible = _possible(pool, application) if acts and state != "taken" else ()
    return Ranked(
        application=application,
        placement=pool.placements.get(application.pk),
        state=state,
        unreceived=_unreceived(pool, quota, application),
        in_charge=_in_charge(pool.call, application.in_charge),
        mode=_mode(pool.call, pool.case(application)) if acts else "",
        refusal=next((one.refusal for one in possible if one.action.id == quota.at), None),
    )


def _possible(pool: Pool, application: Application) -> tuple[Possibility, ...]:
    return acts_with(pool.call, pool.case(application), pool.actor, pool.taken)


def _in_charge(call: Call, key: str) -> str:
    desk = next((one for one in call.offices.values() if one.each), None)
    return office_name(call, desk.id, key) if desk and key else ""


def _papers_wanted(call: Call, quota: Quota) -> set[str]:
    """The papers that must have been received before a place is taken."""
    needs = (need.partition(":") for need in call.actions[quota.at].needs)
    return {paper for word, _, paper in needs if word == "received"}


def _unreceived(pool: Pool, quota: Quota, application: Application) -> bool:
    wanted = _papers_wanted(pool.call, quota)
    return bool(wanted) and not wanted.issubset(pool.received(application))


def _mode(call: Call, case: Case) -> str:
    fields = [one for one in call.fields.values() if one.kind == "mode" and one.id in case.answers]
    return say("、").join(
        display_answer(call, case.procedure, one.id, case.answers[one.id]) for one in fields
    )


def _numbered(ordered: Sequence[Ranked], limit: int) -> list[Ranked]:
    """Number an order: equals at the line share a place, and the line is drawn below them."""
    tied = [place for place, one in enumerate(ordered, start=1) if one.state == "tied"]
    above = tied[-1] if tied else limit
    first = sum(one.state == "taken" for one in ordered) + 1
    last = sum(one.placement is not None for one in ordered)
    return [
        replace(
            one,
            number=tied[0] if one.state == "tied" else place,
            before_line=place == above,
            up=place - 1 if first < place <= last else 0,
            down=place + 1 if first <= place < last else 0,
        )
        for place, one in enumerate(ordered, start=1)
    ]


def _category(call: Call, quota: Quota) -> str:
    pairs = (entry.partition("/") for entry in quota.categories)
    return say("、").join(
        call.tracks[track].categories.get(category, category) for track, _, category in pairs
    )
