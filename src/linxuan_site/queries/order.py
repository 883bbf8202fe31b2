"""The order at every quota line of a call: who stands where, who is equal at the line, who holds a place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from linxuan.answers import display_answer
from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Quota
from linxuan.programme.ready import once_per_call
from linxuan.selection import Entry, Line, in_order, lines_of_quota
from linxuan.workflow import Case
from linxuan_site.models import Account, Application
from linxuan_site.queries.beside import Placed
from linxuan_site.queries.calls import definition_of, office_name
from linxuan_site.queries.dossiers import acts_with
from linxuan_site.queries.extensions import ByDeadline
from linxuan_site.queries.line_names import place_of_line
from linxuan_site.queries.pool import Pool, pool_of

PLACES = 40
"""So many places of an order a page shows."""


@dataclass(frozen=True)
class Ranked:
    """One application in an order: where it stands and what the line says of it."""

    application: Application
    placement: Placed | None
    state: str
    """`taken` holds a place; `nominated`, `tied`, `reserve` as the scores say; `unplaced` without a score."""
    in_charge: str
    place: int
    """Its place in the order, from 1, those without score and rank last."""
    number: int
    """The same, but equals at the line share one."""
    up: int
    """The place to which one step up leads; 0 where there is none."""
    down: int
    """The place to which one step down leads; 0 where there is none."""
    before_line: bool
    """The last one above the quota's line: it stands below those who are equal at it."""
    mode: str = ""
    """What it says of its mode; only where it is shown (`PartOfOrder`)."""
    refusal: Refused | None = None
    """Why it cannot take a place now; only where it is shown (`PartOfOrder`)."""


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


@dataclass(frozen=True)
class PartOfOrder:
    """The places of a line that a page shows, each with what stands against its taking a place."""

    line: QuotaLine
    rows: Sequence[Ranked]
    tied: Sequence[Ranked]
    """Those equal at the line, where it falls among the rows: they are decided together, wherever they stand."""
    later: ByDeadline
    """The later days of the call that hold for everybody."""

    @property
    def first(self) -> int:
        """The first place shown; 1 also of an order in which nobody stands."""
        return self.rows[0].place if self.rows else 1

    @property
    def last(self) -> int:
        """The last place shown."""
        return self.first + len(self.rows) - 1

    @property
    def before(self) -> int:
        """Where the places before begin; 0 if there are none."""
        return self.first - PLACES if self.first > PLACES else 0

    @property
    def after(self) -> int:
        """Where the places after begin; 0 if there are none."""
        return self.last + 1 if self.last < len(self.line.ranked) else 0

    @property
    def cut(self) -> int:
        """The last place above the quota's line, where it is not shown; 0 where it is, or nobody stands below."""
        place = next((one.place for one in self.line.ranked if one.before_line), 0)
        return 0 if self.first <= place <= self.last else place


def lines_of(pool: Pool) -> list[QuotaLine]:
    """Return the lines of every quota, in the order of the package."""
    return [line for quota in pool.call.quotas.values() for line in _lines(pool, quota)]


def lines_at(account: Account, call: Call, quota: Quota) -> list[QuotaLine]:
    """Return the lines of one quota."""
    return _lines(pool_of(account, call, [quota]), quota)


def part_of_order(account: Account, call: Call, quota: Quota, key: str, at: int) -> PartOfOrder | None:
    """Return the page of an order that has the place `at`, else the last one; None if there is no line.

    Of a quota that is counted apart it is the line of `key`, else the first.
    """
    pool = pool_of(account, call, [quota])
    lines = _lines(pool, quota)
    line = next((one for one in lines if one.key == key), lines[0] if lines else None)
    if line is None:
        return None
    first = first_beside(min(at, len(line.ranked)))
    rows = line.ranked[first - 1 : first - 1 + PLACES]
    tied = line.tied if any(one.before_line for one in rows) else []
    # Of all rows of a long order this would cost many times what putting them in order does.
    pool.read_cases([one.application for one in (*rows, *tied)])
    return PartOfOrder(
        line,
        [_looked_at(pool, quota, one) for one in rows],
        [_looked_at(pool, quota, one) for one in tied],
        pool.days.later.for_all,
    )


def first_beside(at: int) -> int:
    """Return the first of the places that are shown together with the place `at`."""
    return (max(at, 1) - 1) // PLACES * PLACES + 1


