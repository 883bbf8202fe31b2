"""What a result was made from, so that it can be made again and nobody mistakes one for another."""

from collections.abc import Mapping
from datetime import date
from importlib.metadata import version
from typing import Any

from linxuan.checking.ruleset import RuleSet
from linxuan.derive import as_of_day
from linxuan.programme.definition import Parameter, ParameterValue

MadeFrom = dict[str, Any]
"""JSON values; kept with the result, in the file and beside it."""


def made_from(
    ruleset: RuleSet,
    overrides: Mapping[str, ParameterValue],
    *,
    on: date | None,
    data: Mapping[str, object],
    engine: str,
) -> MadeFrom:
    """Return the hash of the programme, the parameters, the digest of the data and the as-of date.

    `parameters` are those that the rules use; one whose value depends on the row has no value of its
    own there unless it was set. `as_of` is the day of a row that was not filed on another.
    """
    call, procedure = ruleset.call, ruleset.procedure
    as_of = as_of_day(call, procedure, on=on, filed_on=None)
    return {
        "call": call.id,
        "programme": call.digest,
        "track": procedure,
        "on": on and on.isoformat(),
        "as_of": as_of and as_of.isoformat(),
        "parameters": {id: _value(call.parameters[id], overrides) for id in _used(ruleset)},
        "set": sorted(overrides),
        "data": dict(data),
        "engine": engine,
        "software": f"linxuan {version('linxuan')}",
    }


def _used(ruleset: RuleSet) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for demand in ruleset.demands for id in demand.parameters))


def _value(parameter: Parameter, overrides: Mapping[str, ParameterValue]) -> object:
    if parameter.id in overrides:
        return plain(overrides[parameter.id])
    return None if parameter.values else plain(parameter.value)


def plain(value: ParameterValue) -> object:
    """Return the value of a parameter as JSON: a list, a number without places, or text."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, int) else str(value)
