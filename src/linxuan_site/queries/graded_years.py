"""Whether all grades of a year are on record, and where everybody stands in the years of which they are.

A share of the last of a year is counted among all of it: what is published of half a year would give wrong places.
A year is complete when each that had to be graded has a final grade, or it is stated that it gets none.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from django.db.models import Count, Max, Q, QuerySet

from linxuan.designations import ENDED
from linxuan.evaluation import Position
from linxuan.evaluation.positions import counted_positions
from linxuan.programme.definition import Call
from linxuan.programme.ready import once_per_call
from linxuan_site import clock
from linxuan_site.models import (
    Application,
    Designation,
    FilingAddition,
    FilingList,
    GradeRecord,
    GradeStep,
    NoGrade,
    RegisterEvent,
)
from linxuan_site.queries.calls import definition_of, published_calls
from linxuan_site.queries.grading import counting_grades, year_of
from linxuan_site.queries.register_lines import lines_as_of

Lists: TypeAlias = tuple[tuple[int, str, str], ...]
"""The filing lists of a programme: year, call and round."""


@dataclass(frozen=True)
class TrackYear:
    """How many of one track had to be graded in a year, and how many have no final grade and no stated outcome."""

    year: int
    track: str
    due: int
    missing: int


@dataclass(frozen=True, eq=False)
class Places:
    """Where everybody stands in the complete years of a programme, as the core counts it."""

    found: Mapping[int, Mapping[tuple[str, Decimal | None], Position]]
    """By year, and by grade and score."""

    def of(self, grades: Mapping[int, GradeRecord]) -> dict[int, Position]:
        """Return the positions of one entity, by year."""
        return self.at({year: (row.grade, row.computed_score) for year, row in grades.items()})

    def at(self, results: Mapping[int, tuple[str, Decimal | None]]) -> dict[int, Position]:
        """Return the positions of one entity by year, given what it got in each."""
        return {
            year: self.found[year][result]
            for year, result in results.items()
            if year in self.found and result in self.found[year]
        }


NOWHERE = Places({})
"""What is known of places where no year is complete, or nothing asks for them."""


def counts_places(call: Call) -> bool:
    """Tell whether a rule of standing of a call looks at the last share of a year."""
    return any(rule.lowest is not None for rule in call.standings.values())


def places_of(call: Call) -> Places:
    """Return where everybody stands, counted once for all until something new is recorded.

    Without any rule that looks at places nothing is read.
    """
    if not counts_places(call):
        return NOWHERE
    return _places(call, _lists(call), clock.today(), _newest())


def progress_of(call: Call, year: int) -> list[TrackYear]:
    """Return, by track, how far the grades of a year are."""
    due = _counted_by_track(due_in(call, year))
    missing = _counted_by_track(missing_in(call, year))
    return [TrackYear(year, track, count, missing[track]) for track, count in sorted(due.items())]


def missing_in(call: Call, year: int) -> QuerySet[Designation]:
    """Return who had to be graded in a year and has neither a final grade nor a stated outcome.

    A title that is held no more needs none.
    """
    ended = lines_as_of().filter(state__in=ENDED).values("designation")
    final = counting_grades(call).filter(year=year, state="final").values("designation")
    stated = NoGrade.objects.filter(year=year).values("designation")
    rows = due_in(call, year).exclude(pk__in=final)
    return rows.exclude(pk__in=stated).exclude(pk__in=ended).order_by("track", "cohort", "pk")


def due_in(call: Call, year: int) -> QuerySet[Designation]:
    """Return who had to be graded in a year: the filing lists of its rounds; where none was made, who had the title
    from the first to the last day of the year in one of the tracks that are evaluated.
    """
    rows = Designation.objects.filter(programme=call.programme, authority=call.authority)
    listed = Q()
    for at, call_id, round_id in _lists(call):
        if at == year:
            listed |= Q(call=call_id, procedure=round_id)
    if listed:
        reports = Application.objects.filter(listed, designation__isnull=False)
        return rows.filter(pk__in=reports.values("designation"))
    first, last = date(year, 1, 1), min(date(year, 12, 31), clock.today())
    held = [lines_as_of(day).exclude(state__in=ENDED).values("designation") for day in (first, last)]
    tracks = {track for one in call.rounds.values() for track in one.tracks}
    return rows.filter(pk__in=held[0], track__in=sorted(tracks)).filter(pk__in=held[1])


def newest_grades() -> tuple[object, ...]:
    """Return what differs as soon as a grade, an outcome or what the register says is new."""
    return _newest()


def who_may_be_last(call: Call, years: Collection[int]) -> set[int]:
    """Return who is, or with a tie may be, within the last share of complete years that a rule of standing looks at."""
    shares = {rule.lowest for rule in call.standings.values() if rule.lowest is not None}
    places = places_of(call).found
    found: set[int] = set()
    for year in set(years) & set(places):
        results = {
            result
            for result, position in places[year].items()
            if any(position.is_among_the_last(share) is not False for share in shares)
        }
        rows = counting_grades(call).filter(year=year, grade__in={grade for grade, _score in results})
        keys = rows.values_list("designation", "grade", "computed_score")
        found |= {key for key, grade, score in keys if (grade, score) in results}
    return found


# ── how ──


def _lists(call: Call) -> Lists:
    """The filing lists that were made in all calls of the programme."""
    made: dict[str, list[str]] = defaultdict(list)
    for one in FilingList.objects.order_by("call", "round"):
        made[one.call].append(one.round)
    found = [
        (year_of(definition.rounds[id]), definition.id, id)
        for definition in _calls(call, made)
        for id in made[definition.id]
        if id in definition.rounds
    ]
    return tuple(sorted(found))


def _calls(call: Call, named: Mapping[str, Sequence[str]]) -> Iterator[Call]:
    for published in published_calls():
        if published.call in named and published.authority == call.authority:
            definition = call if published.call == call.id else definition_of(published)
            if definition.programme == call.programme:
                yield definition


def _newest() -> tuple[object, ...]:
    """Rows of the record are only added: the newest of each tells whether there are others."""
    rows = GradeStep.objects.aggregate(pk=Max("pk"), at=Max("at"))
    stated = NoGrade.objects.aggregate(pk=Max("pk"), at=Max("stated_at"))
    events = RegisterEvent.objects.aggregate(pk=Max("pk"), at=Max("recorded_at"))
    added = FilingAddition.objects.aggregate(pk=Max("pk"), at=Max("added_at"))
    return tuple(each for row in (rows, stated, events, added) for each in row.values())


def _counted_by_track(rows: QuerySet[Designation]) -> Counter[str]:
    counted = rows.order_by().values("track").annotate(number=Count("pk", distinct=True))
    return Counter({row["track"]: row["number"] for row in counted})


@once_per_call
def _places(call: Call, _lists: Lists, _today: date, _newest: tuple[object, ...]) -> Places:
    """The same call with the same record gets the same again: `_newest` and the others tell when it is another."""
    counts: dict[int, dict[tuple[str, Decimal | None], int]] = defaultdict(dict)
    rows = counting_grades(call).order_by().values("year", "grade", "computed_score")
    for row in rows.annotate(number=Count("pk")):
        counts[row["year"]][row["grade"], row["computed_score"]] = row["number"]
    order = {id: place for place, id in enumerate(call.grades)}
    # A grade that the call does not know has no place among the others.
    known = {year: own for year, own in counts.items() if all(grade in order for grade, _score in own)}
    return Places(
        {year: _positions(order, own) for year, own in known.items() if not missing_in(call, year).exists()}
    )


def _positions(
    order: Mapping[str, int], counts: Mapping[tuple[str, Decimal | None], int]
) -> Mapping[tuple[str, Decimal | None], Position]:
    found = counted_positions({(order[grade], score): number for (grade, score), number in counts.items()})
    return {(grade, score): found[order[grade], score] for grade, score in counts}
