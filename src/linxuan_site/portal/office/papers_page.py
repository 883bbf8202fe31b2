"""What the page of an office's papers shows: those made and whether they still stand, and its earlier days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from linxuan.programme.definition import Call, Deadline
from linxuan.workflow import PutOff, open_day
from linxuan_site import clock
from linxuan_site.permissions import Reader, office_of, signed_in
from linxuan_site.portal.deadlines import Due, banner
from linxuan_site.portal.office.forms import EarlierDayForm
from linxuan_site.portal.paper_desk.arrived import arrived_of_office
from linxuan_site.queries.calls import earlier_days
from linxuan_site.queries.extensions import ByDeadline, put_off_for_all
from linxuan_site.queries.paper_subjects import offers_of_call
from linxuan_site.queries.papers import Listed, OfficePaper, listed_up_to, papers_for

MOST_NAMED = 200
"""A paper that lists more is not written out on the page; it is compared with the next one when that is made."""


@dataclass(frozen=True)
class PaperSheet:
    """A paper, what it would list now, and whether the newest one made lists the same."""

    made: OfficePaper
    listed: Sequence[Listed]
    many: bool = False
    """More than the page names; `listed` is empty then."""

    @property
    def current(self) -> bool:
        """Whether the newest one lists what it would list now, in the same order."""
        newest = self.made.issued[0].applications if self.made.issued else None
        return newest == [one.application.pk for one in self.listed]


@dataclass(frozen=True)
class EarlierDay:
    """A deadline that the office may bring forward, and the day that it set."""

    deadline: Deadline
    set: date | None
    form: EarlierDayForm
    last: date
    """Its day for everybody, as the authority put it off."""
    was: date | None
    """The day of the notice, where that is another."""
    open: bool


def papers_page(
    reader: Reader, call: Call, *, deadline: str = "", form: EarlierDayForm | None = None
) -> dict[str, object]:
    """Return what the page shows; `form` is the day for `deadline` that was refused, as typed."""
    later = put_off_for_all(call.id)
    return {
        "call": call,
        "most_named": MOST_NAMED,
        "typed": {},
        "papers": _papers(reader, call),
        "arrived": arrived_of_office(reader, call),
        "offers": offers_of_call(reader, call),
        "days": _days(reader, call, later, {deadline: form} if form else {}),
        "due": _due(call, later),
    }


def _papers(reader: Reader, call: Call) -> list[PaperSheet]:
    made = made_papers(reader, call)
    listed = listed_up_to(MOST_NAMED, call, [one.paper for one in made], office_of(reader))
    return [_sheet(one, listed[one.paper.id]) for one in made]


def _sheet(made: OfficePaper, listed: Sequence[Listed] | None) -> PaperSheet:
    return PaperSheet(made, listed or (), many=listed is None)


def made_papers(reader: Reader, call: Call) -> list[OfficePaper]:
    """Return the papers that the system makes for the reader's office: those that list somebody."""
    made = papers_for(signed_in(reader), call)
    return [one for one in made if one.paper.lists or one.paper.kind]


def _days(
    reader: Reader, call: Call, later: ByDeadline, typed: dict[str, EarlierDayForm]
) -> list[EarlierDay]:
    office, today = office_of(reader), clock.today()
    allowed = [one for one in call.deadlines.values() if one.earlier and one.earlier.by == office.kind]
    rows = earlier_days(call, office.key) if allowed else {}
    known = {id: row.day for id, row in rows.items()}
    return [
        _day(one, known.get(one.id), typed.get(one.id), open_day(one, later.get(one.id, ()), today), today)
        for one in allowed
    ]


def _day(
    deadline: Deadline,
    known: date | None,
    typed: EarlierDayForm | None,
    bound: tuple[date, PutOff | None],
    today: date,
) -> EarlierDay:
    last, put_off = bound
    was = put_off.of if put_off else None
    return EarlierDay(deadline, known, typed or _form(known), last, was, open=last >= today)


def _form(known: date | None) -> EarlierDayForm:
    return EarlierDayForm(initial={"day": known})


def _due(call: Call, later: ByDeadline) -> Due | None:
    concerned = [one for one in call.deadlines.values() if set(one.concerns) & set(call.tracks)]
    return banner(concerned, call.id, clock.today(), later)
