"""What changed from one submission to the next, answer by answer and year by year."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linxuan.answers import display_answer, fields_of
from linxuan.derive import shown_by_year, shown_values, years_of
from linxuan.programme.definition import Call, Field
from linxuan.rules.terms import Value

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Difference:
    """One answer that changed; empty where it was not there. `year` where only that year did."""

    field: str
    label: str
    before: str
    after: str
    unit: str = ""
    year: int | None = None


def differences(call: Call, procedure: str, before: Values, after: Values) -> list[Difference]:
    """Return what changed, in the order of the form, with what is worked out from it."""
    return list(_differences(call, procedure, before, after))


def _differences(call: Call, procedure: str, before: Values, after: Values) -> Iterator[Difference]:
    old, new = shown_values(call, procedure, before), shown_values(call, procedure, after)
    for field in fields_of(call, procedure).values():
        years = years_of(call, field)
        if years:
            yield from _by_year(call, procedure, field, years, before, after)
        elif old.get(field.id) != new.get(field.id):
            was, now = (display_answer(call, procedure, field.id, one.get(field.id)) for one in (old, new))
            yield Difference(field.id, field.name, was, now, field.unit)


def _by_year(
    call: Call, procedure: str, field: Field, years: tuple[int, ...], before: Values, after: Values
) -> Iterator[Difference]:
    old, new = (shown_by_year(call, procedure, one, years) for one in (before, after))
    for year in years:
        was, now = (_text(call, procedure, field, one[year].get(field.id)) for one in (old, new))
        if was != now:
            yield Difference(field.id, field.name, was, now, field.unit, year)


def _text(call: Call, procedure: str, field: Field, value: Value | None) -> str:
    # Seen as of one year, a table holds that year only.
    latest = value[max(value)] if isinstance(value, Mapping) and value else value
    return display_answer(call, procedure, field.id, latest)
