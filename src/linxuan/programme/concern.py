"""Whom an element concerns, from when and until when: the keys `for`, `when`, `since` and `until`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from linxuan.language import say
from linxuan.programme.definition import Citation, Expression
from linxuan.programme.entry import Entry
from linxuan.programme.faults import suggestion
from linxuan.programme.origin import read_origin


class Shared(TypedDict):
    """The keys that every element has, ready for its class."""

    id: str
    name: str
    cites: tuple[Citation, ...]
    source: str
    why: str
    reading: str
    concerns: tuple[str, ...]
    when: Expression | None
    since: date | None
    until: date | None
    file: str
    line: int


@dataclass(frozen=True)
class Concern:
    """What `for` says: procedures in the order of the package, and the pairs `track/category` as written."""

    procedures: tuple[str, ...]
    pairs: tuple[str, ...] = ()


def read_shared(
    entry: Entry,
    *,
    default: Sequence[str] = (),
    origin_wanted: bool = True,
    has_when: bool = True,
    pairs_as_condition: bool = True,
    label: str = "name",
) -> Shared:
    """Return the shared keys of an element; `default` is whom it concerns when it has no `for`.

    `for = ["platform/sharing"]` becomes the condition `category = 'sharing'`, unless the kind keeps such
    pairs itself. `label` is the key that holds the name; without it the name is the id. `has_when` is
    false where `when` means another thing.
    """
    origin = read_origin(entry, wanted=origin_wanted)
    concern = read_concern(entry, default)
    when = entry.expression("when") if has_when else None
    if pairs_as_condition:
        when = _with_pairs(entry, concern, when)
    since, until = _days(entry)
    return Shared(
        id=entry.id,
        name=entry.text(label) or entry.id,
        cites=origin.cites,
        source=origin.source,
        why=origin.why,
        reading=origin.reading,
        concerns=concern.procedures,
        when=when,
        since=since,
        until=until,
        file=entry.place.file,
        line=entry.faults.line_of(entry.place),
    )


def read_concern(entry: Entry, default: Sequence[str] = ()) -> Concern:
    """Return whom an element concerns. A track that is closed, or is not there, is a fault."""
    if not entry.has("for"):
        return Concern(tuple(default))
    written = entry.texts("for", wanted=True)
    for each in written:
        _check_procedure(entry, each)
    named = {each.partition("/")[0] for each in written}
    return Concern(
        tuple(each for each in entry.known.procedures if each in named),
        tuple(each for each in written if "/" in each),
    )


def _check_procedure(entry: Entry, written: str) -> None:
    procedure, slash, category = written.partition("/")
    if entry.known.lacks("track", procedure) and entry.known.lacks("round", procedure):
        known = (*(entry.known.of("track") or ()), *entry.known.rounds)
        entry.fault("for", say("没有类别或评估轮次“{id}”", id=procedure), suggestion(procedure, known))
    elif procedure in entry.known.closed_tracks:
        entry.fault("for", say("类别“{id}”是关闭的（open = false），不在这一次遴选", id=procedure))
    elif slash and category not in entry.known.categories.get(procedure, ()):
        problem = say("类别“{track}”没有“{category}”这一类", track=procedure, category=category)
        entry.fault("for", problem, suggestion(category, entry.known.categories.get(procedure, ())))


def _with_pairs(entry: Entry, concern: Concern, when: Expression | None) -> Expression | None:
    """The condition of an element with that of its pairs; each whole track in `for` needs none."""
    if not concern.pairs:
        return when
    categories: dict[str, list[str]] = {}
    for pair in concern.pairs:
        track, _, category = pair.partition("/")
        categories.setdefault(track, []).append(category)
    choices = [
        _of_track(track, categories.get(track), alone=len(concern.procedures) == 1)
        for track in concern.procedures
    ]
    text = " OR ".join(choices)
    return entry.parsed("for", f"({when.text}) AND ({text})" if when else text)


def _of_track(track: str, categories: Sequence[str] | None, *, alone: bool) -> str:
    of_track = f"track = '{track}'"
    if not categories:
        return of_track
    listed = ", ".join(f"'{each}'" for each in categories)
    of_category = f"category = {listed}" if len(categories) == 1 else f"category IN ({listed})"
    return of_category if alone else f"{of_track} AND {of_category}"


def _days(entry: Entry) -> tuple[date | None, date | None]:
    since, until = entry.day("since"), entry.day("until")
    if since and until and until < since:
        entry.fault("until", say("截止的日子早于开始的日子"), say("until 不早于 since"))
    return since, until
