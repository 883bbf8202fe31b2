"""An office's desk: what lies on it, what is still to come, what has gone on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Deadline
from linxuan_site.models import Account, Application, EarlierDay, Placement
from linxuan_site.queries.calls import definition_of, earlier_days, published_calls
from linxuan_site.queries.dossiers import applications_for


@dataclass(frozen=True)
class DeskRow:
    """One application on a desk, with the words that a list shows."""

    application: Application
    procedure: str
    category: str
    stage: str
    placement: Placement | None
    due: date | None


@dataclass(frozen=True)
class Desk:
    """The applications of one call, by what the office has to do with them."""

    call: Call
    mine: Sequence[DeskRow]
    """At a stage of this office."""
    elsewhere: Sequence[DeskRow]
    """With the applicant, or at another office."""
    closed: Sequence[DeskRow]


def desks_of(account: Account) -> list[Desk]:
    """Return the account's desk for every call of its authority, newest call first."""
    if account.office is None:
        return []
    own = [one for one in published_calls() if one.authority == account.office.authority]
    return [desk_of(account, one.call) for one in own]


def desk_of(account: Account, call: str) -> Desk:
    """Return the account's desk for one call."""
    applications = applications_for(account, call)
    newest = next(one for one in published_calls() if one.call == call)
    rows = [_row(account, one) for one in applications]
    kinds = kinds_recorded_by(definition_of(newest), account)
    mine = [row for row in rows if not row.application.closed and _stage_office(row) in kinds]
    return Desk(
        call=definition_of(newest),
        mine=sorted(mine, key=lambda row: (row.due or date.max, row.application.changed_at)),
        elsewhere=[row for row in rows if not row.application.closed and row not in mine],
        closed=[row for row in rows if row.application.closed],
    )


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


def _row(account: Account, application: Application) -> DeskRow:
    call = definition_of(application.published_call)
    procedure = lookup.procedure(call, application.procedure)
    track = call.tracks.get(application.track)
    return DeskRow(
        application=application,
        procedure=procedure.name,
        category=track.categories.get(application.category, "") if track else "",
        stage=call.stages[application.stage].name,
        placement=newest_placement(application, account.office.kind) if account.office else None,
        due=_due(call, application),
    )


def _due(call: Call, application: Application) -> date | None:
    """The first day by which something that is possible at this stage must be done."""
    earlier = earlier_days(application.published_call, application.in_charge)
    days = [
        _day(deadline, action.id, earlier.get(deadline.id))
        for action in lookup.actions_from(call, application.procedure, application.stage)
        for deadline in lookup.deadlines_for(call, action.id)
        if application.procedure in deadline.concerns
    ]
    return min(days, default=None)


def _day(deadline: Deadline, action: str, set_earlier: EarlierDay | None) -> date:
    if set_earlier and deadline.earlier and action in deadline.earlier.actions:
        return min(deadline.days[-1], set_earlier.day)
    return deadline.days[-1]


def _stage_office(row: DeskRow) -> str:
    call = definition_of(row.application.published_call)
    return call.stages[row.application.stage].office
