"""The register counted by what one can look for in it.

What a reader chooses from is what stands on the page (the name of a track, of a district): one word may come from
several programmes.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from linxuan.programme.definition import Call
from linxuan_site.models import RegisterLine
from linxuan_site.queries.calls import office_name

_KIND = ("programme", "authority", "cohort", "track", "category", "mode", "in_charge")


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
    words: dict[str, str]


@dataclass(frozen=True)
class Register:
    """The whole register, counted by what one can look for."""

    alike: Sequence[_Alike]
    calls: Sequence[Call]

    @property
    def cohorts(self) -> list[int]:
        """The cohorts, newest first."""
        return sorted({one.cohort for one in self.alike}, reverse=True)

    def choices(self, what: str) -> list[str]:
        """Return the words that one can look for: `track`, `region` or `kind`; the most frequent first."""
        counts: Counter[str] = Counter()
        for one in self.alike:
            for word in (one.words["mode"], one.words["category"]) if what == "kind" else (one.words[what],):
                counts[word] += one.number
        return [word for word, _number in counts.most_common() if word]

    def counted(self, what: str, wanted: Wanted) -> list[tuple[str, int]]:
        """Return how many titles there are of each word, of those that are wanted: a title counts once, by its mode
        where it has one, else by its category.
        """
        counts: Counter[str] = Counter()
        for one in self.alike:
            if _fits(one, wanted):
                word = (one.words["mode"] or one.words["category"]) if what == "kind" else one.words[what]
                counts[word] += one.number
        return [(word, number) for word, number in counts.most_common() if word]

    def number(self, wanted: Wanted) -> int:
        """Return how many titles are wanted."""
        return sum(one.number for one in self.alike if _fits(one, wanted))


def counted_register(rows: QuerySet[RegisterLine], calls: Sequence[Call]) -> Register:
    """Return lines counted by what one can look for."""
    counted = rows.order_by().values_list(*_KIND).annotate(number=Count("pk")).order_by(*_KIND)
    return Register([_alike(row, calls) for row in counted], calls)


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
    programme, authority, cohort, track, category, mode, in_charge, number = row
    words = named(call_of(programme, authority, calls), track, category, mode, in_charge)
    return _Alike(programme, authority, cohort, track, category, mode, in_charge, number, words)


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
