"""The record of one application, over which every expression of its call is evaluated."""

from collections.abc import Mapping
from datetime import date

from linxuan.answers.fields import FILED_ON, fields_of
from linxuan.derive.plan import plan_of
from linxuan.derive.values import shares, with_lookups, with_none_where_left_out
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
    plan = plan_of(call, procedure)
    values = with_none_where_left_out(plan.left_out, answers)
    filed_on = _day(values.get(FILED_ON)) or on
    as_of = on or filed_on or plan.last_day
    if plan.looked_up:
        values = with_lookups(call, plan.looked_up, values)
    values |= _life(plan.life, filed_on, as_of)
    return plan.record(values, overrides, as_of)


def shown_values(call: Call, procedure: str, answers: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return the answers together with all that follows from them, for pages and tables.

    Year tables keep the years that were given. A share is a ratio (0.35), see `display_answer`.
    """
    fields = fields_of(call, procedure)
    record = record_of(call, procedure, answers)
    worked_out = [field.id for field in fields.values() if field.kind in ("computed", "lookup")]
    derived = {id: value for id in worked_out if (value := record.values.get(id)) is not None}
    return {**with_none_where_left_out(fields, answers), **derived, **shares(fields, record)}


def _life(known: Mapping[str, Value], filed_on: date | None, as_of: date | None) -> dict[str, Value]:
    """What the life gives and no form asks for."""
    days = {FILED_ON: filed_on, "as_of": as_of}
    return {**known, **{name: day for name, day in days.items() if day is not None}}


def _day(value: Value | None) -> date | None:
    return value if isinstance(value, date) else None
