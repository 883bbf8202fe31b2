"""What the evaluation pages show: what becomes of the titles, grades by year, who has filed where."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from linxuan.designations import state_name
from linxuan.programme.definition import Call, Round
from linxuan.revocation import ENDS
from linxuan_site import clock
from linxuan_site.permissions import Reader, may_revoke, signed_in
from linxuan_site.permissions import grades as may_grade
from linxuan_site.portal.deadlines import banner
from linxuan_site.portal.evaluation.forms import RevocationForm, StatusForm
from linxuan_site.portal.evaluation.in_motion import grades_in_motion
from linxuan_site.portal.evaluation.strips import legend, strip, years_of
from linxuan_site.portal.public.times_asked import TODAY, TimesAsked
from linxuan_site.portal.public.title_page import told, told_joined
from linxuan_site.portal.revocation.forms import DoneForm, OrderForm, ProposalForm
from linxuan_site.portal.revocation.page import orders_page, rows_of
from linxuan_site.queries.entities import EntityRow, entities_of, filing_is_over
from linxuan_site.queries.entities_then import EntityThen
from linxuan_site.queries.paper_subjects import offers_of_designation
from linxuan_site.queries.revocations import cases_of
from linxuan_site.queries.title_history import changes_of, joined_titles

KINDS = {
    "revoke": "not",
    "ask": "unknown",
    "suspend": "not",
    "rectify": "soft",
    "warn": "soft",
    "keep": "met",
}
"""The mark of every standing, the gravest first."""


@dataclass(frozen=True)
class Outcome:
    """How many titles have one standing, and by which rules."""

    standing: str
    number: int
    rules: Sequence[tuple[str, int]]

    @property
    def kind(self) -> str:
        """Its mark."""
        return KINDS[self.standing]


@dataclass(frozen=True)
class FilingPlace:
    """The entities of one district by how far their reports are."""

    name: str
    rows: Sequence[EntityRow]

    @property
    def open(self) -> list[EntityRow]:
        """Those that have not filed."""
        return [one for one in self.rows if one.filing == "open"]


@dataclass(frozen=True)
class YearGrades:
    """The grades of one year: how many of each, as a mixed bar, and who has none."""

    year: int
    counts: Sequence[tuple[str, int]]
    """By the name of the grade."""
    bar: Sequence[tuple[str, str, str]]
    without: int


COLOURS = ("#0b4aa2", "#9db7dd", "#c08a1e", "#5d6a80")


def round_page(reader: Reader, call: Call, round_: Round) -> dict[str, object]:
    """Return what the page of a round shows."""
    rows = entities_of(signed_in(reader), call, round_)
    years = years_of(rows, round_)
    boxed = [(row, strip(call, row, years, round_)) for row in sorted(rows, key=_gravity)]
    deadlines = [one for one in call.deadlines.values() if round_.id in one.concerns]
    return {
        "call": call,
        "round": round_,
        "grades_round": may_grade(reader, call.authority),
        "rows": rows,
        "years": years,
        "to_do": [(row, boxes) for row, boxes in boxed if row.standing.standing != "keep"],
        "kept": [(row, boxes) for row, boxes in boxed if row.standing.standing == "keep"],
        "outcomes": list(_outcomes(call, rows)),
        "filings": Counter(row.filing for row in rows),
        "over": filing_is_over(call, round_),
        "places": list(_places(rows)),
        "by_year": list(_by_year(call, rows, years)),
        "grades": list(zip(call.grades.values(), COLOURS, strict=False)),
        "legend": legend(call),
        "gaps": [one for one in call.standings.values() if one.consecutive > 1],
        "due": banner(deadlines, call.id, clock.today()),
    }


def entity_page(
    reader: Reader,
    call: Call,
    row: EntityRow,
    *,
    status: StatusForm | None = None,
    revocation: RevocationForm | None = None,
    proposal: ProposalForm | None = None,
    rectifying: OrderForm | DoneForm | None = None,
    when: TimesAsked = TODAY,
) -> dict[str, object]:
    """Return what the page of one entity shows; the forms are those that were refused, as is a day in `when`."""
    years = years_of([row])
    cases, changes = cases_of(reader, row.designation), changes_of(row.designation, call)
    records = sorted(row.designation.statuses.all(), key=lambda one: (one.holds_from, one.pk), reverse=True)
    return {
        "call": call,
        "row": row,
        "category": _category(call, row),
        "boxes": strip(call, row, years),
        "records": _graded(call, row.grades.values()),
        **grades_in_motion(reader, call, row),
        "statuses": _worded(call, records),
        "status_form": status or StatusForm(call),
        "status_refused": status is not None,
        "ended": row.ended,
        "ended_word": state_name(row.ended.state) if row.ended else "",
        "revocation_form": revocation or RevocationForm(initial={"decided_on": clock.today()}),
        "revocation_refused": revocation is not None,
        "changes": told(changes),
        "joined": told_joined(joined_titles(changes, call)),
        "offers": offers_of_designation(reader, call, row),
        "may_revoke": may_revoke(reader, row.designation),
        "cases": rows_of(cases),
        "running": any(one.case.state not in ENDS for one in cases),
        "proposal_form": proposal or ProposalForm(),
        "proposal_refused": proposal is not None,
        "orders": orders_page(row, rectifying),
        **when.shown,
    }


def entity_then_page(then: EntityThen) -> dict[str, object]:
    """Return what the page of one entity shows of another day."""
    return {
        "call": then.call,
        "then": then,
        "entry": then.entry,
        "records": _graded(then.call, then.grades.values()),
        "statuses": _worded(then.call, then.statuses),
        "changes": told(then.changes),
        "joined": told_joined(then.joined),
    }


def _graded(call: Call, rows: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each grade on record with its name."""
    return [(one, call.grades[one.grade].name) for one in rows]


