"""Rows of a list held against the register: whose they are, what is new, what a person has to decide, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from linxuan.designations.columns import heading_of
from linxuan.designations.known import Choice, Found, KnownEntity, KnownTitle, identity_of, title_key
from linxuan.designations.listed_alike import found_in_list
from linxuan.designations.names import Near, comparable
from linxuan.designations.tables import ListedTitle
from linxuan.language import say

Outcome = Literal["same", "changed", "new", "repeated", "doubtful"]
COMPARED = ("category", "mode", "in_charge", "document", "designated_on")
"""What a list may say otherwise of a title that the register has."""


@dataclass(frozen=True)
class Change:
    """A column in which the list says something else than the register."""

    id: str
    before: str | date | None
    after: str | date | None


@dataclass(frozen=True)
class Match:
    """What becomes of a row. `entity` is whose it is, or may be; `title` the one in the register, where it has it.

    `choices` are what a person may decide: for a doubtful row one has to be chosen, for one with changes the
    first stands where nothing is said.
    """

    row: ListedTitle
    outcome: Outcome
    entity: KnownEntity
    title: KnownTitle | None = None
    reason: str = ""
    doubt: str = ""
    choices: tuple[Choice, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def is_doubtful(self) -> bool:
        """Whether a person has to decide."""
        return self.outcome == "doubtful"


def matched(rows: Sequence[ListedTitle], known: Iterable[KnownEntity]) -> tuple[Match, ...]:
    """Return what becomes of each row, in the order of the rows; which order that is makes no difference to it."""
    register = _Register(known)
    found = {row: register.find(row) for row in rows}
    found |= found_in_list([row for row, one in found.items() if one.entity is None])
    matches = [_match(row, found[row]) for row in rows]
    return tuple(_with_repeats(list(_with_one_code_each(matches))))


class _Register:
    """The entities of the register by code, name and old names."""

    def __init__(self, known: Iterable[KnownEntity]) -> None:
        self._by_code: dict[str, KnownEntity] = {}
        self._by_name: dict[str, list[KnownEntity]] = defaultdict(list)
        self._by_old_name: dict[str, list[KnownEntity]] = defaultdict(list)
        for one in known:
            if one.credit_code:
                self._by_code[one.credit_code] = one
            self._by_name[comparable(one.name)].append(one)
            for name in {comparable(name) for name in one.old_names} - {comparable(one.name)}:
                self._by_old_name[name].append(one)
        self._near = Near([*self._by_name, *self._by_old_name])

    def find(self, row: ListedTitle) -> Found:
        """Return whose a row is; no entity where the register has nobody like it."""
        if row.credit_code in self._by_code:
            return _of_the_code(row, self._by_code[row.credit_code])
        name = comparable(row.name)
        for entities in (self._by_name.get(name, ()), self._by_old_name.get(name, ())):
            if entities:
                return _of_the_name(row, entities)
        for old in row.old_names:
            if entities := self._by_name.get(comparable(old), ()):
                return _of_an_old_name(old, entities)
        return self._near_to(row, name)

    def _near_to(self, row: ListedTitle, name: str) -> Found:
        for near in self._near.to(name):
            entities = (*self._by_name.get(near, ()), *self._by_old_name.get(near, ()))
            for one in sorted(entities, key=_in_order):
                if not (row.credit_code and one.credit_code):
                    told = say("名称与名录里的“{name}”相近，没有信用代码可以核对", name=one.name)
                    return Found(one, "near", told, ("same", "renamed", "new", "leave_out"))
        return Found(None)


def _of_the_code(row: ListedTitle, one: KnownEntity) -> Found:
    if comparable(row.name) in {comparable(name) for name in (one.name, *one.old_names)}:
        return Found(one)
    if comparable(one.name) in {comparable(name) for name in row.old_names}:
        told = say("信用代码相同，表里写明曾用名“{name}”", name=one.name)
        return Found(one, "renamed", told, ("renamed", "same", "leave_out"))
    told = say("信用代码相同，名录里的名称是“{name}”：是否更名？", name=one.name)
    return Found(one, "name", told, ("same", "renamed", "leave_out"))


def _of_the_name(row: ListedTitle, entities: Sequence[KnownEntity]) -> Found:
    if len(entities) > 1:
        codes = say("、").join(sorted(one.credit_code or "—" for one in entities))
        told = say(
            "名录里有{count}家同名的（{codes}），要有信用代码才能分清", count=len(entities), codes=codes
        )
        return Found(_first(entities), "several", told, ("leave_out",))
    one = entities[0]
    if row.credit_code and one.credit_code:
        told = say("名称相同，名录里的信用代码是{code}", code=one.credit_code)
        return Found(one, "code", told, ("same", "new", "leave_out"))
    return Found(one)


def _of_an_old_name(old: str, entities: Sequence[KnownEntity]) -> Found:
    one = _first(entities)
    told = say("表里的曾用名“{name}”在名录里有，信用代码对不上或没有", name=old)
    return Found(one, "old_name", told, ("renamed", "same", "new", "leave_out"))


def _first(entities: Sequence[KnownEntity]) -> KnownEntity:
    return min(entities, key=_in_order)


def _in_order(one: KnownEntity) -> tuple[str, str]:
    return one.credit_code, one.key


def _match(row: ListedTitle, found: Found) -> Match:
    entity = found.entity or KnownEntity(identity_of(row), row.name, row.credit_code)
    title = entity.title(row)
    if found.doubt and found.doubt != "renamed":
        return Match(row, "doubtful", entity, title, found.reason, found.doubt, found.choices)
    changes = tuple(_changes(row, entity, title))
    if found.doubt == "renamed":
        changes = (Change("name", entity.name, row.name), *changes)
        return Match(row, "changed", entity, title, found.reason, "", found.choices, changes)
    if title is None:
        return Match(row, "new", entity, None, _of_state(row, "held"), changes=changes)
    outcome: Outcome = "changed" if changes else "same"
    choices: tuple[Choice, ...] = ("correct", "same") if changes else ()
    return Match(row, outcome, entity, title, _of_state(row, title.state), "", choices, changes)


def _changes(row: ListedTitle, entity: KnownEntity, title: KnownTitle | None) -> Iterator[Change]:
    """What the list says otherwise; what it leaves empty it does not say."""
    if row.credit_code and not entity.credit_code:
        yield Change("credit_code", "", row.credit_code)
    for id in COMPARED if title else ():
        before, after = getattr(title, id), getattr(row, id)
        if after and before != after:
            yield Change(id, before, after)


def _of_state(row: ListedTitle, state: str) -> str:
    """What is to be said where the list has another state: a title changes by a document, not by a list."""
    if row.state in ("", state):
        return ""
    return say("表里的{head}与名录不同：要凭文件另行登记", head=heading_of("state"))


def _with_one_code_each(matches: Sequence[Match]) -> Iterator[Match]:
    """Rows that give one entity, which has no code yet, two of them are for a person."""
    codes: dict[str, set[str]] = defaultdict(set)
    for one in matches:
        codes[one.entity.key].update(str(each.after) for each in one.changes if each.id == "credit_code")
    for one in matches:
        if len(codes[one.entity.key]) > 1 and not one.is_doubtful:
            told = say(
                "名称相同，表里有几个信用代码：{codes}", codes=say("、").join(sorted(codes[one.entity.key]))
            )
            choices: tuple[Choice, ...] = (
                ("same", "new", "leave_out") if one.row.credit_code else ("leave_out",)
            )
            yield replace(one, outcome="doubtful", doubt="code", reason=told, choices=choices, changes=())
        else:
            yield one


def _with_repeats(matches: Sequence[Match]) -> Iterator[Match]:
    """Rows that say one title twice: the same again is passed over, anything else is for a person."""
    by_title: dict[object, list[Match]] = defaultdict(list)
    for one in matches:
        if not one.is_doubtful:
            by_title[one.entity.key, *title_key(one.row)].append(one)
    for one in matches:
        alike = by_title.get((one.entity.key, *title_key(one.row)), ())
        if one.is_doubtful or len(alike) < 2:
            yield one
        elif len({_said(other.row) for other in alike}) > 1:
            others = say("、").join(other.row.place for other in alike if other is not one)
            told = say("与第{line}行是同一个称号，写的不一样，只能取一行", line=others)
            yield replace(one, outcome="doubtful", doubt="twice", reason=told, choices=("take", "leave_out"))
        elif one is alike[0]:
            yield one
        else:
            told = say("与第{line}行重复", line=alike[0].row.place)
            yield replace(one, outcome="repeated", reason=told, choices=(), changes=())


def _said(row: ListedTitle) -> ListedTitle:
    """What a row says, wherever it stands."""
    return replace(row, place="", name=comparable(row.name), item=comparable(row.item))


def counted(matches: Iterable[Match]) -> Mapping[Outcome, int]:
    """Return how many rows there are of each outcome."""
    counts: dict[Outcome, int] = dict.fromkeys(("new", "changed", "doubtful", "same", "repeated"), 0)
    for one in matches:
        counts[one.outcome] += 1
    return counts
