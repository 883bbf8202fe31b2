"""What an applicant's list shows: what it filed, what it has to report, what it can start."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Round
from linxuan_site import clock
from linxuan_site.permissions import Reader, signed_in
from linxuan_site.portal.deadlines import Due, banner
from linxuan_site.portal.revocation.page import rows_of
from linxuan_site.queries.applications import (
    OwnApplication,
    Startable,
    closed_without_code,
    own_applications,
    startable,
)
from linxuan_site.queries.bans import ban_under, bans_of_applicant
from linxuan_site.queries.revocations import own_cases


@dataclass(frozen=True)
class Offer:
    """A track to start in: `running` is an application that is open there already."""

    option: Startable
    due: Due | None
    running: OwnApplication | None
    ban: Any = None
    """Under which nothing new can be filed here."""

    @property
    def is_over(self) -> bool:
        """Whether nothing new is accepted."""
        return self.due is not None and self.due.days_left < 0

    @property
    def is_early(self) -> bool:
        """Whether it has not opened yet."""
        return self.due is not None and self.due.opens is not None


@dataclass(frozen=True)
class Line:
    """One application in the list: `due` while it still has to be filed."""

    own: OwnApplication
    stage: str
    due: Due | None


def my_page(reader: Reader) -> dict[str, object]:
    """Return an applicant's list as of today."""
    today = clock.today()
    bans = bans_of_applicant(signed_in(reader).organisation)
    lines = [_line(one, today) for one in own_applications(reader)]
    reports = [one for one in lines if isinstance(one.own.procedure, Round)]
    filed = [one for one in lines if one not in reports]
    return {
        "applications": [one for one in filed if not one.own.application.closed],
        "reports": reports,
        "closed": [one for one in filed if one.own.application.closed],
        "offers": [_offer(one, filed, today, ban_under(one.public.call, bans)) for one in startable(reader)],
        "coded_only": _("、").join(one.name for one in closed_without_code(reader)),
        "revocations": rows_of(own_cases(signed_in(reader))),
        "has_earlier": any(one.own.application.version > 1 for one in lines),
    }


def filing_due(call: Call, procedure: str, stage: str, today: date) -> Due | None:
    """Return by when one must have filed under a procedure from a stage; None if nothing is filed there."""
    actions = {one.id for one in lookup.actions_from(call, procedure, stage) if one.kind == "submit"}
    deadlines = [
        one for one in call.deadlines.values() if actions & set(one.actions) and procedure in one.concerns
    ]
    return banner(deadlines, call.id, today)


def _line(own: OwnApplication, today: date) -> Line:
    application = own.application
    due = filing_due(own.call, application.procedure, application.stage, today)
    return Line(own, own.call.stages[application.stage].name, due)


def _offer(option: Startable, filed: Sequence[Line], today: date, ban: Any) -> Offer:
    call, track = option.public.call, option.track
    open_there = (
        one.own
        for one in filed
        if one.own.application.call == call.id
        and one.own.application.procedure == track.id
        and not one.own.application.closed
        and not track.item
    )
    due = filing_due(call, track.id, lookup.first_stage(call, track.id).id, today)
    return Offer(option, due, next(open_there, None), ban)
