"""The days that an application is looked at by, and what is in force on them."""

from collections.abc import Mapping
from datetime import date

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Table


def as_of_day(call: Call, procedure: str, *, on: date | None, filed_on: date | None) -> date | None:
    """Return the day that 至今 means: `on`, else the filing date, else the last day to file.

    None where nothing says it: no day was given, and the call never closes.
    """
    return on or filed_on or last_day_to_file(call, procedure)


def last_day_to_file(call: Call, procedure: str) -> date | None:
    """Return the last day on which one may submit under a track or round; None if it never closes."""
    last_days = (
        max(deadline.days)
        for action in call.actions.values()
        if action.kind == "submit" and procedure in action.concerns
        for deadline in lookup.deadlines_for(call, action.id)
        if procedure in deadline.concerns
    )
    return min(last_days, default=None)


def keys_in_force(table: Table, day: date | None) -> frozenset[str]:
    """Return the keys of the rows that are valid on `day` (`valid_from`, `valid_to`, both included)."""
    return frozenset(key for key, row in table.rows.items() if day is None or _in_force(row, day))


def _in_force(row: Mapping[str, str], day: date) -> bool:
    first, last = row.get("valid_from"), row.get("valid_to")
    return not (first and day.isoformat() < first) and not (last and day.isoformat() > last)
