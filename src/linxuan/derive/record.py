"""The record of one application, over which every expression of its call is evaluated."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from linxuan.answers.fields import FILED_ON, fields_of
from linxuan.derive.days import as_of_day, keys_in_force
from linxuan.derive.parameters import settled
from linxuan.derive.values import (
    shares,
    with_computed,
    with_lookups,
    with_none_where_left_out,
)
from linxuan.programme.definition import Call, ParameterValue
from linxuan.rules.record import Record
from linxuan.rules.terms import Value

NO_OVERRIDES: Mapping[str, ParameterValue] = {}


def record_of(
    call: Call,
    procedure: str,
    answers: Mapping[str, Value | None],
    *,
    on: date | None = None,
    overrides: Mapping[str, ParameterValue] = NO_OVERRIDES,
) -> Record:
    """Return what expressions see of one application under a track or round.

    `on` is the day of the check and binds `as_of`; without it that is the filing date, else the last
    day on which one may file, else unknown. An application without a filing date is looked at as if it
    were filed on `on`; without `on` its `filed_on` stays unknown, because no answer is guessed.
    """
    fields = fields_of(call, procedure)
    given = with_none_where_left_out(fields, answers)
    filed_on = _day(given.get(FILED_ON)) or on
    as_of = as_of_day(call, procedure, on=on, filed_on=filed_on)
    values = with_lookups(call, fields, given) | _life(call, procedure, filed_on, as_of)
    lists = {id: keys_in_force(table, as_of) for id, table in call.lists.items()}
    plain = {id: each.value for id, each in call.parameters.items() if not each.values}
    years = {id: field.years for id, field in fields.items() if field.years}
    groups = {id: field.fields for id, field in fields.items() if field.kind == "group"}
    record = with_computed(fields, Record(values, {**plain, **overrides}, lists, years, groups))
    complete = replace(record, parameters=settled(call.parameters, record, overrides))
    return with_computed(fields, complete)


def shown_values(call: Call, procedure: str, answers: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return the answers together with all that follows from them, for pages and tables.

    Year tables keep the years that were given. A share is a ratio (0.35), see `display_answer`.
    """
    fields = fields_of(call, procedure)
    record = record_of(call, procedure, answers)
    worked_out = [field.id for field in fields.values() if field.kind in ("computed", "lookup")]
    derived = {id: value for id in worked_out if (value := record.values.get(id)) is not None}
    return {**with_none_where_left_out(fields, answers), **derived, **shares(fields, record)}


def _life(call: Call, procedure: str, filed_on: date | None, as_of: date | None) -> dict[str, Value]:
    """What the life gives and no form asks for. `track` is unknown in an evaluation round."""
    known: dict[str, Value | None] = {
        FILED_ON: filed_on,
        "as_of": as_of,
        "cohort": call.cohort,
        "track": procedure if procedure in call.tracks else None,
    }
    return {key: value for key, value in known.items() if value is not None}


def _day(value: Value | None) -> date | None:
    return value if isinstance(value, date) else None
