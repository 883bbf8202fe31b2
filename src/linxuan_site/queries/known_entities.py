"""The register as lists are held against it and written: entities with all their names, titles as they stand."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime

from django.db.models import Q

from linxuan.designations import ENDLESS, STILL
from linxuan.designations.known import KnownEntity, KnownTitle
from linxuan.designations.names import comparable
from linxuan.designations.tables import ListedTitle
from linxuan.programme.definition import Call
from linxuan_site.models import Organisation, RegisterLine
from linxuan_site.queries.register_lines import lines_as_of

AT_A_TIME = 1000
_ASKED_AT_ONCE = 500


def known_entities(call: Call, rows: Sequence[ListedTitle]) -> list[KnownEntity]:
    """Return all that have a title of the programme, and whoever else the site knows by a code or name of the rows."""
    lines = RegisterLine.objects.filter(
        programme=call.programme, authority=call.authority, recorded_until=STILL, valid_until=ENDLESS
    )
    held: dict[int, list[RegisterLine]] = defaultdict(list)
    for line in lines.select_related("designation", "organisation").order_by("designation"):
        held[line.organisation_id].append(line)
    known = [_entity(some[0].organisation, some) for some in held.values()]
    earlier = _earlier_holders([line for some in held.values() for line in some], held)
    others = {one.pk: one for one in _named(rows) if one.pk not in held and one.pk not in earlier}
    had = (one for one in earlier.values() if one is not None)
    return [*known, *had, *(_entity(one, ()) for one in others.values())]


def _earlier_holders(lines: Iterable[RegisterLine], held: Container[int]) -> dict[int, KnownEntity | None]:
    """Those who were given a title that somebody else has now: lists of that time name them, and mean this title.

    None stands for who only got a credit code since: the same entity, which is known under it.
    """
    passed: dict[int, list[RegisterLine]] = defaultdict(list)
    for line in lines:
        given_to = line.designation.organisation_id
        if given_to != line.organisation_id and given_to not in held:
            passed[given_to].append(line)
    given = Organisation.objects.in_bulk(passed)
    return {key: _unless_same(given[key], some) for key, some in passed.items()}


def _unless_same(organisation: Organisation, lines: Sequence[RegisterLine]) -> KnownEntity | None:
    if not organisation.credit_code and any(line.organisation.name == organisation.name for line in lines):
        return None
    names = sorted({one for line in lines for one in _names(line)[:1]} - {organisation.name})
    return KnownEntity(
        key=str(organisation.pk),
        name=organisation.name,
        credit_code=organisation.credit_code or "",
        old_names=tuple(names),
        titles=tuple(map(_title, lines)),
    )


def _named(rows: Sequence[ListedTitle]) -> Iterator[Organisation]:
    """Organisations that have no title here, though the rows may mean them."""
    codes = sorted({row.credit_code for row in rows if row.credit_code})
    names = sorted({row.name for row in rows})
    for column, values in (("credit_code", codes), ("identifier", names)):
        for first in range(0, len(values), _ASKED_AT_ONCE):
            some = values[first : first + _ASKED_AT_ONCE]
            yield from Organisation.objects.filter(Q(**{f"{column}__in": some})).order_by("pk")


def _entity(organisation: Organisation, lines: Sequence[RegisterLine]) -> KnownEntity:
    name = name_of(organisation, lines)
    names = {organisation.name, *(one for line in lines for one in _names(line))}
    return KnownEntity(
        key=str(organisation.pk),
        name=name,
        credit_code=organisation.credit_code or "",
        old_names=tuple(sorted(one for one in names if comparable(one) != comparable(name))),
        titles=tuple(map(_title, lines)),
    )


def name_of(organisation: Organisation, lines: Sequence[RegisterLine]) -> str:
    """Return the present name of an entity: that of the title of which the register learned last."""
    named = [line for line in lines if not line.designation.item]
    last = max(named, key=lambda line: (line.recorded_from, line.pk), default=None)
    return last.name if last else organisation.name


def _names(line: RegisterLine) -> list[str]:
    """The names that a title has had; of one for a thing they are not those of its entity."""
    return [] if line.designation.item else line.names.split("\n")


def _title(line: RegisterLine) -> KnownTitle:
    return KnownTitle(
        key=line.designation_id,
        cohort=line.cohort,
        track=line.track,
        item=line.designation.item,
        category=line.category,
        mode=line.mode,
        in_charge=line.in_charge,
        document=line.document,
        designated_on=line.designated_on,
        state=line.state,
    )


def register_rows(
    call: Call, day: date | None = None, known_at: datetime | None = None
) -> Iterator[ListedTitle]:
    """Yield the titles of the programme as the register has them of a day, today where none is said, as rows of a list."""
    lines = lines_as_of(day, known_at).filter(programme=call.programme, authority=call.authority)
    ordered = lines.select_related("designation", "organisation").order_by("cohort", "track", "designation")
    for line in ordered.iterator(chunk_size=AT_A_TIME):
        item = line.designation.item
        name = line.organisation.name if item else line.name
        yield ListedTitle(
            place="",
            name=name,
            credit_code=line.organisation.credit_code or "",
            old_names=tuple(one for one in _names(line) if one != name),
            cohort=line.cohort,
            track=line.track,
            category=line.category,
            mode=line.mode,
            item=item,
            in_charge=line.in_charge,
            document=line.document,
            designated_on=line.designated_on,
            state=line.state,
        )
