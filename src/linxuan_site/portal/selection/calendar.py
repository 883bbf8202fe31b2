"""The days of a publicity as a calendar: which of them count, which do not, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from linxuan.errors import Refused
from linxuan.programme.definition import PublicityTerms
from linxuan.publicity import counted_days
from linxuan_site.queries.holidays import KnownDay, known_days, working_days


@dataclass(frozen=True)
class CalendarDay:
    """One day of the period: its number if it counts, and why it does or does not."""

    day: date
    number: int
    why: str


@dataclass(frozen=True)
class Calendar:
    """The days from the first to the last; without days `refusal` says what is not known."""

    days: Sequence[CalendarDay]
    refusal: str = ""

    @property
    def last(self) -> date | None:
        """The last day of the period."""
        return self.days[-1].day if self.days else None


def calendar_of(terms: PublicityTerms, opens_on: date, closes_on: date | None = None) -> Calendar:
    """Return the days of a period that opens on a day; of one that runs up to the day that was published."""
    try:
        counted = counted_days(terms, opens_on, working_days())
    except Refused as fault:
        return Calendar((), fault.reason)
    numbers = {day: number for number, day in enumerate(counted, start=1)}
    last = max(closes_on or counted[-1], opens_on)
    days = [opens_on + timedelta(days=after) for after in range((last - opens_on).days + 1)]
    known = {one.day: one for one in known_days(days)}
    return Calendar(
        [CalendarDay(one, numbers.get(one, 0), _why(terms, one, opens_on, known[one])) for one in days]
    )


def _why(terms: PublicityTerms, day: date, opens_on: date, known: KnownDay) -> str:
    if day == opens_on and terms.first_day != "counted":
        return _("开始当天不计")
    if terms.unit != "working_days":
        return ""
    weekend = day.isoweekday() > 5
    if known.works:
        return _("调休上班") if weekend else ""
    return known.name or (_("周末") if weekend else _("放假"))
