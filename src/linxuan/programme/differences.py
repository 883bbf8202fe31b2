"""What differs between two versions of a call: every element added, removed or changed, key by key."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from difflib import unified_diff
from typing import Any, Literal

from linxuan.notice.clauses import Notice
from linxuan.programme.anatomy import Part, parts
from linxuan.programme.definition import Call, Citation, Element, Expression, Length

Change = Literal["added", "removed", "changed"]
OF_THE_CALL = ("name", "programme", "cohort", "authority", "reports_to", "reminders", "revocation")
_PLACES = frozenset({"file", "line", "sections"})
"""Where an element stands says nothing of what it demands; the sections of a form are told by themselves."""
LONGEST = 400


@dataclass(frozen=True)
class ChangedKey:
    """One key of an element with what it said before and says now, as text; empty where it said nothing."""

    key: str
    before: str
    after: str


@dataclass(frozen=True)
class Difference:
    """One element that is not as it was: `kind` such as `field`, `address` such as `field.name`."""

    change: Change
    kind: str
    address: str
    name: str
    clause: str = ""
    keys: tuple[ChangedKey, ...] = ()


def differences(before: Call, after: Call) -> tuple[Difference, ...]:
    """Return what differs, in the order of the kinds, those of the call itself first."""
    return (
        *_of_call(before, after),
        *_of_parts(before, after),
        *_of_lists(before, after),
        *_of_templates(before, after),
    )


def _of_call(before: Call, after: Call) -> Iterator[Difference]:
    keys = tuple(_changed(before, after, OF_THE_CALL))
    if keys:
        yield Difference("changed", "call", "call", after.name, keys=keys)
    for id in {**before.notices, **after.notices}:
        one, other = before.notices.get(id), after.notices.get(id)
        keys = tuple(_clauses_changed(one, other)) if one and other else ()
        if keys or one is None or other is None:
            yield Difference(_change(one, other), "notice", f"notice.{id}", id, keys=keys)


def _clauses_changed(before: Notice, after: Notice) -> Iterator[ChangedKey]:
    old, new = (
        {clause.address: "".join((clause.heading, *clause.sentences)) for clause in notice.walk()}
        for notice in (before, after)
    )
    for address in {**old, **new}:
        if old.get(address) != new.get(address):
            yield ChangedKey(address, _cut(old.get(address, "")), _cut(new.get(address, "")))


def _of_parts(before: Call, after: Call) -> Iterator[Difference]:
    old, new = _by_address(before), _by_address(after)
    order = list(dict.fromkeys((*new, *old)))
    kinds = list(dict.fromkeys(_either(old, new, key).kind for key in order))
    for address in sorted(order, key=lambda key: kinds.index(_either(old, new, key).kind)):
        found = _of_part(old.get(address), new.get(address))
        if found is not None:
            yield found


def _of_part(one: Part | None, other: Part | None) -> Difference | None:
    part = other or one
    assert part is not None
    keys = _keys_of(one.element, other.element) if one and other else ()
    if one and other and not keys:
        return None
    element = part.element
    return Difference(
        _change(one, other), part.kind, part.address, element.name or element.id, element.clause, keys
    )


def _of_lists(before: Call, after: Call) -> Iterator[Difference]:
    for id in {**before.lists, **after.lists}:
        one, other = before.lists.get(id), after.lists.get(id)
        if one == other:
            continue
        old, new = (dict(table.rows) if table else {} for table in (one, other))
        rows = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        keys = tuple(ChangedKey(key, _plain(old.get(key)), _plain(new.get(key))) for key in rows)
        yield Difference(_change(one, other), "list", f"list.{id}", id, keys=keys if one and other else ())


def _of_templates(before: Call, after: Call) -> Iterator[Difference]:
    for file in {**before.templates, **after.templates}:
        one, other = before.templates.get(file), after.templates.get(file)
        if one != other:
            keys = (_lines_changed(one, other),) if one is not None and other is not None else ()
            yield Difference(_change(one, other), "template", file, file, keys=keys)
    for file in {**before.layouts, **after.layouts}:
        old, new = before.layouts.get(file), after.layouts.get(file)
        if old != new:
            yield Difference(_change(old, new), "template", file, file)


def _lines_changed(before: str, after: str) -> ChangedKey:
    """The lines that went and those that came."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0))[2:]
    gone, come = ("\n".join(line[1:] for line in lines if line.startswith(sign)) for sign in "-+")
    return ChangedKey("lines", _cut(gone), _cut(come))


def _change(before: object, after: object) -> Change:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def _by_address(call: Call) -> dict[str, Part]:
    """Every element by its address; a section by that of its form, since two forms may name one alike."""
    found: dict[str, Part] = {}
    form = ""
    for part in parts(call):
        form = part.element.id if part.kind == "form" else form
        found[f"section.{form}.{part.element.id}" if part.kind == "section" else part.address] = part
    return found


def _either(old: Mapping[str, Part], new: Mapping[str, Part], address: str) -> Part:
    return new[address] if address in new else old[address]


def _keys_of(before: Element, after: Element) -> tuple[ChangedKey, ...]:
    names = [field.name for field in fields(after) if field.name not in _PLACES]
    return tuple(_changed(before, after, [name for name in names if name != "id"]))


def _changed(before: object, after: object, names: Any) -> Iterator[ChangedKey]:
    for name in names:
        old, new = _plain(getattr(before, name, None)), _plain(getattr(after, name, None))
        if old != new:
            yield ChangedKey(name, _cut(old), _cut(new))


def _plain(value: Any) -> str:  # noqa: PLR0911 - one line for each shape of a value
    """A value of a definition as a person reads it."""
    match value:
        case None | "" | ():
            return ""
        case bool():
            return "true" if value else "false"
        case Expression():
            return value.text
        case Citation():
            return f"{value.place} {value.words}"
        case date():
            return value.isoformat()
        case Length():
            return str(value)
        case Mapping():
            return "\n".join(f"{key}: {_plain(one)}" for key, one in value.items())
        case tuple() | list() | frozenset():
            return "\n".join(map(_plain, value))
    if is_dataclass(value) and not isinstance(value, type):
        told = ((field.name, _plain(getattr(value, field.name))) for field in fields(value))
        return "; ".join(f"{name} = {text}" for name, text in told if text)
    return str(value)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
