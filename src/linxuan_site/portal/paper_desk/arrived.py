"""What an applicant and an office see of papers that came to a desk: in a line, with the days that are left."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from linxuan.programme.definition import Call
from linxuan.receiving import Tally, in_words
from linxuan.workflow import last_day_to_receive
from linxuan_site import clock
from linxuan_site.permissions import Reader, office_of
from linxuan_site.queries.arrivals import OnPaper, of_application, of_office, wrong_words
from linxuan_site.queries.dossiers import Dossier
from linxuan_site.queries.paper_desk import last_day_of_offices

MARKS = {"complete": "met", "lacking": "soft", "nothing": "ring"}
"""The shapes of the states of papers."""


@dataclass(frozen=True)
class Arrived:
    """A paper: what came of it, what is wrong with what came, its receipts, and how long is left."""

    tally: Tally
    receipts: Sequence[Any]
    wrong: Sequence[str]
    last_day: date | None

    @property
    def mark(self) -> str:
        """The shape of its state."""
        return MARKS[self.tally.state]

    @property
    def words(self) -> str:
        """What came, in a line."""
        return in_words(self.tally)

    @property
    def days_left(self) -> int | None:
        """Days to the last one, 0 on that day; None where nothing is wanting, or no deadline says one."""
        if self.tally.state == "complete" or self.last_day is None:
            return None
        return (self.last_day - clock.today()).days


def arrived_of_application(dossier: Dossier) -> Mapping[str, Arrived]:
    """Return what came of an application that was filed, by paper."""
    if not dossier.application.number:
        return {}
    came, today = of_application(dossier.application), clock.today()
    last = {
        one.paper.id: last_day_to_receive(dossier.call, dossier.case, one.paper.id, on=today)
        for one in came.tallies
    }
    return _by_paper(came, {paper: found.day if found else None for paper, found in last.items()})


def arrived_of_office(reader: Reader, call: Call) -> Mapping[str, Arrived]:
    """Return what came of the papers that the reader's office sends along, by paper."""
    came = of_office(call, office_of(reader))
    if not came.tallies:
        return {}
    last = last_day_of_offices(call)
    return _by_paper(came, {one.paper.id: last for one in came.tallies})


def _by_paper(came: OnPaper, last: Mapping[str, date | None]) -> Mapping[str, Arrived]:
    counting = [one for one in came.arrivals if not hasattr(one, "corrected_by")]
    return {
        one.paper.id: Arrived(one, own, _wrong(own), last[one.paper.id])
        for one in came.tallies
        for own in [[row for row in counting if any(each.paper == one.paper.id for each in row.papers.all())]]
    }


def _wrong(rows: Sequence[Any]) -> list[str]:
    return list(dict.fromkeys(wrong_words(code) for row in rows for code in row.wrong))
