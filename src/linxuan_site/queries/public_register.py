"""The register of designated entities as everybody may see it: who was designated, by which document, and whether
the title stands. Nothing about grades, reports or what a rule suggests.

What a reader chooses from is what stands on the page (the name of a track, of a district): one word may come from
several programmes.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from linxuan.programme.definition import Call
from linxuan_site.models import Designation
from linxuan_site.queries.calls import definition_of, office_name, published_calls

PAGE = 50
AT_A_TIME = 1000
STANDINGS = ("kept", "revoked")
_KIND = ("programme", "authority", "cohort", "track", "category", "mode", "in_charge")


@dataclass(frozen=True)
class RegisterEntry:
    """One title in the public register; `standing` is `kept`, or `revoked` by a decision that is on record."""

    name: str
    region: str
    track: str
    category: str
    mode: str
    cohort: int
    document: str
    designated_on: date | None
    standing: str
    revoked_by: str
    revoked_on: date | None


@dataclass(frozen=True)
class Wanted:
    """What is looked for in the register; what is empty does not narrow it."""

    words: str = ""
    cohort: int | None = None
    track: str = ""
    region: str = ""
    kind: str = ""
    """A category or a mode."""
    standing: str = ""


@dataclass(frozen=True)
class RegisterPage:
    """Some entries; `after` is the key with which the next page begins, None on the last one."""

    entries: Sequence[RegisterEntry]
    after: int | None


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


def whole_register() -> Register:
    """Return the register counted by all that one can look for."""
    return _counted_register(Designation.objects.all(), [definition_of(one) for one in published_calls()])


def narrowed_register(register: Register, wanted: Wanted) -> Register:
    """Return the part of a register whose names and standing are wanted; the rest is looked at by its counts."""
    if not wanted.words and not wanted.standing:
        return register
    return _counted_register(_narrowed(Designation.objects.all(), wanted), register.calls)


def _counted_register(rows: QuerySet[Designation], calls: Sequence[Call]) -> Register:
    counted = rows.order_by().values_list(*_KIND).annotate(number=Count("pk")).order_by(*_KIND)
    return Register([_alike(row, calls) for row in counted], calls)


def register_page(register: Register, wanted: Wanted, after: int | None = None) -> RegisterPage:
    """Return one page of the register, newest cohort first, beginning after the entry with a key."""
    rows = _found(register, wanted)
    last = (
        Designation.objects.filter(pk=after).values_list("cohort", "track", "pk").first() if after else None
    )
    if last:
        cohort, track, key = last
        rows = rows.filter(
            Q(cohort__lt=cohort)
            | Q(cohort=cohort, track__gt=track)
            | Q(cohort=cohort, track=track, pk__gt=key)
        )
    some = list(rows[: PAGE + 1])
    entries = [_entry(row, register.calls) for row in some[:PAGE]]
    return RegisterPage(entries, some[PAGE - 1].pk if len(some) > PAGE else None)


def register_entries(register: Register, wanted: Wanted) -> Iterator[RegisterEntry]:
    """Yield all entries that are wanted, however many."""
    for row in _found(register, wanted).iterator(chunk_size=AT_A_TIME):
        yield _entry(row, register.calls)


def designated_by(call: Call, most: int = 201) -> list[RegisterEntry]:
    """Return the titles of a call's own cohort, by track; no more than `most`."""
    rows = Designation.objects.filter(
        programme=call.programme, authority=call.authority, cohort=call.cohort
    ).select_related("revocation")
    return [_entry(row, [call]) for row in rows.order_by("track", "pk")[:most]]


def _found(register: Register, wanted: Wanted) -> QuerySet[Designation]:
    rows = _narrowed(Designation.objects.select_related("revocation"), wanted)
    if wanted.cohort is not None:
        rows = rows.filter(cohort=wanted.cohort)
    rows = rows.filter(_any_of(register, wanted.track, "track", ("track",)))
    rows = rows.filter(_any_of(register, wanted.region, "region", ("in_charge",)))
    rows = rows.filter(_any_of(register, wanted.kind, "kind", ("track", "category", "mode")))
    return rows.order_by("-cohort", "track", "pk")


def _narrowed(rows: QuerySet[Designation], wanted: Wanted) -> QuerySet[Designation]:
    words = wanted.words.replace("\0", "").strip()  # no database keeps a NUL, so none can be looked for
    rows = rows.filter(name__icontains=words) if words else rows
    if wanted.standing in STANDINGS:
        rows = rows.filter(revocation__isnull=wanted.standing == "kept")
    return rows


def _any_of(register: Register, word: str, what: str, columns: Sequence[str]) -> Q:
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
    words = _named(_call_of(programme, authority, calls), track, category, mode, in_charge)
    return _Alike(programme, authority, cohort, track, category, mode, in_charge, number, words)


def _named(call: Call | None, track: str, category: str, mode: str, in_charge: str) -> dict[str, str]:
    known = call.tracks.get(track) if call else None
    return {
        "track": known.name if known else track,
        "category": known.categories.get(category, category) if known else category,
        "mode": mode,
        "region": _region(in_charge, call),
    }


def _call_of(programme: str, authority: str, calls: Sequence[Call]) -> Call | None:
    same = (one for one in calls if (one.programme, one.authority) == (programme, authority))
    return next(same, None)


def _entry(row: Designation, calls: Sequence[Call]) -> RegisterEntry:
    call = _call_of(row.programme, row.authority, calls)
    revocation = getattr(row, "revocation", None)
    return RegisterEntry(
        name=row.name,
        **_named(call, row.track, row.category, row.mode, row.in_charge),
        cohort=row.cohort,
        document=row.document,
        designated_on=row.designated_on,
        standing="revoked" if revocation else "kept",
        revoked_by=revocation.document if revocation else "",
        revoked_on=revocation.decided_on if revocation else None,
    )


def _region(key: str, call: Call | None) -> str:
    offices = call.offices.values() if call and key else ()
    return next((office_name(call, one.id, key) for one in offices if call and one.each), key)
