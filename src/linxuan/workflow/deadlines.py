"""The days between which an act is possible; a last day ends at 24:00."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Deadline
from linxuan.workflow.attempt import Attempt, applies, record_of_case
from linxuan.workflow.case import Case, PutOff
from linxuan.workflow.offices import in_charge, office_name
from linxuan.workflow.wording import spoken


@dataclass(frozen=True)
class LastDay:
    """The last day of a deadline for one case.

    `set_by` is the name of the office that made it earlier, `put_off` how the authority made it later.
    """

    deadline: Deadline
    day: date
    set_by: str = ""
    put_off: PutOff | None = None


def outside_deadlines(attempt: Attempt) -> Iterator[Refused]:
    """Yield a refusal for each deadline that the act misses.

    What is received counts on the day it came, whenever that is noted; a day that is not known yet
    misses nothing.
    """
    day = attempt.act.received_on if attempt.action.kind == "receive" else attempt.on
    if day is None:
        return
    for last in last_days(attempt.call, attempt.case, attempt.action.id, on=attempt.on):
        if last.deadline.opens and day < last.deadline.opens:
            yield _refused(last, _too_early(attempt, last, last.deadline.opens))
        elif day > last.day:
            yield _refused(last, _too_late(attempt, last, day))


def due(call: Call, case: Case, action: str, *, on: date) -> LastDay | None:
    """Return the deadline of an action that ends first for a case; None if it has none."""
    return min(last_days(call, case, action, on=on), key=lambda last: last.day, default=None)


def last_days(call: Call, case: Case, action: str, *, on: date) -> tuple[LastDay, ...]:
    """Return the last day of every deadline that binds an action on a case."""
    record = record_of_case(call, case, on)
    deadlines = (each for each in lookup.deadlines_for(call, action) if applies(each, case, record, on))
    return tuple(_last_day(call, case, deadline, action, on) for deadline in deadlines)


def open_day(deadline: Deadline, put_off: Iterable[PutOff], on: date) -> tuple[date, PutOff | None]:
    """Return the day of a deadline to which a filing on a day belongs, and how it was put off.

    Of several days (batches) it is the first that is not past, of several later ones the latest.
    """
    later = {one.of: one for one in sorted(put_off, key=lambda one: one.day) if one.day > one.of}
    days = [(later[day].day if day in later else day, later.get(day)) for day in deadline.days]
    return next((one for one in days if one[0] >= on), days[-1])


def _last_day(call: Call, case: Case, deadline: Deadline, action: str, on: date) -> LastDay:
    submits = call.actions[action].kind == "submit"
    filed_on = on if submits or case.filed_on is None else case.filed_on
    by = call.offices.get(deadline.earlier.by) if deadline.earlier else None
    key = in_charge(call, case, by) if by else ""
    earlier = earlier_day(call, deadline, action, key=key, own=case.earlier_days)
    day, put_off = open_day(deadline, case.put_off.get(deadline.id, ()), filed_on)
    if by is None or earlier is None or not counts_earlier(earlier, day, put_off):
        return LastDay(deadline, day, put_off=put_off)
    return LastDay(deadline, earlier, office_name(call, by.id, key), put_off)


def counts_earlier(earlier: date | None, day: date, put_off: PutOff | None) -> bool:
    """Tell whether the day that an office set all of its own is the one that counts.

    A day given to one applicant alone is above it.
    """
    return earlier is not None and earlier < day and not (put_off is not None and put_off.alone)


def earlier_day(
    call: Call, deadline: Deadline, action: str, *, key: str, own: Mapping[str, date]
) -> date | None:
    """Return the day that the office of a row set: by hand (`own`), else in the list of the package (column `day`)."""
    earlier = deadline.earlier
    if earlier is None or action not in earlier.actions:
        return None
    if deadline.id in own or not earlier.list:
        return own.get(deadline.id)
    row = call.lists[earlier.list].rows.get(key, {})
    return date.fromisoformat(row["day"]) if row.get("day") else None


def _too_early(attempt: Attempt, last: LastDay, opens: date) -> str:
    return say(
        "{deadline}：{day}起才能“{action}”。",
        deadline=last.deadline.name,
        day=spoken(opens),
        action=attempt.action.name,
    )


def _too_late(attempt: Attempt, last: LastDay, day: date) -> str:
    if attempt.action.kind == "receive":
        return say(
            "{deadline}：{last} 24:00。{day}收到的材料不再接收。",
            deadline=last.deadline.name,
            last=spoken(last.day),
            day=spoken(day),
        )
    if last.set_by:
        return say(
            "{office}规定的截止时间是{last} 24:00，已经过了，不能再“{action}”。请与{office}联系。",
            office=last.set_by,
            last=spoken(last.day),
            action=attempt.action.name,
        )
    return say(
        "{deadline}：{last} 24:00 已过，不能再“{action}”。已提交的仍可查看。",
        deadline=last.deadline.name,
        last=spoken(last.day),
        action=attempt.action.name,
    )


def _refused(last: LastDay, told: str) -> Refused:
    return Refused(told, clause=last.deadline.clause, code="deadline", element=last.deadline.id)
