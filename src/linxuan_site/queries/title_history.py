"""What happened to one title, event by event, and what everybody may see of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from linxuan.designations import FACTS, JOINED
from linxuan.programme.definition import Call
from linxuan_site.models import Designation, IssuedPaper, Organisation, RegisterEvent
from linxuan_site.queries.calls import call_of_programme, definition_of, published_calls
from linxuan_site.queries.public_register import RegisterEntry, entry_of
from linxuan_site.queries.register_counts import call_of, named
from linxuan_site.queries.register_lines import counting_rows, line_of, lines_as_of
from linxuan_site.queries.register_times import Times

CHECK_SIGNS = 16
"""Signs of a digest that are typed to verify a paper by its number."""


@dataclass(frozen=True)
class Change:
    """One event of a title: `facts` are what it changed, in the words of a page; `by` is who recorded it.

    `corrected` says that a later one stands in its place. Everybody may see all but `reason`, `by` and `corrected`.
    """

    number: int
    kind: str
    holds_from: date | None
    document: str
    recorded_at: datetime
    facts: Mapping[str, str]
    corrects: int | None
    other: int | None
    """The other title of a merger of two."""
    corrected: bool
    reason: str
    by: str


@dataclass(frozen=True)
class JoinedTitle:
    """A title that another took in: the name under which it ended, and its own changes that count, the newest first."""

    id: int
    name: str
    changes: Sequence[Change]


@dataclass(frozen=True)
class PublicTitle:
    """A title as everybody may see it, of a day: `entry` is None where there was no title on that day.

    `changes` are those that count, the newest first; `certificate` is the newest that was made of it; `joined` are
    the titles that it took in.
    """

    id: int
    name: str
    entry: RegisterEntry | None
    changes: Sequence[Change]
    certificate: IssuedPaper | None
    joined: Sequence[JoinedTitle]


def public_title(designation_id: int, times: Times) -> PublicTitle | None:
    """Return a title as the public register has it, of a day and as known at a moment; None if there is none."""
    designation = Designation.objects.filter(pk=designation_id).first()
    if designation is None:
        return None
    call = call_of_programme(designation.programme, designation.authority)
    line = line_of(designation, *times)
    changes = changes_of(designation, call, times.known_at)
    newest = line_of(designation)
    return PublicTitle(
        id=designation.pk,
        name=(line or newest or designation).name,
        entry=entry_of(line, [call] if call else []) if line else None,
        changes=[one for one in changes if not one.corrected],
        certificate=designation.papers.filter(kind="certificate").order_by("pk").last(),
        joined=joined_titles(changes, call, times.known_at),
    )


def joined_titles(
    changes: Iterable[Change], call: Call | None, known_at: datetime | None = None
) -> list[JoinedTitle]:
    """Return the titles that another took in by changes of it that count, the last one first, each with its own."""
    keys = [one.other for one in changes if one.other and one.kind == "merged" and not one.corrected]
    if not keys:
        return []
    found = Designation.objects.prefetch_related("events__recorded_by").in_bulk(keys)
    known = {key: _known(found[key].events.all(), known_at) for key in keys}
    holders = _holders(row for rows in known.values() for row in rows)
    own = {key: _told(rows, found[key], call, holders) for key, rows in known.items()}
    names = {key: _last_name(known[key], found[key]) for key in keys}
    return [JoinedTitle(key, names[key], [one for one in own[key] if not one.corrected]) for key in keys]


def _last_name(rows: Sequence[RegisterEvent], designation: Designation) -> str:
    named_then = [one.changes["name"] for one in counting_rows(rows) if one.changes.get("name")]
    return named_then[-1] if named_then else designation.name


def changes_of(designation: Designation, call: Call | None, known_at: datetime | None = None) -> list[Change]:
    """Return what happened to a title, as known at a moment (now), the newest on record first."""
    known = _known(designation.events.select_related("recorded_by"), known_at)
    return _told(known, designation, call, _holders(known))


def _known(rows: Iterable[RegisterEvent], known_at: datetime | None) -> list[RegisterEvent]:
    """The events that were on record at a moment, by number."""
    known = (one for one in rows if known_at is None or one.recorded_at <= known_at)
    return sorted(known, key=lambda one: one.number)


def _told(
    known: Sequence[RegisterEvent], designation: Designation, call: Call | None, holders: Mapping[str, str]
) -> list[Change]:
    counting = {one.number for one in counting_rows(known)}
    return [
        _change(one, designation, call, holders, corrected=one.number not in counting)
        for one in reversed(known)
    ]


def newest_changes(most: int) -> list[tuple[Designation, str, Change]]:
    """Return what was recorded last and counts still, the newest first: of which title, its name today, and what."""
    later = RegisterEvent.objects.filter(designation=OuterRef("designation"), corrects=OuterRef("number"))
    rows = RegisterEvent.objects.filter(~Exists(later)).select_related("designation", "recorded_by")
    newest = list(rows.order_by("-recorded_at", "-pk")[:most])
    titles = {one.designation_id for one in newest}
    names = dict(lines_as_of().filter(designation__in=titles).values_list("designation_id", "name"))
    calls = [definition_of(one) for one in published_calls()]
    holders = _holders(newest)
    return [
        (
            one.designation,
            names.get(one.designation_id, one.designation.name),
            _change(
                one,
                one.designation,
                call_of(one.designation.programme, one.designation.authority, calls),
                holders,
                corrected=False,
            ),
        )
        for one in newest
    ]


def _change(
    row: RegisterEvent,
    designation: Designation,
    call: Call | None,
    holders: Mapping[str, str],
    *,
    corrected: bool,
) -> Change:
    return Change(
        number=row.number,
        kind=row.kind,
        holds_from=row.holds_from,
        document=row.document,
        recorded_at=row.recorded_at,
        facts=_facts(row, designation, call, holders),
        corrects=row.corrects,
        other=row.other_id,
        corrected=corrected,
        reason=row.reason,
        by=row.recorded_by.full_name if row.recorded_by else "",
    )


def _holders(rows: Iterable[RegisterEvent]) -> dict[str, str]:
    named_there = {one.changes["holder"] for one in rows if one.changes.get("holder")}
    found = Organisation.objects.filter(identifier__in=named_there)
    return dict(found.values_list("identifier", "name"))


def _facts(
    row: RegisterEvent, designation: Designation, call: Call | None, holders: Mapping[str, str]
) -> dict[str, str]:
    given = {key: row.changes.get(key, "") for key in FACTS}
    words = named(call, designation.track, given["category"], given["mode"], given["in_charge"])
    said = {
        **given,
        "holder": holders.get(given["holder"], ""),
        "category": words["category"],
        "in_charge": words["region"],
    }
    # What stands beside it already is not said twice: the event's own document, the holder who is named like the title.
    again = {"document": row.document, "holder": said["name"]}
    facts = {key: said[key] for key in FACTS if said[key] and said[key] != again.get(key)}
    joined = row.changes.get(JOINED, "").replace("\n", "；")
    return facts | ({JOINED: joined} if joined else {})
