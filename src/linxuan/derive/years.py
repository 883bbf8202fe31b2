"""What is worked out from year tables, year by year."""

from collections.abc import Iterable, Mapping

from linxuan.answers.fields import DERIVED
from linxuan.derive.record import shown_values
from linxuan.programme.definition import Call, Field
from linxuan.rules.terms import Value
from linxuan.rules.walk import names_in


def years_of(call: Call, field: Field) -> tuple[int, ...]:
    """Return the years of a year table, or of the year tables from which a field is worked out."""
    if field.years or field.kind not in DERIVED:
        return field.years
    terms = [each.term for each in (field.value, field.part, field.whole) if each]
    names = {name for term in terms for name in names_in(term)} - {field.id}
    return max((years_of(call, call.fields[name]) for name in names if name in call.fields), default=())


def shown_by_year(
    call: Call, procedure: str, answers: Mapping[str, Value], years: Iterable[int]
) -> dict[int, dict[str, Value]]:
    """Return, for each year, the values that a form would show if that year were the latest."""
    return {year: shown_values(call, procedure, answers_as_of(call, answers, year)) for year in years}


def answers_as_of(call: Call, answers: Mapping[str, Value], year: int) -> dict[str, Value]:
    """Return the answers as if a year were the latest of every year table; a table without it is left out."""
    kept = {id: _only(call.fields.get(id), value, year) for id, value in answers.items()}
    return {id: value for id, value in kept.items() if value is not None}


def _only(field: Field | None, value: Value, year: int) -> Value | None:
    if field is None or not field.years or not isinstance(value, Mapping):
        return value
    return {max(field.years): value[year]} if year in value else None
