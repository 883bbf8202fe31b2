"""What the evaluation pages show: what becomes of the titles, grades by year, who has filed where."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

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
from linxuan_site.queries.entities import EntityRow, filing_is_over, some_of_round
from linxuan_site.queries.entities_then import EntityThen
from linxuan_site.queries.grading import grade_counts
from linxuan_site.queries.paper_subjects import offers_of_designation
from linxuan_site.queries.revocations import cases_of
from linxuan_site.queries.round_rows import (
    FILINGS,
    PAGE,
    Narrowed,
    PlaceFiling,
    due_lines,
    filing_by_district,
    total_of,
)
from linxuan_site.queries.standings import standings_of
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
class YearGrades:
    """The grades of one year: how many of each, as a mixed bar, and who has none."""

    year: int
    counts: Sequence[tuple[str, int]]
    """By the name of the grade."""
    bar: Sequence[tuple[str, str, str]]
    without: int


MOST_SQUARES = 200
"""Of more there is no square for each, only numbers."""
COLOURS = ("#0b4aa2", "#9db7dd", "#c08a1e", "#5d6a80")


def round_page(reader: Reader, call: Call, round_: Round, asked: Mapping[str, str]) -> dict[str, object]:
    """Return what the page of a round shows: everything in numbers, and one page of those that were asked for."""
    account, chosen = signed_in(reader), narrowed_by(call, asked)
    words = standings_of(call, round_)
    whole = due_lines(account, call, round_)
    places = filing_by_district(call, whole)
    due = set(whole.values_list("designation", flat=True))
    shown = due_lines(account, call, round_, chosen).values_list("designation", "cohort")
    found = sorted(
        (_ORDER[words[key][0]], cohort, key)
        for key, cohort in shown
        if chosen.standing in ("", words[key][0])
    )
    start = bisect_right(found, _cursor(asked.get("after", "")))
    page, more = found[start : start + PAGE], found[start + PAGE : start + PAGE + 1]
    rows = {
        row.designation.pk: row for row in some_of_round(call, round_, [key for _order, _cohort, key in page])
    }
    ordered = [rows[key] for _order, _cohort, key in page if key in rows]
    counts = grade_counts(call, whole.values("designation"))
    years = _years([*counts, *([round_.year] if round_.year else [])])
    boxed = [(row, strip(call, row, years, round_)) for row in ordered]
    deadlines = [one for one in call.deadlines.values() if round_.id in one.concerns]
    return {
        "call": call,
        "round": round_,
        "grades_round": may_grade(reader, call.authority),
        "whole": len(due),
        "found": len(found),
        "one_page": start == 0 and not more,
        "more": "-".join(map(str, page[-1])) if more else "",
        "years": years,
        "to_do": [(row, boxes) for row, boxes in boxed if row.standing.standing != "keep"],
        "kept": [(row, boxes) for row, boxes in boxed if row.standing.standing == "keep"],
        "outcomes": list(_outcomes(call, [words[key] for key in due])),
        "filings": total_of(places),
        "over": filing_is_over(call, round_),
        "places": places,
        "squares": len(due) <= MOST_SQUARES,
        "by_year": list(_by_year(call, counts, len(due))),
        "grades": list(zip(call.grades.values(), COLOURS, strict=False)),
        "legend": legend(call),
        "gaps": [one for one in call.standings.values() if one.consecutive > 1],
        "due": banner(deadlines, call.id, clock.today()),
        **choices_of(call, round_, places, chosen),
    }


def narrowed_by(call: Call, asked: Mapping[str, str]) -> Narrowed:
    """Return which of a round are asked for; words that name nothing do not narrow."""
    track, filing, standing = (asked.get(key, "") for key in ("track", "filing", "standing"))
    return Narrowed(
        asked.get("place", "")[:60],
        track if track in call.tracks else "",
        filing if filing in FILINGS else "",
        standing if standing in KINDS else "",
    )


def choices_of(
    call: Call, round_: Round, places: Sequence[PlaceFiling], chosen: Narrowed
) -> dict[str, object]:
    """Return what the form of filters offers, and `query`, which keeps what was chosen from page to page."""
    given = {key: value for key, value in asdict(chosen).items() if value}
    return {
        "chosen": chosen,
        "query": urlencode(given),
        "districts": [(one.key, one.name) for one in places if one.key],
        "tracks": [(id, call.tracks[id].name) for id in round_.tracks],
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


_ORDER = {word: at for at, word in enumerate(KINDS)}


def _cursor(after: str) -> tuple[int, int, int]:
    """The last one of the page before; before everybody where there is none."""
    parts = after.split("-")
    known = len(parts) == 3 and all(one.isdecimal() and one.isascii() and len(one) < 18 for one in parts)
    return (int(parts[0]), int(parts[1]), int(parts[2])) if known else (-1, 0, 0)


def _years(known: Sequence[int]) -> list[int]:
    return list(range(min(known), max(known) + 1)) if known else []


def _outcomes(call: Call, words: Sequence[tuple[str, str]]) -> Iterator[Outcome]:
    always = ("revoke", "ask", "warn", "keep")
    counted = Counter(words)
    for word in KINDS:
        own = {rule: count for (standing, rule), count in counted.items() if standing == word}
        if own or word in always:
            named = [(call.standings[id].name, count) for id, count in own.items() if id in call.standings]
            yield Outcome(word, sum(own.values()), sorted(named, key=lambda one: -one[1]))


def _by_year(call: Call, counts: Mapping[int, Counter[str]], whole: int) -> Iterator[YearGrades]:
    for year, found in sorted(counts.items()):
        numbers = [found[grade] for grade in call.grades]
        if any(numbers):
            named = [(grade.name, count) for grade, count in zip(call.grades.values(), numbers, strict=True)]
            yield YearGrades(year, named, list(_bar(numbers, whole)), max(0, whole - sum(numbers)))


def _bar(counts: Sequence[int], whole: int) -> Iterator[tuple[str, str, str]]:
    start = 0.0
    for count, colour in zip(counts, COLOURS, strict=False):
        width = 100 * count / whole
        if count:
            yield colour, f"{start:.2f}", f"{max(width - 0.5, 0.5):.2f}"
        start += width
