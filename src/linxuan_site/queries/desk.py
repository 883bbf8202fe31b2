"""An office's desk: what lies on it, what is still to come, what has gone on."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from linxuan.checking import Check, check
from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.workflow import Case, Possibility, due
from linxuan_site import clock
from linxuan_site.models import Account, Application, Placement, Step
from linxuan_site.queries.calls import definition_of, published_calls
from linxuan_site.queries.cases import cases_of
from linxuan_site.queries.dossiers import acts_with, applications_for
from linxuan_site.queries.places import Taken, all_places_taken


@dataclass(frozen=True)
class DeskRow:
    """One application on a desk, with what a list shows of it."""

    application: Application
    call: Call
    procedure: str
    category: str
    stage: str
    placement: Placement | None
    last: Step | None
    submissions: int
    """How often it was submitted."""
    acts: tuple[Possibility, ...] = ()
    """What the office may do with it now."""
    check: Check | None = None
    """The conditions, for those at a stage of the office."""
    due: date | None = None
    """The day by which the office has to act; None if nothing binds it."""

    @property
    def since(self) -> date:
        """The business day of the last step, before the first one that of the last change."""
        return timezone.localdate(self.last.at if self.last else self.application.changed_at)


@dataclass(frozen=True)
class Desk:
    """The applications of one call, by what the office has to do with them."""

    call: Call
    mine: Sequence[DeskRow]
    """At a stage of this office, what is due first in front."""
    elsewhere: Sequence[DeskRow]
    """With the applicant, or at another office."""
    closed: Sequence[DeskRow]

    @property
    def rows(self) -> Sequence[DeskRow]:
        """All of them."""
        return [*self.mine, *self.elsewhere, *self.closed]


def desks_of(account: Account) -> list[Desk]:
    """Return the account's desk for every call of its authority, newest call first."""
    if account.office is None:
        return []
    own = [one for one in published_calls() if one.authority == account.office.authority]
    return [desk_of(account, definition_of(one)) for one in own]


def desk_of(account: Account, call: Call) -> Desk:
    """Return the account's desk for one call, in as many reads for many applications as for one."""
    applications = applications_for(account, call.id)
    around = _Around(
        account, kinds_recorded_by(call, account), cases_of(applications), all_places_taken(call.id)
    )
    rows = [_row(around, one) for one in applications]
    running = [row for row in rows if not row.application.closed]
    mine = [row for row in running if row.call.stages[row.application.stage].office in around.kinds]
    return Desk(
        call=call,
        mine=sorted(mine, key=_urgency),
        elsewhere=[row for row in running if row not in mine],
        closed=[row for row in rows if row.application.closed],
    )


def _urgency(row: DeskRow) -> tuple[date, int, date]:
    """What is due first, then in the order of the call's procedures, then what has waited longest."""
    procedures = [*row.call.tracks, *row.call.rounds]
    return row.due or date.max, procedures.index(row.application.procedure), row.since


def kinds_recorded_by(call: Call, account: Account) -> set[str]:
    """Return the offices in whose name an account acts: its own, and those whose acts its office records."""
    if account.office is None:
        return set()
    own = account.office.kind
    return {own, *(one.id for one in call.offices.values() if one.recorded_by == own)}


def newest_placement(application: Application, office: str) -> Placement | None:
    """Return the rank or score that counts: the newest of an office."""
    own = [one for one in application.placements.all() if one.office == office]
    return max(own, key=lambda one: one.pk, default=None)


@dataclass(frozen=True)
class _Around:
    """What was read once for all rows."""

    account: Account
    kinds: set[str]
    cases: Mapping[int, Case]
    taken: Taken


def _row(around: _Around, application: Application) -> DeskRow:
    call = definition_of(application.published_call)
    case = around.cases[application.pk]
    track = call.tracks.get(application.track)
    steps = list(application.steps.all())
    here = call.stages[application.stage].office in around.kinds
    acts = _acts(around, call, application, case)
    office = around.account.office
    return DeskRow(
        application=application,
        call=call,
        procedure=lookup.procedure(call, application.procedure).name,
        category=track.categories.get(application.category, "") if track else "",
        stage=call.stages[application.stage].name,
        placement=newest_placement(application, office.kind) if office else None,
        last=steps[-1] if steps else None,
        submissions=sum(step.kind == "submit" for step in steps),
        acts=acts,
        check=_check(call, case) if here else None,
        due=_due(call, case, acts) if here else None,
    )


def _acts(around: _Around, call: Call, application: Application, case: Case) -> tuple[Possibility, ...]:
    possible = lookup.actions_from(call, application.procedure, application.stage)
    if not any(around.kinds & {*action.by, *action.jointly} for action in possible):
        return ()
    return acts_with(call, case, around.account, around.taken)


def _check(call: Call, case: Case) -> Check:
    return check(call, case.procedure, case.answers, on=case.filed_on or clock.today())


def _due(call: Call, case: Case, acts: Sequence[Possibility]) -> date | None:
    """The first day by which something must be done that was not done yet."""
    today = clock.today()
    waiting = [one.action for one in acts if not _received(call, case, one)]
    days = [due(call, case, action.id, on=today) for action in waiting]
    return min((one.day for one in days if one is not None), default=None)


def _received(call: Call, case: Case, possibility: Possibility) -> bool:
    action = possibility.action
    wanted = {one.id for one in lookup.papers_of(call, case.procedure)} & set(action.papers)
    return action.kind == "receive" and wanted <= set(case.received)


def stage_counts(call: Call, rows: Sequence[DeskRow]) -> Counter[str]:
    """Return how many applications to the call's tracks stand at each stage.

    Those that came back to the applicant count under `returned`, those at an end under `closed`.
    """
    return Counter(_where(call, row.application) for row in rows if row.application.procedure in call.tracks)


def _where(call: Call, application: Application) -> str:
    if application.closed:
        return "closed"
    with_applicant = call.stages[application.stage].office == "applicant"
    return "returned" if with_applicant and application.number else application.stage
