"""What the deadline banner says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from linxuan.programme.definition import Deadline
from linxuan.workflow import LastDay

SOON = 3
"""From so many days before the end on, the banner warns."""


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

    @property
    def state(self) -> str:
        """The class of the banner: `over`, `soon-due` or nothing."""
        if self.days_left < 0:
            return "over"
        return "soon-due" if self.days_left <= SOON else ""


def due_of(deadline: Deadline, call: str, today: date, *, earlier: date | None = None) -> Due:
    """Return a deadline as seen today: of several days the first that is not past, or the earlier one."""
    last = next((one for one in deadline.days if one >= today), deadline.days[-1])
    return due_of_last_day(LastDay(deadline, min(last, earlier or last)), call, today)


def due_of_last_day(last: LastDay, call: str, today: date) -> Due:
    """Return the deadline of one case as seen today."""
    deadline = last.deadline
    final = next((one for one in deadline.days if one >= last.day), deadline.days[-1])
    return Due(
        name=deadline.name,
        day=last.day,
        days_left=(last.day - today).days,
        call=call,
        clause=deadline.clause,
        final_day=final if last.set_by else None,
        set_by=last.set_by,
        opens=deadline.opens if deadline.opens and deadline.opens > today else None,
    )


def banner(
    deadlines: Iterable[Deadline], call: str, today: date, *, earlier: Mapping[str, date] | None = None
) -> Due | None:
    """Return the one deadline that a page shows: the next to come, else the last that went by.

    `earlier` holds the days that an office set its applicants, by deadline.
    """
    seen = [due_of(one, call, today, earlier=(earlier or {}).get(one.id)) for one in deadlines]
    to_come = [one for one in seen if one.days_left >= 0]
    if to_come:
        return min(to_come, key=lambda one: one.day)
    return max(seen, key=lambda one: one.day, default=None)
