"""The register counted by what one can look for in it.

What a reader chooses from is what stands on the page (the name of a track, of a district): one word may come from
several programmes.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet, Sum

from linxuan.programme.definition import Call
from linxuan_site.models import RegisterCount, RegisterEvent, RegisterLine
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.register_lines import lines_as_of

_KIND = ("programme", "authority", "cohort", "track", "category", "mode", "in_charge")
MOST_KEPT = 64
MOST_CHANGED = 100_000
"""Events for which their titles are asked one by one; for more, looking at every line costs less."""
_Made = TypeVar("_Made")
_Rows = TypeVar("_Rows", bound=QuerySet[Any])


@dataclass(frozen=True)
class Wanted:
    """What is looked for in the register; what is empty does not narrow it."""

    words: str = ""
    cohort: int | None = None
    track: str = ""
    region: str = ""
    kind: str = ""
    """A category or a mode."""
    state: str = ""
    """A state of the title."""
    day: date | None = None
    """Of which day; None for today."""
    known_at: datetime | None = None
    """As known at which moment; None for now."""


@dataclass(frozen=True)
class _Alike:
    """Titles that are alike in what one can look for, with the words for it."""

    programme: str
    authority: str
    cohort: int
    track: str
    category: str
    mode: str
    in_charge: str
    number: int
    words: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Register:
    """The register of a day, counted by what one can look for; what was counted once is kept with it."""

    alike: Sequence[_Alike]
    calls: Sequence[Call]
    _counted: dict[object, Any] = field(default_factory=dict)

    @property
    def cohorts(self) -> list[int]:
        """The cohorts, newest first."""
        return self._once("cohorts", lambda: sorted({one.cohort for one in self.alike}, reverse=True))

    def choices(self, what: str) -> list[str]:
        """Return the words that one can look for: `track`, `region` or `kind`; the most frequent first."""
        return self._once(what, lambda: self._choices(what))

    def counted(self, what: str, wanted: Wanted) -> list[tuple[str, int]]:
        """Return how many titles there are of each word, of those that are wanted: `year`, `region` or `kind`. A
        title counts once, by its mode where it has one, else by its category.
        """
        return self._once((what, _looked_for(wanted)), lambda: self._words(what, wanted))

    def number(self, wanted: Wanted) -> int:
        """Return how many titles are wanted."""
        return self._once(
            _looked_for(wanted), lambda: sum(one.number for one in self.alike if _fits(one, wanted))
        )

    def _choices(self, what: str) -> list[str]:
        counts: Counter[str] = Counter()
        for one in self.alike:
            for word in (one.words["mode"], one.words["category"]) if what == "kind" else (one.words[what],):
                counts[word] += one.number
        return [word for word, _number in counts.most_common() if word]

    def _words(self, what: str, wanted: Wanted) -> list[tuple[str, int]]:
        counts: Counter[str] = Counter()
        for one in self.alike:
            if _fits(one, wanted):
                word = (one.words["mode"] or one.words["category"]) if what == "kind" else one.words[what]
                counts[word] += one.number
        return [(word, number) for word, number in counts.most_common() if word]

    def _once(self, key: object, made: Callable[[], _Made]) -> _Made:
        if key not in self._counted:
            if len(self._counted) > MOST_KEPT:
                self._counted.clear()
            self._counted[key] = made()
        found: _Made = self._counted[key]
        return found


def counted_by_day(day: date, state: str, calls: Sequence[Call]) -> Register:
    """Return the register of a day as known now, from the kept counts: those of one state, or all of them."""
    return _register(tuple(_kept(day, state)), _Same(calls))


def counted_as_known(day: date, moment: datetime, state: str, calls: Sequence[Call]) -> Register:
    """Return the register of a day as known at an earlier moment.

    That is what is known now, but for the titles of which something was recorded since; or it is what is said of
    those of which something was recorded until then. Where both are many, each line is looked at.
    """
    events = RegisterEvent.objects.order_by()
    since, until = events.filter(recorded_at__gt=moment), events.filter(recorded_at__lte=moment)
    then = _of_state(lines_as_of(day, moment), state)
    if not _is_few(since):
        few = then.filter(designation__in=until.values("designation")) if _is_few(until) else then
        return counted_lines(few, calls)
    changed = since.values("designation")
    number = Counter({tuple(kind): each for *kind, each in _kept(day, state)})
    number.subtract(_alike_in(_of_state(lines_as_of(day), state).filter(designation__in=changed)))
    number.update(_alike_in(then.filter(designation__in=changed)))
    rows = [(*kind, each) for kind, each in number.items() if each > 0]
    return _register(tuple(sorted(rows, key=lambda row: [(one is None, one) for one in row])), _Same(calls))


def counted_lines(rows: QuerySet[RegisterLine], calls: Sequence[Call]) -> Register:
    """Return lines counted by what one can look for: each of them is read."""
    number = _alike_in(rows)
    return _register(tuple((*kind, each) for kind, each in number.items()), _Same(calls))


def _kept(day: date, state: str) -> "QuerySet[RegisterCount, tuple[Any, ...]]":
    rows = _of_state(RegisterCount.objects.filter(day__lte=day), state).values_list(*_KIND, "year")
    return rows.annotate(sum=Sum("number")).filter(sum__gt=0).order_by(*_KIND, "year")


def _alike_in(rows: QuerySet[RegisterLine]) -> Counter[tuple[Any, ...]]:
    """How many lines there are of each kind and year of designation."""
    number: Counter[tuple[Any, ...]] = Counter()
    counted = rows.order_by().values_list(*_KIND, "designated_on").annotate(number=Count("pk"))
    for *kind, day, each in counted.order_by(*_KIND, "designated_on"):
        number[(*kind, day.year if day else None)] += each
    return number


def _of_state(rows: _Rows, state: str) -> _Rows:
    return rows.filter(state=state) if state else rows


def _is_few(events: QuerySet[RegisterEvent]) -> bool:
    return events[: MOST_CHANGED + 1].count() <= MOST_CHANGED


@lru_cache(maxsize=16)
def _register(rows: tuple[tuple[Any, ...], ...], same: "_Same") -> Register:
    """The same counts are the same register: known by all that it says."""
    return Register([_alike(row, same.calls) for row in rows], same.calls)


class _Same:
    """Calls known by which they are: a definition never changes."""

    def __init__(self, calls: Sequence[Call]) -> None:
        self.calls = tuple(calls)

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.calls)))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Same) or len(self.calls) != len(other.calls):
            return False
        return all(one is another for one, another in zip(self.calls, other.calls, strict=True))


def any_of(register: Register, word: str, what: str, columns: Sequence[str]) -> Q:
    """Return what holds for the titles to which a word of the page belongs; nothing is asked without a word."""
    if not word:
        return Q()
    columns = ("programme", "authority", *columns)
    found = {tuple(getattr(one, each) for each in columns) for one in register.alike if _has(one, what, word)}
    asked = Q(pk__in=())
    for values in sorted(found):
        asked |= Q(**dict(zip(columns, values, strict=True)))
    return asked


def _has(one: _Alike, what: str, word: str) -> bool:
    if what == "kind":
        return word in (one.words["category"], one.words["mode"])
    return one.words[what] == word


def _fits(one: _Alike, wanted: Wanted) -> bool:
    asked = (("track", wanted.track), ("region", wanted.region), ("kind", wanted.kind))
    return wanted.cohort in (None, one.cohort) and all(_has(one, what, word) for what, word in asked if word)


def _alike(row: Sequence[Any], calls: Sequence[Call]) -> _Alike:
    programme, authority, cohort, track, category, mode, in_charge, year, number = row
    words = named(call_of(programme, authority, calls), track, category, mode, in_charge)
    words["year"] = str(year or "")
    return _Alike(programme, authority, cohort, track, category, mode, in_charge, number, words)


def _looked_for(wanted: Wanted) -> tuple[object, ...]:
    return wanted.cohort, wanted.track, wanted.region, wanted.kind


def named(call: Call | None, track: str, category: str, mode: str, in_charge: str) -> dict[str, str]:
    """Return the words of the page for the ids of a title."""
    known = call.tracks.get(track) if call else None
    return {
        "track": known.name if known else track,
        "category": known.categories.get(category, category) if known else category,
        "mode": mode,
        "region": _region(in_charge, call),
    }


def call_of(programme: str, authority: str, calls: Sequence[Call]) -> Call | None:
    """Return the newest of the calls that is of a programme and an authority."""
    same = (one for one in calls if (one.programme, one.authority) == (programme, authority))
    return next(same, None)


def _region(key: str, call: Call | None) -> str:
    offices = call.offices.values() if call and key else ()
    return next((office_name(call, one.id, key) for one in offices if call and one.each), key)