def _worded(call: Call, rows: Iterable[Any]) -> list[tuple[Any, str]]:
    """Each operating status on record with its name."""
    field = call.fields.get("operating_status")
    names = {key: option.label for key, option in field.options.items()} if field else {}
    return [(one, names.get(one.status, one.status)) for one in rows]


def _category(call: Call, row: EntityRow) -> str:
    track = call.tracks.get(row.designation.track)
    return track.categories.get(row.designation.category, "") if track else ""


def _gravity(row: EntityRow) -> tuple[int, int, int]:
    return list(KINDS).index(row.standing.standing), row.designation.cohort, row.designation.pk


def _outcomes(call: Call, rows: Sequence[EntityRow]) -> Iterator[Outcome]:
    always = ("revoke", "ask", "warn", "keep")
    for word in KINDS:
        own = [row.standing for row in rows if row.standing.standing == word]
        rules = Counter(one.rule for one in own if one.rule in call.standings)
        if own or word in always:
            yield Outcome(word, len(own), [(call.standings[id].name, count) for id, count in rules.items()])


def _places(rows: Sequence[EntityRow]) -> Iterator[FilingPlace]:
    groups: dict[str, list[EntityRow]] = {}
    for row in rows:
        groups.setdefault(row.in_charge or _("不经地区"), []).append(row)
    places = [FilingPlace(name, group) for name, group in groups.items()]
    yield from sorted(places, key=lambda one: (-len(one.open), one.name))


def _by_year(call: Call, rows: Sequence[EntityRow], years: Sequence[int]) -> Iterator[YearGrades]:
    for year in years:
        found = Counter(row.grades[year].grade for row in rows if year in row.grades)
        counts = [found[grade] for grade in call.grades]
        if any(counts):
            named = [(grade.name, count) for grade, count in zip(call.grades.values(), counts, strict=True)]
            yield YearGrades(year, named, list(_bar(counts, len(rows))), len(rows) - sum(counts))


def _bar(counts: Sequence[int], whole: int) -> Iterator[tuple[str, str, str]]:
    start = 0.0
    for count, colour in zip(counts, COLOURS, strict=False):
        width = 100 * count / whole
        if count:
            yield colour, f"{start:.2f}", f"{max(width - 0.5, 0.5):.2f}"
        start += width
