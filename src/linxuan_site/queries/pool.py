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
from linxuan_site.models import Account, Application, Place, Placement
from linxuan_site.queries.calls import actor_of
from linxuan_site.queries.cases import case_of, read_beside, received_papers, surroundings_of
from linxuan_site.queries.counts import Counts, counts_of
from linxuan_site.queries.places import Taken

MOST_UNPLACED = 30
"""Of those without a place in the order a line names so many, who wait longest."""
A_FEW = 5
"""And the board so many, to say who is stuck."""


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
    received: Mapping[int, Collection[str]]
    """Which papers of the current revision came, by application."""
    _cases: dict[int, Case] = field(default_factory=dict)

    def case(self, application: Application) -> Case:
        """Return the snapshot of one; those of all are read when somebody asks for the first."""
        if not self._cases:
            self._read_cases()
        return self._cases[application.pk]

    def _read_cases(self) -> None:
        """Read what snapshots need beside the rows themselves, for all of them at once."""
        answers = Application.objects.filter(pk__in=[one.pk for one in self.applications])
        by_id, around = dict(answers.values_list("pk", "answers")), surroundings_of(self.applications)
        read_beside(self.applications)
        for one in self.applications:
            one.answers = by_id[one.pk]
            self._cases[one.pk] = case_of(one, around)

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
    def placements(self) -> Mapping[int, Placement]:
        """The newest rank or score of the office, which counts, by application."""
        rows = Placement.objects.filter(
            office=self.office, application__in=[one.pk for one in self.applications]
        )
        rows = rows.select_related("placed_by").only(
            "application", "rank", "score", "reason", "firm", "on_behalf_of_name", "placed_by__full_name"
        )
        return {one.application_id: one for one in rows.order_by("pk")}

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
    places = list(
        Place.objects.filter(call=call.id, released_by=None).values_list("quota", "key", "application")
    )
    holders, placed = _holders(places), Placement.objects.filter(office=_office(account))
    plain = [one for one in quotas if is_plain(one)]
    whole = {procedure for one in quotas if not is_plain(one) for procedure in one.concerns}
    ids = {besides or 0} | {pk for one in plain for pk in holders.get(one.id, ())}
    ids |= {pk for one in plain for pk in _waiting_longest(call, one, placed)[:most]}
    of_plain = [procedure for one in plain for procedure in one.concerns]
    in_order = placed.filter(application__call=call.id, application__procedure__in=of_plain)
    # Keys first: told by a condition on another table, the database would look through every application.
    ids |= set(in_order.values_list("application", flat=True))
    wanted = Q(pk__in=ids) | Q(procedure__in=whole) if whole else Q(pk__in=ids)
    rows = Application.objects.filter(wanted, call=call.id, procedure__in=call.tracks)
    rows = rows.select_related("organisation").order_by("-changed_at", "-pk")
    # Answers, steps and files are read with the snapshot of an application, by whoever asks for that.
    rows = rows.defer("answers", "touched")
    found = list(rows)
    return Pool(
        call,
        account,
        found,
        places,
        holders,
        counts_of(call.id),
        received_papers([one.pk for one in found]),
    )


def _waiting_longest(call: Call, quota: Quota, placed: QuerySet[Placement]) -> QuerySet[Application, int]:
    rows = _of(quota).filter(call=call.id, stage__in=call.actions[quota.at].from_stages)
    rows = rows.exclude(Exists(placed.filter(application=OuterRef("pk"))))
    return rows.order_by("changed_at", "pk").values_list("pk", flat=True)


def _of(quota: Quota) -> QuerySet[Application]:
    wanted = Q(pk__in=())
    for track in quota.concerns:
        categories = wanted_categories(quota, track)
        wanted |= Q(procedure=track, category__in=categories) if categories else Q(procedure=track)
    return Application.objects.filter(wanted)


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