def _looked_at(pool: Pool, quota: Quota, one: Ranked) -> Ranked:
    """Return a row with what its answers say, and what stands against its taking a place."""
    return replace(
        one,
        mode=_mode(pool.call, pool.case(one.application)),
        refusal=None if one.state == "taken" else _refusal(pool, quota, one.application),
    )


def contested(call: Call, quota: Quota, application: Application, account: Account) -> bool:
    """Tell whether an application is one of several equals at the quota's line, by the office's scores."""
    pool = pool_of(account, call, [quota], besides=application.pk)
    return any(application.pk == one.application.pk for line in _lines(pool, quota) for one in line.tied)


def next_in_rank(account: Account, application: Application) -> list[tuple[QuotaLine, Ranked]]:
    """Return, for each line that an application left a place in, the line and who would move up.

    It only names them: taking the place is an act of its own, and a person's.
    """
    call = definition_of(application.published_call)
    left = set(application.places.exclude(released_by=None).values_list("quota", "key"))
    quotas = [quota for quota in call.quotas.values() if quota.id in {id for id, _key in left}]
    pool = pool_of(account, call, quotas, besides=application.pk)
    lines = [line for quota in quotas for line in _lines(pool, quota)]
    free = (line for line in lines if (line.quota.id, line.key) in left and line.left)
    waiting = (
        (line, [one for one in line.ranked if one.state not in ("taken", "unplaced")]) for line in free
    )
    return [(line, ranked[0]) for line, ranked in waiting if ranked]


def _lines(pool: Pool, quota: Quota) -> list[QuotaLine]:
    counted = pool.counted(quota)
    arrived = [one for one in counted if pool.has_arrived(quota, one)]
    entries = {one.pk: _entry(pool, quota, one) for one in arrived}
    lines = lines_of_quota(pool.call, quota, entries.values())
    return [_line(pool, line, counted, entries) for line in lines]


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


def _line(pool: Pool, line: Line, counted: Sequence[Application], entries: Mapping[int, Entry]) -> QuotaLine:
    quota = pool.call.quotas[line.quota]
    own = [one for one in counted if pool.key(quota, one) == line.key]
    arrived = [one for one in own if pool.has_arrived(quota, one)]
    taken = {one.pk for one in arrived} & set(pool.holders.get(quota.id, ()))
    states, left_to_equals = _states(line, {str(pk) for pk in taken})
    ranked = _ranked(pool, line, _in_order(arrived, entries), states)
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
        ranked=ranked,
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


def _ranked(pool: Pool, line: Line, order: Sequence[Application], states: Mapping[str, str]) -> list[Ranked]:
    """Number an order: equals at the line share a place, and the line is drawn below them."""
    stands = [states[str(one.pk)] for one in order]
    tied = [place for place, state in enumerate(stands, start=1) if state == "tied"]
    above = tied[-1] if tied else line.limit
    first = stands.count("taken") + 1
    last = sum(one.pk in pool.placements for one in order)
    offices = {key: _in_charge(pool.call, key) for key in {one.in_charge for one in order}}
    return [
        Ranked(
            application=one,
            placement=pool.placements.get(one.pk),
            state=state,
            in_charge=offices[one.in_charge],
            place=place,
            number=tied[0] if state == "tied" else place,
            up=place - 1 if first < place <= last else 0,
            down=place + 1 if first <= place < last else 0,
            before_line=place == above,
        )
        for place, (one, state) in enumerate(zip(order, stands, strict=True), start=1)
    ]


def _refusal(pool: Pool, quota: Quota, application: Application) -> Refused | None:
    """What stands against an application taking a place now; None also where nobody could take one."""
    possible = acts_with(pool.call, pool.case(application), pool.actor, pool.taken)
    return next((one.refusal for one in possible if one.action.id == quota.at), None)


def _in_charge(call: Call, key: str) -> str:
    desk = next((one for one in call.offices.values() if one.each), None)
    return office_name(call, desk.id, key) if desk and key else ""


def _mode(call: Call, case: Case) -> str:
    fields = [one for one in _mode_fields(call) if one in case.answers]
    return say("、").join(display_answer(call, case.procedure, one, case.answers[one]) for one in fields)


@once_per_call
def _mode_fields(call: Call) -> tuple[str, ...]:
    return tuple(one.id for one in call.fields.values() if one.kind == "mode")


def _category(call: Call, quota: Quota) -> str:
    pairs = (entry.partition("/") for entry in quota.categories)
    return say("、").join(
        call.tracks[track].categories.get(category, category) for track, _, category in pairs
    )
