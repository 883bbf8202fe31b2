"""Whom the authority can remind: offices on whose desk something waits, applicants who have something to do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from linxuan.programme.definition import Call
from linxuan.workflow import APPLICANT, open_day
from linxuan_site import clock
from linxuan_site.models import Account, Application, Office, Reminder
from linxuan_site.queries.counts import counts_of, waiting_in
from linxuan_site.queries.extensions import put_off_for_all
from linxuan_site.queries.people import Reach, reach_of
from linxuan_site.queries.succession import acting_offices, offices_with_rows

REVIEW, RETURNED, DRAFT = "review", "returned", "draft"
KINDS = (REVIEW, RETURNED, DRAFT)
MOST = 200
"""Of one kind so many at a time: a list that a person can still read before confirming it."""
SOON = 7
"""Drafts are reminded of within so many days before their deadline."""
SHOWN = 30
Between = tuple[str, date] | None
"""The name of a deadline and its last day."""


@dataclass(frozen=True)
class ToRemind:
    """Somebody who can be reminded: an office of what lies with it, or the applicant of one application."""

    kind: str
    name: str
    number: int
    days: int
    """How long the one that waits longest has waited, in days."""
    due: Between
    reach: Reach
    office: Office | None = None
    application: Application | None = None
    last: Reminder | None = None
    """The newest one of the last 24 hours."""

    @property
    def key(self) -> str:
        """What names it in a form."""
        about = self.office or self.application
        return f"{self.kind}-{about.pk if about else 0}"

    @property
    def seen(self) -> int:
        """The reminder that a page shows, as the act takes it; 0 if there is none."""
        return self.last.pk if self.last else 0


@dataclass(frozen=True)
class Reminding:
    """Everybody who can be reminded of a call, the longest wait first; `more` are those beyond, by kind."""

    people: Sequence[ToRemind]
    more: Mapping[str, int]


def to_remind(call: Call) -> Reminding:
    """Return whom the authority of a call can remind, in as many reads for many as for one."""
    due, last = _next_deadline(call), _of_the_last_day(call.id)
    offices = list(_offices(call, due, last))
    counts, applicant = counts_of(call.id), _stages_of_applicant(call)
    running = {"procedures": call.tracks, "stages": applicant, "closed": False}
    returned = counts.total(**running, filed=True)  # type: ignore[arg-type]
    drafts = counts.total(**running, filed=False) if _soon(due) else 0  # type: ignore[arg-type]
    rows = Application.objects.filter(call=call.id, procedure__in=call.tracks, stage__in=applicant)
    rows = (
        rows.filter(closed=False).select_related("organisation").defer("answers").order_by("changed_at", "pk")
    )
    found = [
        *_applicants(RETURNED, rows.filter(number__isnull=False) if returned else rows.none(), due, last),
        *_applicants(DRAFT, rows.filter(number=None) if drafts else rows.none(), due, last),
    ]
    more = {RETURNED: max(0, returned - MOST), DRAFT: max(0, drafts - MOST)}
    return Reminding([*offices, *found], {kind: number for kind, number in more.items() if number})


def reminders_of(call: str) -> list[Reminder]:
    """Return the last reminders of a call, newest first."""
    rows = Reminder.objects.filter(call=call).select_related("office", "application__organisation", "sent_by")
    return list(rows.order_by("-pk")[:SHOWN])


def _offices(call: Call, due: Between, last: Mapping[str, Reminder]) -> Iterator[ToRemind]:
    known = offices_with_rows(call.authority)
    acting = acting_offices(known)
    found: dict[int, tuple[int, datetime]] = {}
    for one in waiting_in(call.id, call.tracks):
        kind = call.stages[one.stage].office if one.stage in call.stages else ""
        office = acting.get((kind, one.in_charge))
        if office is not None:
            number, since = found.get(office.pk, (0, one.since))
            found[office.pk] = (number + one.number, min(since, one.since))
    by_id = {one.pk: one for one in known}
    reach = _reach_of_offices(found)
    for pk, (number, since) in sorted(found.items(), key=lambda each: (each[1][1], each[0])):
        yield ToRemind(
            REVIEW,
            by_id[pk].name,
            number,
            _days(since),
            due,
            reach[pk],
            office=by_id[pk],
            last=last.get(f"{REVIEW}-{pk}"),
        )


def _applicants(
    kind: str, rows: QuerySet[Application], due: Between, last: Mapping[str, Reminder]
) -> list[ToRemind]:
    found = list(rows[:MOST])
    reach = reach_of({one.organisation for one in found}) if found else {}
    return [
        ToRemind(
            kind,
            one.subject,
            1,
            _days(one.changed_at),
            due,
            reach[one.organisation_id],
            application=one,
            last=last.get(f"{kind}-{one.pk}"),
        )
        for one in found
    ]


def _reach_of_offices(offices: Iterable[int]) -> dict[int, Reach]:
    found = {one: Reach() for one in offices}
    rows = Account.objects.filter(office__in=found, is_active=True).order_by("pk")
    for office, email in rows.values_list("office", "email"):
        found[office or 0].add(email)
        found[office or 0].people += 1
    return found


def _of_the_last_day(call: str) -> dict[str, Reminder]:
    rows = Reminder.objects.filter(call=call, sent_at__gt=clock.now() - timedelta(days=1))
    return {
        f"{one.kind}-{one.office_id or one.application_id}": one
        for one in rows.select_related("sent_by").order_by("pk")
    }


def _stages_of_applicant(call: Call) -> list[str]:
    return [one.id for one in call.stages.values() if one.office == APPLICANT and not one.end]


def _next_deadline(call: Call) -> Between:
    """The deadline of the tracks that ends next, put off as it was for everybody."""
    later, today = put_off_for_all(call.id), clock.today()
    days = [
        (open_day(one, later.get(one.id, ()), today)[0], one.name)
        for one in call.deadlines.values()
        if one.days and set(one.concerns) & set(call.tracks)
    ]
    return next(((name, day) for day, name in sorted(days) if day >= today), None)


def _soon(due: Between) -> bool:
    return due is not None and (due[1] - clock.today()).days <= SOON


def _days(since: datetime) -> int:
    return (clock.today() - timezone.localdate(since)).days
