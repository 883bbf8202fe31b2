"""Which column gives which field: by the map, by the id of the field, or by its label."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linxuan.answers.fields import FILED_ON, fields_of, filing_date
from linxuan.errors import BadInput
from linxuan.headings import squeezed
from linxuan.language import say
from linxuan.programme.definition import Call, Field
from linxuan.rules.sql.columns import year_key
from linxuan.screening.register.binding import Binding
from linxuan.screening.register.map_file import check_headings
from linxuan.screening.register.mapping import ColumnMap, Mapped
from linxuan.screening.register.source import Given, Source


@dataclass(frozen=True)
class Bound:
    """The columns of a file by what they are for."""

    bindings: tuple[Binding, ...]
    identity: tuple[Given, ...]
    missing: tuple[str, ...]
    unused: tuple[str, ...]


def bound(
    call: Call, procedure: str, source: Source, fields: Mapping[str, Field], mapping: ColumnMap
) -> Bound:
    """Find the column of each of `fields`. Raises BadInput for two columns of one field.

    `fields` are those that are wanted, without their bounds; the map must be one for this call.
    """
    check_headings(mapping, [each.heading for each in source.given])
    found = _chosen(call, procedure, source, mapping)
    bindings = [
        binding
        for (id, year), (given, mapped) in found.items()
        if id in fields
        for binding in _bindings(fields[id], year, given, mapped, mapping.absent.get(id))
    ]
    identity = _identity(call, procedure, source, mapping, found)
    used = {each.heading for each in bindings} | {each.heading for each in identity}
    keys = {key for each in bindings for key in each.keys}
    return Bound(
        bindings=tuple(bindings),
        identity=identity,
        missing=tuple(_missing(fields, keys)),
        unused=tuple(each.heading for each in source.given if each.heading and each.heading not in used),
    )


def _bindings(
    field: Field, year: int | None, given: Given, mapped: Mapped, absent: object
) -> Iterator[Binding]:
    """One binding, or one for each year that a column holds by itself."""
    parts = {each: part for each, part in given.years.items() if each in field.years}
    for each, part in parts.items() if parts and year is None else [(year, given)]:
        yield Binding(
            field=field,
            heading=given.heading,
            sql=part.sql,
            type=part.type,
            year=each,
            values=mapped.values,
            unit=mapped.unit,
            absent=absent,
        )


_Target = tuple[str, int | None]
_NAME = "name"
"""The field with the name of an applicant, in a form that has one."""


def _chosen(
    call: Call, procedure: str, source: Source, mapping: ColumnMap
) -> dict[_Target, tuple[Given, Mapped]]:
    by_heading = {each.heading: each for each in source.given}
    found = {
        target_of(key): (by_heading[mapped.heading], mapped)
        for key, mapped in mapping.columns.items()
        if mapped.heading in by_heading
    }
    taken = {given.sql for given, _ in found.values()}
    names = _names({FILED_ON: filing_date(), **fields_of(call, procedure)})
    for given in source.given:
        target = names.get(squeezed(given.heading))
        if target is None or given.sql in taken or _mapped(mapping, target):
            continue
        found[target] = (_only(found, target, given), Mapped(given.heading))
    return found


def _mapped(mapping: ColumnMap, target: _Target) -> bool:
    """Whether the map says where a field stands; then no heading is taken for it."""
    return any(target_of(key)[0] == target[0] for key in mapping.columns)


def _only(found: Mapping[_Target, tuple[Given, Mapped]], target: _Target, given: Given) -> Given:
    if target not in found:
        return given
    first = found[target][0]
    by_id = [each for each in (first, given) if squeezed(each.heading) == target[0]]
    if len(by_id) == 1:
        return by_id[0]
    told = say(
        "“{field}”有两列：“{first}”和“{second}”；用列对照表说明用哪一列",
        field=target[0],
        first=first.heading,
        second=given.heading,
    )
    raise BadInput(told)


def _names(fields: Mapping[str, Field]) -> dict[str, _Target]:
    """What headings can be called, squeezed. An id comes before any label; a name for two is none."""
    labels = [squeezed(field.name) for field in fields.values()]
    ids: dict[str, _Target] = {id: (id, None) for id in fields}
    others: dict[str, list[_Target]] = {}
    for id, field in fields.items():
        label = squeezed(field.name)
        words = [id, label] if labels.count(label) == 1 else [id]
        for name, target in _spellings(field, words):
            others.setdefault(name, []).append(target)
    single = {name: targets[0] for name, targets in others.items() if len(set(targets)) == 1}
    return {**single, **ids}


def _spellings(field: Field, words: list[str]) -> Iterator[tuple[str, _Target]]:
    unit = f"({squeezed(field.unit)})" if field.unit else ""
    for word in words:
        for name in {word, word + unit}:
            yield name, (field.id, None)
        for year in field.years:
            target = (field.id, year)
            for name in (f"{word}@{year}", f"{word}_{year}", f"{word}.{year}", f"{word}{year}"):
                yield name, target
            for name in (f"{word}({year})", f"{word}({year}年)", f"{year}年{word}", f"{year}{word}"):
                yield name, target
                if unit:
                    yield name + unit, target
            if unit:
                yield f"{word}{unit}{year}", target


def target_of(key: str) -> _Target:
    """Return field id and year of `id@year`; of a plain id the year is None."""
    id, _, year = key.partition("@")
    return id, int(year) if year else None


def _identity(
    call: Call,
    procedure: str,
    source: Source,
    mapping: ColumnMap,
    found: Mapping[_Target, tuple[Given, Mapped]],
) -> tuple[Given, ...]:
    """What the map carries through; without a word of it the name and what tells applicants apart."""
    if mapping.identity is not None:
        by_heading = {each.heading: each for each in source.given}
        return tuple(by_heading[each] for each in mapping.identity if each in by_heading)
    track = call.tracks.get(procedure)
    targets = dict.fromkeys([_NAME, track.identified_by if track else _NAME])
    return tuple(found[id, None][0] for id in targets if (id, None) in found)


def _missing(fields: Mapping[str, Field], keys: set[str]) -> Iterator[str]:
    for id, field in fields.items():
        wanted = [year_key(id, year) for year in field.years] or [id]
        lacking = [key for key in wanted if key not in keys]
        if id != FILED_ON and lacking:
            yield from [id] if len(lacking) == len(wanted) else lacking
