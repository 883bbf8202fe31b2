"""Whom the clock reminds today: of a last day that comes near, and of what he has not done until now.

The distances are the package's. Of several that have passed only the nearest to the last day is told: who was not
reminded a week before, because nothing called the timer, is not reminded twice now.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from linxuan.errors import Refused
from linxuan.programme.definition import Call, Length, WorkingDays
from linxuan.workflow import APPLICANT, Case, due
from linxuan_site import clock
from linxuan_site.models import Application, Message, Organisation, RectifyOrder, RevocationCase
from linxuan_site.queries.calls import call_of_programme, definition_of, published_calls
from linxuan_site.queries.cases import cases_of
from linxuan_site.queries.contact_lines import contact_line
from linxuan_site.queries.extensions import put_off_of
from linxuan_site.queries.holidays import working_days
from linxuan_site.queries.register_lines import line_of

AT_A_TIME = 200
Distance = Length | WorkingDays


@dataclass(frozen=True)
class DueReminder:
    """One who is to be reminded now. `fact` is for good: the same reminder is sent once."""

    topic: str
    fact: str
    to: Organisation
    facts: dict[str, object]
    page: tuple[object, ...]
    about: str


def reminders_due() -> Iterator[DueReminder]:
    """Yield everybody who is to be reminded today and was not."""
    for published in published_calls():
        call = definition_of(published)
        yield from _unsent(_of_applications(call))
    yield from _unsent(_of_titles())


def _unsent(found: Iterator[DueReminder]) -> Iterator[DueReminder]:
    waiting: list[DueReminder] = []
    for one in found:
        waiting.append(one)
        if len(waiting) == AT_A_TIME:
            yield from _not_told(waiting)
            waiting = []
    yield from _not_told(waiting)


def _not_told(found: Sequence[DueReminder]) -> Iterator[DueReminder]:
    facts = {one.fact for one in found}
    told = set(Message.objects.filter(fact__in=facts).values_list("topic", "fact").distinct())
    return (one for one in found if (one.topic, one.fact) not in told)


def _of_applications(call: Call) -> Iterator[DueReminder]:
    """Drafts, what was sent back, and reports of rounds: whatever lies with its applicant and has a last day."""
    stages = [one.id for one in call.stages.values() if one.office == APPLICANT and not one.end]
    if not stages or not _is_near(call):
        return
    rows = Application.objects.filter(call=call.id, stage__in=stages, closed=False)
    rows = rows.select_related("organisation", "published_call", "designation").order_by("pk")
    rows = rows.prefetch_related("steps", "attachments", "placements")
    after = 0
    while found := list(rows.filter(pk__gt=after)[:AT_A_TIME]):
        after = found[-1].pk
        cases = cases_of(found)
        for one in found:
            # What somebody began stays with the version under which he began it.
            yield from _of_application(definition_of(one.published_call), one, cases[one.pk])


def _is_near(call: Call) -> bool:
    """Whether any last day comes within the longest distance: else nobody has to be looked at."""
    today, later = clock.today(), put_off_of(call.id)
    days = [day for one in call.deadlines.values() for day in one.days]
    own = (
        late for put_off in (later.for_all, *later.alone.values()) for one in put_off.values() for late in one
    )
    days += [late.day for late in own]
    longest = max((_calendar(one) for one in _every_distance(call)), default=0)
    # An office may have set an earlier day of its own: whatever is not past yet counts.
    return longest > 0 and any(day >= today for day in days)


def _every_distance(call: Call) -> Iterator[Distance]:
    yield from call.reminders
    for one in call.deadlines.values():
        yield from one.reminders or ()


def _calendar(distance: Distance) -> int:
    today = clock.today()
    return distance.count * 7 if isinstance(distance, WorkingDays) else (distance.after(today) - today).days


def _of_application(call: Call, application: Application, case: Case) -> Iterator[DueReminder]:
    submits = [
        one.id
        for one in call.actions.values()
        if one.kind == "submit"
        and application.stage in one.from_stages
        and application.procedure in one.concerns
    ]
    for action in submits:
        last = due(call, case, action, on=clock.today())
        if last is None:
            continue
        given = last.deadline.reminders
        near = nearest(call.reminders if given is None else given, last.day)
        if near:
            kind = "report" if application.designation_id else "returned" if application.number else "draft"
            yield DueReminder(
                f"deadline.{kind}",
                f"deadline:{application.pk}:{last.deadline.id}:{last.day.isoformat()}:{near}",
                application.organisation,
                _facts(call, application.subject, last.deadline.name, last.day),
                ("application", application.pk),
                f"application:{application.pk}",
            )


def _of_titles() -> Iterator[DueReminder]:
    """Answers to a notice of revocation, and what has to be put right."""
    today = clock.today()
    cases = RevocationCase.objects.filter(state="notified", answered=False, answer_until__gte=today)
    for case in cases.select_related("designation").order_by("pk"):
        until, title = case.answer_until, case.designation
        call = call_of_programme(title.programme, title.authority)
        near = nearest(call.reminders, until) if call and until else ""
        if call and until and near:
            line = line_of(title)
            yield DueReminder(
                "deadline.answer",
                f"answer:{case.pk}:{until.isoformat()}:{near}",
                line.organisation if line else title.organisation,
                _facts(call, title.name, "", until),
                ("entity-revocation", title.pk),
                f"case:{case.pk}",
            )
    orders = RectifyOrder.objects.filter(done=None, until__gte=today)
    for order in orders.select_related("designation").order_by("pk"):
        until, title = order.until, order.designation
        call = call_of_programme(title.programme, title.authority)
        near = nearest(call.reminders, until) if call and until else ""
        if call and until and near:
            line = line_of(title)
            yield DueReminder(
                "deadline.rectify",
                f"rectify:{order.pk}:{until.isoformat()}:{near}",
                line.organisation if line else title.organisation,
                _facts(call, title.name, order.reason, until),
                ("entity", title.pk),
                f"designation:{title.pk}",
            )


def _facts(call: Call, name: str, deadline: str, day: date) -> dict[str, object]:
    return {
        "name": name,
        "deadline": deadline,
        "day": day.isoformat(),
        "left": (day - clock.today()).days,
        "contact": contact_line(call),
    }


def nearest(distances: Sequence[Distance], last: date) -> str:
    """Return the distance before a last day that was reached last, as it is written; '' for none, or once it is past."""
    today = clock.today()
    if today > last:
        return ""
    reached = [(day, str(one)) for one in distances if (day := _before(one, last)) <= today]
    return max(reached, default=(today, ""))[1]


def _before(distance: Distance, last: date) -> date:
    """The day that lies so long before another one."""
    if isinstance(distance, WorkingDays):
        return _working_days_before(distance.count, last)
    # Months and years have no inverse of their own: the latest day from which it still takes so long.
    day = last - timedelta(days=_calendar(distance))
    while distance.after(day) < last:
        day += timedelta(days=1)
    while distance.after(day) > last:
        day -= timedelta(days=1)
    return day


def _working_days_before(count: int, last: date) -> date:
    is_working = _known(working_days())
    day = last
    for _ in range(count):
        day -= timedelta(days=1)
        while not is_working(day):
            day -= timedelta(days=1)
    return day


def _known(is_working_day: Callable[[date], bool]) -> Callable[[date], bool]:
    """A reminder does not wait until somebody has imported the arrangements of a year: it goes by the week."""

    def works(day: date) -> bool:
        try:
            return is_working_day(day)
        except Refused:
            return day.isoweekday() <= 5

    return works
