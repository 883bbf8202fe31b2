"""What the deadline banner says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from linxuan.programme.definition import Deadline

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
    opens: date | None = None
    """The first day, while it is still to come."""

    @property
    def state(self) -> str:
        """The class of the banner: `over`, `soon-due` or nothing."""
        if self.days_left < 0:
            return "over"
        return "soon-due" if self.days_left <= SOON else ""


def due_of(deadline: Deadline, call: str, today: date, *, earlier: date | None = None) -> Due:
    """Return a deadline as seen today; `earlier` is the day that the office in charge set."""
    last = next((one for one in deadline.days if one >= today), deadline.days[-1])
    until = min(last, earlier) if earlier else last
    return Due(
        name=deadline.name,
        day=until,
        days_left=(until - today).days,
        call=call,
        clause=deadline.clause,
        final_day=last if until != last else None,
        opens=deadline.opens if deadline.opens and deadline.opens > today else None,
    )


def banner(
    deadlines: Iterable[Deadline], call: str, today: date, *, earlier: Mapping[str, date] | None = None
) -> Due | None:
    """Return the one deadline that a page shows: the next to come, else the last that went by."""
    seen = [due_of(one, call, today, earlier=(earlier or {}).get(one.id)) for one in deadlines]
    to_come = [one for one in seen if one.days_left >= 0]
    if to_come:
        return min(to_come, key=lambda one: one.day)
    return max(seen, key=lambda one: one.day, default=None)
