"""What the deadline banner says."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from linxuan.programme.definition import Deadline
from linxuan.workflow import LastDay, PutOff, open_day
from linxuan_site.queries.extensions import ByDeadline, put_off_for_all

SOON = 3
"""From so many days before the end on, the banner warns."""

NOTHING: ByDeadline = {}


@dataclass(frozen=True)
class Due:
    """A deadline as a reader sees it on one day. It ends at 24:00 of `day`."""

    name: str
    day: date
    days_left: int
    call: str
    clause: str = ""
    final_day: date | None = None
    """The notice's own day, where an office set its applicants an earlier one."""
    set_by: str = ""
    """The name of that office."""
    opens: date | None = None
    """The first day, while it is still to come."""
    put_off: PutOff | None = None
    """How the authority put it off: from which day, why, by which document."""

    @property
    def state(self) -> str:
        """The class of the banner: `over`, `soon-due` or nothing."""
        if self.days_left < 0:
            return "over"
        return "soon-due" if self.days_left <= SOON else ""


def due_of(
    deadline: Deadline, call: str, today: date, *, earlier: date | None = None, put_off: ByDeadline = NOTHING
) -> Due:
    """Return a deadline as seen today: of several days the first that is not past, or the earlier one."""
    last, later = open_day(deadline, put_off.get(deadline.id, ()), today)
    return due_of_last_day(LastDay(deadline, min(last, earlier or last), put_off=later), call, today)


def dues_of(
    deadlines: Iterable[Deadline], call: str, today: date, later: ByDeadline | None = None
) -> list[Due]:
    """Return deadlines of a call as everybody sees them today.

    `later` is what the authority put off, where that was read already.
    """
    later = put_off_for_all(call) if later is None else later
    return [due_of(one, call, today, put_off=later) for one in deadlines]


def due_of_last_day(last: LastDay, call: str, today: date) -> Due:
    """Return the deadline of one case as seen today."""
    deadline, later = last.deadline, last.put_off
    final = next((one for one in deadline.days if one >= last.day), deadline.days[-1])
    return Due(
        name=deadline.name,
        day=last.day,
        days_left=(last.day - today).days,
        call=call,
        clause=deadline.clause,
        final_day=(later.day if later else final) if last.set_by else None,
        set_by=last.set_by,
        opens=deadline.opens if deadline.opens and deadline.opens > today else None,
        put_off=None if last.set_by else later,
    )


def banner(
    deadlines: Iterable[Deadline], call: str, today: date, later: ByDeadline | None = None
) -> Due | None:
    """Return the one deadline that a page shows: the next to come, else the last that went by."""
    return first_of(dues_of(deadlines, call, today, later))


def first_of(seen: Sequence[Due]) -> Due | None:
    """Return of deadlines the next to come, else the last that went by."""
    to_come = [one for one in seen if one.days_left >= 0]
    if to_come:
        return min(to_come, key=lambda one: one.day)
    return max(seen, key=lambda one: one.day, default=None)


def days_key(dues: Iterable[Due]) -> str:
    """Return what tells two states of deadlines apart, for what is kept of a page that shows them."""
    return ",".join(f"{one.name}={one.day}" for one in dues)
