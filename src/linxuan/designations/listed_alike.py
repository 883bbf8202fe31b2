"""Entities that only the list knows: which of its rows are of one, and which may be."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from linxuan.designations.known import Choice, Found, KnownEntity, first_of, identity_of, title_key
from linxuan.designations.names import Near, comparable
from linxuan.designations.tables import ListedTitle
from linxuan.language import say

Groups = Mapping[str, Sequence[ListedTitle]]


def found_in_list(rows: Sequence[ListedTitle]) -> dict[ListedTitle, Found]:
    """Return whose each row is, of rows that the register has nobody for; their order makes no difference."""
    coded, named = _grouped(rows)
    found = dict(_of_coded(coded))
    found |= dict(_of_named(named, coded))
    return found


def _grouped(rows: Sequence[ListedTitle]) -> tuple[Groups, Groups]:
    """Rows by code; those without one by name."""
    coded: dict[str, list[ListedTitle]] = defaultdict(list)
    named: dict[str, list[ListedTitle]] = defaultdict(list)
    for row in rows:
        (coded if row.credit_code else named)[row.credit_code or comparable(row.name)].append(row)
    return coded, named


def _of_coded(coded: Groups) -> Iterator[tuple[ListedTitle, Found]]:
    bearers = _bearers(coded)
    for code, rows in coded.items():
        entity = _entity(rows)
        others = sorted(bearers[comparable(entity.name)] - {code})
        for row in rows:
            if others:
                told = say("名称与表里信用代码为{codes}的相同，代码不同", codes=say("、").join(others))
                yield row, Found(entity, "code", told, ("new", "leave_out"))
            else:
                yield row, _by_name(row, entity, rows)


def _by_name(row: ListedTitle, entity: KnownEntity, rows: Sequence[ListedTitle]) -> Found:
    """A row of an entity whose code is the same; under another name it may be a slip, or renamed meanwhile."""
    told_of = {comparable(name) for one in rows for name in one.old_names}
    if comparable(row.name) == comparable(entity.name) or comparable(row.name) in told_of:
        return Found(entity)
    line = first_of(rows).place
    told = say("信用代码与第{line}行相同，那里的名称是“{name}”：是否更名？", line=line, name=entity.name)
    return Found(entity, "name", told, ("same", "leave_out"))


def _of_named(named: Groups, coded: Groups) -> Iterator[tuple[ListedTitle, Found]]:
    bearers = _bearers(coded)
    near = Near([*bearers, *named])
    entities = {name: _entity(coded[min(codes)]) for name, codes in bearers.items()}
    for name, rows in named.items():
        codes = bearers.get(name, set())
        if len(codes) > 1:
            told = say("表里有{count}家同名的，要有信用代码才能分清", count=len(codes))
            found = Found(_entity(rows), "several", told, ("new", "leave_out"))
        elif codes:
            found = Found(entities[name])
        else:
            found = _near_to(name, rows, near, named, coded, bearers)
        yield from ((row, found) for row in rows)


def _near_to(
    name: str,
    rows: Sequence[ListedTitle],
    near: Near,
    named: Groups,
    coded: Groups,
    bearers: Mapping[str, set[str]],
) -> Found:
    """A name nearly that of another entity of the list; of two without a code the doubt is of the later one."""
    own = {title_key(row) for row in rows}
    for other in near.to(name):
        alike = [row for code in sorted(bearers.get(other, ())) for row in coded[code]] or named.get(
            other, ()
        )
        later = other in bearers or other < name
        # A list names nobody twice: those that stand in it for one cohort and track are two.
        if later and alike and not own & {title_key(row) for row in alike}:
            first = first_of(alike)
            told = say("名称与第{line}行的“{name}”相近", line=first.place, name=first.name)
            choices: tuple[Choice, ...] = ("same", "new", "leave_out")
            return Found(_entity(alike), "near", told, choices)
    return Found(_entity(rows))


def _bearers(coded: Groups) -> dict[str, set[str]]:
    """The codes of those who bear a name."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, rows in coded.items():
        found[comparable(first_of(rows).name)].add(code)
    return found


def _entity(rows: Sequence[ListedTitle]) -> KnownEntity:
    first = first_of(rows)
    names = {row.name for row in rows} | {name for row in rows for name in row.old_names}
    return KnownEntity(identity_of(first), first.name, first.credit_code, tuple(sorted(names - {first.name})))
