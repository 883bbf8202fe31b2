"""What a list leads to once its doubtful rows are decided: entries, each for one row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from linxuan.designations.known import (
    CHOICES,
    Choice,
    KnownEntity,
    KnownTitle,
    identity_of,
    title_key,
)
from linxuan.designations.matching import Change, Match
from linxuan.designations.names import comparable
from linxuan.designations.tables import ListedTitle
from linxuan.errors import BadInput
from linxuan.language import say

MOST_NAMED = 10


@dataclass(frozen=True)
class Entry:
    """What one row leads to: a title that is entered where `title` is None, else changes of one that is there.

    `entity` is whose it is; one that is new is made of its name and code. `renamed` says that it bears the
    name of the row from now on.
    """

    row: ListedTitle
    entity: KnownEntity
    title: KnownTitle | None
    changes: tuple[Change, ...] = ()
    renamed: bool = False

    @property
    def other_name(self) -> bool:
        """Whether the list has the title under another name than the entity bears."""
        return comparable(self.row.name) != comparable(self.entity.name)


def row_field(place: str) -> str:
    """Return what a row is called as a field of a form."""
    return "row-" + "".join(place.split())


def entries_of(matches: Sequence[Match], decisions: Mapping[str, str]) -> list[Entry]:
    """Return what is to be entered, by `decisions`: place → one of the choices of its row.

    Raises `BadInput` that names the rows which are not decided, or which cannot be decided so.
    """
    _refuse_unknown(matches, decisions)
    open_rows = [one.row.place for one in matches if one.is_doubtful and not decisions.get(one.row.place)]
    if open_rows:
        told = say("还有{count}行没有决定：第{lines}行", count=len(open_rows), lines=_some(open_rows))
        raise BadInput(told, field=row_field(open_rows[0]))
    entries = [entry for one in matches for entry in _entry(one, decisions.get(one.row.place, ""))]
    _refuse_twice(entries)
    return entries


def _refuse_unknown(matches: Iterable[Match], decisions: Mapping[str, str]) -> None:
    choices: dict[str, tuple[Choice, ...]] = {one.row.place: one.choices for one in matches}
    for place, decision in decisions.items():
        if not decision:
            continue
        if place not in choices:
            raise BadInput(say("第{line}行没有要决定的", line=place))
        if decision not in choices[place]:
            allowed = say("、").join(choices[place]) or "—"
            told = say(
                "第{line}行不能决定为“{decision}”，可以是：{allowed}",
                line=place,
                decision=decision,
                allowed=allowed,
            )
            raise BadInput(told, field=row_field(place))


def _entry(match: Match, decision: str) -> Iterator[Entry]:
    choice = decision if decision in CHOICES else (match.choices[0] if match.outcome == "changed" else "")
    if match.outcome in ("same", "repeated") or choice == "leave_out":
        return
    if choice == "new":
        entity = KnownEntity(identity_of(match.row), match.row.name, match.row.credit_code)
        yield Entry(match.row, entity, None)
        return
    changes = match.changes if choice in ("", "correct", "take", "renamed") else ()
    changes = tuple(one for one in changes if one.id != "name")
    renamed = choice == "renamed"
    if match.title is None or changes or renamed:
        yield Entry(match.row, match.entity, match.title, changes, renamed)


def _refuse_twice(entries: Iterable[Entry]) -> None:
    first: dict[object, str] = {}
    names: dict[str, tuple[str, str]] = {}
    for one in entries:
        key = (one.entity.key, *title_key(one.row))
        if key in first:
            told = say(
                "第{first}行和第{line}行是同一个称号，只能登记一行", first=first[key], line=one.row.place
            )
            raise BadInput(told, field=row_field(one.row.place))
        first[key] = one.row.place
        if one.renamed:
            _refuse_two_names(one, names)


def _refuse_two_names(entry: Entry, names: dict[str, tuple[str, str]]) -> None:
    place, name = names.setdefault(entry.entity.key, (entry.row.place, comparable(entry.row.name)))
    if name != comparable(entry.row.name):
        told = say("第{first}行和第{line}行把一家改成了两个名称", first=place, line=entry.row.place)
        raise BadInput(told, field=row_field(entry.row.place))


def _some(places: Sequence[str]) -> str:
    return say("、").join(places[:MOST_NAMED]) + ("…" if len(places) > MOST_NAMED else "")
