"""One line of a list of applications: where it stands, what may be done, by when."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet
from django.utils import timezone

from linxuan.checking import Check, check
from linxuan.completeness import incomplete
from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.workflow import APPLICANT, Actor, Case, Possibility, due
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Application, Help, Placement, Submission
from linxuan_site.permissions import keys_of
from linxuan_site.queries.beside import beside, read_beside
from linxuan_site.queries.calls import actor_of, definition_for
from linxuan_site.queries.cases import DaysOfCall, cases_of
from linxuan_site.queries.dossiers import acts_with, follows
from linxuan_site.queries.places import Taken, all_places_taken
from linxuan_site.queries.scans import open_doubts


@dataclass(frozen=True)
class DeskRow:
    """One application on a desk, with what a list shows of it."""

    application: Application
    call: Call
    procedure: str
    category: str
    stage: str
    placement: Placement | None
    """The newest one of the office, where it may do something."""
    submissions: int
    """How often it was submitted."""
    acts: tuple[Possibility, ...] = ()
    """What the office may do with it now."""
    check: Check | None = None
    """The conditions, for those at a stage of the office."""
    due: date | None = None
    """The day by which the office has to act, or the applicant to submit; None if nothing binds it."""
    missing: int | None = None
    """How many places of a draft are still open; None of what does not lie with its applicant."""
    helped: bool = False
    """Whether the office was asked to help to fill it in, or does."""
    doubts: int = 0
    """How many doubts about its sealed scan nobody has decided, for those at a stage of the office."""

    @property
    def since(self) -> date:
        """The business day of the last step or change."""
        return timezone.localdate(self.application.changed_at)


def rows_of(account: Account, days: DaysOfCall, applications: Sequence[Application]) -> list[DeskRow]:
    """Return the lines of applications of a call, whose `days` they are, in as many reads for many as for one.

    Only where the office may act are steps, files and answers looked at; of the others a line says
    where they stand.
    """
    calls = {one.published_call_id: definition_for(one) for one in applications}
    kinds = {kind for each in calls.values() for kind in kinds_recorded_by(each, account)}
    concerning = [one for one in applications if _concerns(calls[one.published_call_id], one, kinds)]
    drafts = [one for one in applications if _with_applicant(calls[one.published_call_id], one)]
    looked_at = list({one.pk: one for one in (*concerning, *drafts)}.values())
    read_beside(looked_at)
    revisions = _revisions(applications)
    around = _Around(
        account,
        actor_of(account) if concerning else None,
        kinds,
        cases_of(looked_at, days),
        all_places_taken(days.call) if concerning else Taken(),
        frozenset(one.pk for one in concerning),
        _helped_by(account, drafts),
        open_doubts(concerning, revisions) if concerning else {},
    )
    return [_row(around, calls[one.published_call_id], one, revisions[one.pk]) for one in applications]


def _concerns(call: Call, application: Application, kinds: set[str]) -> bool:
    """Whether an application stands where an office may do something."""
    if call.stages[application.stage].office in kinds:
        return True
    possible = lookup.actions_from(call, application.procedure, application.stage)
    return any(kinds & {*action.by, *action.jointly} for action in possible)


def _with_applicant(call: Call, application: Application) -> bool:
    return not application.closed and call.stages[application.stage].office == APPLICANT


def _helped_by(account: Account, drafts: Sequence[Application]) -> frozenset[int]:
    """Return the drafts that the account's office helps to fill in."""
    office = account.office
    if office is None or not drafts:
        return frozenset()
    return frozenset(_helping([one.pk for one in drafts], office.kind, keys_of(office)))


@kept_read
def _helping(applications: Collection[int], kind: str, keys: Collection[str]) -> "QuerySet[Help, int]":
    rows = Help.objects.filter(application__in=applications, ended_at=None, office=kind, office_key__in=keys)
    return rows.values_list("application", flat=True)


def _revisions(applications: Sequence[Application]) -> Counter[int]:
    """Return how often each was submitted."""
    return Counter(dict(_newest_revisions([one.pk for one in applications])))


@kept_read
def _newest_revisions(applications: Collection[int]) -> "QuerySet[Submission, tuple[int, int]]":
    rows = Submission.objects.filter(application__in=applications)
    return rows.values_list("application").annotate(Max("revision")).order_by()


def kinds_recorded_by(call: Call, account: Account) -> set[str]:
    """Return the offices in whose name an account acts: its own, and those whose acts its office records."""
    if account.office is None:
        return set()
    own = account.office.kind
    return {own, *(one.id for one in call.offices.values() if one.recorded_by == own)}


def newest_placement(application: Application, office: str) -> Placement | None:
    """Return the rank or score that counts: the newest of an office."""
    own = [one for one in beside(application, "placements") if one.office == office]
    return max(own, key=lambda one: one.pk, default=None)


@dataclass(frozen=True)
class _Around:
    """What was read once for all rows."""

    account: Account
    actor: Actor | None
    """The account as the workflow knows it; None where there is nothing to do."""
    kinds: set[str]
    cases: Mapping[int, Case]
    taken: Taken
    concerning: frozenset[int]
    """Those with which the office may do something."""
    helped: frozenset[int]
    doubts: Mapping[int, int]


def _row(around: _Around, call: Call, application: Application, revision: int) -> DeskRow:
    track = call.tracks.get(application.track)
    known = around.cases.get(application.pk)
    case = known if application.pk in around.concerning else None
    draft = known if _with_applicant(call, application) else None
    here = case is not None and call.stages[application.stage].office in around.kinds
    acts = acts_with(call, case, around.actor, around.taken) if case and around.actor else ()
    office = around.account.office
    return DeskRow(
        application=application,
        call=call,
        procedure=lookup.procedure(call, application.procedure).name,
        category=track.categories.get(application.category, "") if track else "",
        stage=call.stages[application.stage].name,
        placement=newest_placement(application, office.kind) if case and office else None,
        submissions=revision,
        acts=acts,
        check=follows(call, case, _check) if case and here else None,
        due=_due(call, case, acts) if case and here else follows(call, draft, _to_submit) if draft else None,
        missing=follows(call, draft, _missing) if draft else None,
        helped=application.pk in around.helped,
        doubts=around.doubts.get(application.pk, 0) if here else 0,
    )


def _check(call: Call, case: Case, on: date) -> Check:
    return check(call, case.procedure, case.answers, on=case.filed_on or on)


def _missing(call: Call, draft: Case, _on: date) -> int:
    return len(incomplete(call, draft.procedure, draft.answers))


def _due(call: Call, case: Case, acts: Sequence[Possibility]) -> date | None:
    """The first day by which something must be done that was not done yet."""
    waiting = tuple(one.action.id for one in acts if not _received(call, case, one))
    return follows(call, case, _first_day, waiting)


def _to_submit(call: Call, case: Case, on: date) -> date | None:
    """The last day on which its applicant can submit a draft."""
    actions = lookup.actions_from(call, case.procedure, case.stage)
    own = tuple(one.id for one in actions if one.kind == "submit" and APPLICANT in one.by)
    return _first_day(call, case, on, own)


def _first_day(call: Call, case: Case, on: date, actions: tuple[str, ...]) -> date | None:
    """The first of the last days for acts; None where nothing binds them."""
    days = [due(call, case, one, on=on) for one in actions]
    return min((one.day for one in days if one is not None), default=None)


def _received(call: Call, case: Case, possibility: Possibility) -> bool:
    action = possibility.action
    wanted = {one.id for one in lookup.papers_of(call, case.procedure)} & set(action.papers)
    return action.kind == "receive" and wanted <= set(case.received)
