"""The applications that an order has to look at: who was placed, who holds a place, and who waits longest.

Whoever else has arrived only counts, and the kept counts know how many they are. Where a quota asks for
answers (it is counted apart by one, or not for everybody), all that it may concern are looked at.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from linxuan.programme.definition import Call, Quota
from linxuan.quotas import wanted_categories
from linxuan.rules.terms import Value
from linxuan.workflow import Actor, Case, quota_key, quota_values, quotas_for
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Application, Placement
from linxuan_site.queries.beside import Placed, placed_of, read_beside
from linxuan_site.queries.calls import actor_of
from linxuan_site.queries.cases import DaysOfCall, as_text, case_of, received_papers, surroundings_of
from linxuan_site.queries.counts import Counts, counts_of
from linxuan_site.queries.places import Taken, places_held

MOST_UNPLACED = 30
"""Of those without a place in the order a line names so many, who wait longest."""
A_FEW = 5
"""And the board so many, to say who is stuck."""
OUTLINE = (
    *("published_call", "call", "procedure", "track", "category", "item", "stage", "closed", "in_charge"),
    *("offices", "number", "filed_on", "changed_at", "organisation__identifier", "organisation__name"),
)
"""What an order, and the snapshots that it makes, look at of an application beside its answers."""


@dataclass(frozen=True)
class Pool:
    """Applications to the tracks of a call, with what was read once for all of them."""

    call: Call
    account: Account
    applications: Sequence[Application]
    places: Sequence[tuple[str, str, int]]
    """Who holds a place: quota, the value that it is counted apart by, application."""
    holders: Mapping[str, Collection[int]]
    """The same by quota."""
    counts: Counts
    _cases: dict[int, Case] = field(default_factory=dict)

    def case(self, application: Application) -> Case:
        """Return the snapshot of one; if nobody read it yet, those of all are read."""
        if application.pk not in self._cases:
            self.read_cases(self.applications)
        return self._cases[application.pk]

    def read_cases(self, applications: Sequence[Application]) -> None:
        """Read the snapshots of some of the applications, with what they need beside the rows, at once."""
        missing = [one for one in applications if one.pk not in self._cases]
        if not missing:
            return
        around, said = surroundings_of(missing, self.days), dict(_answers_said([one.pk for one in missing]))
        read_beside(missing, placements=self._placements)
        for one in missing:
            one.answers_said = said[one.pk]  # type: ignore[attr-defined]
            self._cases[one.pk] = case_of(one, around)

    @cached_property
    def _received(self) -> Mapping[int, Collection[str]]:
        return received_papers(self.applications)

    def lacks_paper(self, quota: Quota, application: Application) -> bool:
        """Tell whether a paper that has to be there before a place is taken has not been received."""
        needs = (need.partition(":") for need in self.call.actions[quota.at].needs)
        wanted = {paper for word, _, paper in needs if word == "received"}
        return bool(wanted) and not wanted.issubset(self._received.get(application.pk, ()))

    @cached_property
    def days(self) -> DaysOfCall:
        """The days of the call that offices set."""
        return DaysOfCall(self.call.id)

    @cached_property
    def actor(self) -> Actor:
        """The account as the workflow knows it."""
        return actor_of(self.account)

    @cached_property
    def taken(self) -> Taken:
        """How many places are taken."""
        return Taken((quota, key) for quota, key, _application in self.places)

    @cached_property
    def office(self) -> str:
        """The office whose order it is."""
        return _office(self.account)

    @cached_property
    def placements(self) -> Mapping[int, Placed]:
        """The newest rank or score of the office, which counts, by application."""
        return {one.application_id: one for one in self._placements if one.office == self.office}

    @cached_property
    def _placements(self) -> Sequence[Placed]:
        """The ranks and scores of all offices, oldest first."""
        return placed_of([one.pk for one in self.applications])

    def counted(self, quota: Quota) -> list[Application]:
        """Return those looked at that a quota counts."""
        own = [one for one in self.applications if one.procedure in quota.concerns]
        if is_plain(quota):
            return [one for one in own if _is_for(quota, one.procedure, one.category)]
        action = self.call.actions[quota.at]
        return [one for one in own if quota in quotas_for(self.call, self.case(one), action)]

    def key(self, quota: Quota, application: Application) -> str:
        """Return the value that a quota is counted apart by for one of those that it counts."""
        return quota_key(self.call, quota, self.case(application)) if quota.per else ""

    def values(self, quota: Quota, application: Application) -> dict[str, Value | None]:
        """Return what the quota counts one by; nothing where track and category say all."""
        return (
            {}
            if is_plain(quota) and not quota.limits
            else quota_values(self.call, quota, self.case(application))
        )

    def has_arrived(self, quota: Quota, application: Application) -> bool:
        """Tell whether an application is where places are taken, or holds one."""
        at_selection = application.stage in self.call.actions[quota.at].from_stages
        return at_selection or application.pk in self.holders.get(quota.id, ())

    def figures(self, quota: Quota, own: Sequence[Application]) -> tuple[int, int, int]:
        """Return how many begun, were filed and have arrived; `own` are those of the line looked at."""
        arrived = [one for one in own if self.has_arrived(quota, one)]
        if not is_plain(quota):
            running = [one for one in own if not one.closed]
            return len(running), sum(one.number is not None for one in running), len(arrived)
        stages = self.call.actions[quota.at].from_stages
        every, at_selection = _kinds(self.counts, quota, None), _kinds(self.counts, quota, stages)
        beyond = sum(one.stage not in stages for one in arrived)
        return every.total(closed=False), every.total(closed=False, filed=True), at_selection.total() + beyond


def is_plain(quota: Quota) -> bool:
    """Tell whether track and category alone say whom a quota counts."""
    return not (quota.per or quota.when or quota.not_counted)


def pool_of(
    account: Account,
    call: Call,
    quotas: Collection[Quota],
    *,
    besides: int | None = None,
    most: int = MOST_UNPLACED,
) -> Pool:
    """Return what the order at some quotas of a call looks at.

    `besides` is one application more, `most` how many a line names of those who wait.
    """
    places = places_held(call.id)
    holders = _holders(places)
    plain = [one for one in quotas if is_plain(one)]
    whole = {procedure for one in quotas if not is_plain(one) for procedure in one.concerns}
    ids = {besides or 0} | {pk for one in plain for pk in holders.get(one.id, ())}
    # Keys first: told by a condition on another table, the database would look through every application.
    ids |= _looked_at(call, plain, _office(account), most)
    rows = _applications(call.id, list(call.tracks), ids, whole)
    return Pool(call, account, rows, places, holders, counts_of(call.id))


@kept_read
def _applications(
    call: str, tracks: Collection[str], ids: Collection[int], whole: Collection[str]
) -> "QuerySet[Application]":
    rows = Application.objects.filter(Q(pk__in=ids) | Q(procedure__in=whole), call=call, procedure__in=tracks)
    # Answers, steps and files are read with the snapshots, by whoever asks for those.
    return rows.select_related("organisation").only(*OUTLINE).order_by("-changed_at", "-pk")


@kept_read
def _answers_said(applications: Collection[int]) -> "QuerySet[Application, tuple[int, str]]":
    rows = Application.objects.filter(pk__in=applications)
    return rows.annotate(answers_said=as_text()).values_list("pk", "answers_said")


@dataclass(frozen=True)
class _Line:
    """What narrows applications to those whom a plain quota counts, and who wait for its places."""

    wanted: tuple[tuple[str, tuple[str, ...]], ...]
    """Tracks, each with its categories; none for all of them."""
    stages: tuple[str, ...]


def _looked_at(call: Call, quotas: Sequence[Quota], office: str, most: int) -> set[int]:
    """Return the keys of those in the order of some plain quotas and, of each, of those who wait longest; in one read."""
    of_quotas = [procedure for one in quotas for procedure in one.concerns]
    lines = tuple(_line_of(call, one) for one in quotas)
    return {pk for (pk,) in _in_order_or_waiting(call.id, office, of_quotas, lines=lines, most=most)}


def _line_of(call: Call, quota: Quota) -> _Line:
    wanted = tuple((track, tuple(wanted_categories(quota, track))) for track in quota.concerns)
    return _Line(wanted, tuple(call.actions[quota.at].from_stages))


@kept_read
def _in_order_or_waiting(
    call: str, office: str, procedures: Collection[str], *, lines: tuple[_Line, ...], most: int
) -> "QuerySet[Placement, tuple[int]]":
    placed = Placement.objects.filter(office=office)
    in_order = placed.filter(application__call=call, application__procedure__in=procedures)
    waiting = [
        # SQLite takes a part of a union only without an order of its own.
        Application.objects.filter(pk__in=_waiting_longest(call, one, placed)[:most]).values_list("pk")
        for one in lines
    ]
    return in_order.values_list("application").order_by().union(*waiting, all=True)


def _waiting_longest(call: str, line: _Line, placed: QuerySet[Placement]) -> QuerySet[Application, int]:
    wanted = Q(pk__in=())
    for track, categories in line.wanted:
        wanted |= Q(procedure=track, category__in=categories) if categories else Q(procedure=track)
    rows = Application.objects.filter(wanted, call=call, stage__in=line.stages)
    rows = rows.exclude(Exists(placed.filter(application=OuterRef("pk"))))
    return rows.order_by("changed_at", "pk").values_list("pk", flat=True)


def _kinds(counts: Counts, quota: Quota, stages: Collection[str] | None) -> Counts:
    return Counts(
        [
            one
            for one in counts.kinds
            if _is_for(quota, one.procedure, one.category) and (stages is None or one.stage in stages)
        ]
    )


def _is_for(quota: Quota, procedure: str, category: str) -> bool:
    wanted = wanted_categories(quota, procedure)
    return procedure in quota.concerns and (not wanted or category in wanted)


def _office(account: Account) -> str:
    return account.office.kind if account.office else ""


def _holders(places: Sequence[tuple[str, str, int]]) -> dict[str, set[int]]:
    holders: dict[str, set[int]] = {}
    for quota, _key, application in places:
        holders.setdefault(quota, set()).add(application)
    return holders
