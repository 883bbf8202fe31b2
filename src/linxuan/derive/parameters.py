"""The numbers of a notice: which value holds for an application, and what-if values from outside."""

import difflib
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

from linxuan.answers.choices import as_choices
from linxuan.answers.dates import as_date
from linxuan.answers.numbers import as_decimal, as_integer
from linxuan.answers.raw import Unfit, is_blank, shown
from linxuan.answers.texts import as_text
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call, Field, Parameter, ParameterValue
from linxuan.rules.evaluate import evaluator
from linxuan.rules.record import Record

Possible: TypeAlias = Callable[[Record], tuple[ParameterValue, ...]]
_SIMPLE: Mapping[str, Callable[[Field, object], ParameterValue]] = {
    "integer": as_integer,
    "decimal": as_decimal,
    "text": as_text,
    "date": lambda _, raw: as_date(raw),
}


def possible_values(parameter: Parameter, record: Record) -> tuple[ParameterValue, ...]:
    """Return the distinct values that the parameter can still have for this application: one if settled.

    The first of its `values` whose `when` holds wins; an unknown `when` leaves its value possible.
    """
    return possible(parameter)(record)


def possible(parameter: Parameter) -> Possible:
    """Return what finds, for any record, the values that the parameter can still have: made ready."""
    cases = [(evaluator(case.when.term), case.value) for case in parameter.values]

    def values(record: Record) -> tuple[ParameterValue, ...]:
        found: list[ParameterValue] = []
        for condition, value in cases:
            applies = condition(record)
            if applies is not False:
                found.append(value)
            if applies is True:
                return tuple(dict.fromkeys(found))
        return tuple(dict.fromkeys((*found, parameter.value)))

    return values


def parse_override(call: Call, text: str) -> tuple[str, ParameterValue]:
    """Read `parameter=value` as it is typed after `--set`. Raises BadInput."""
    name, equals, value = text.partition("=")
    if not equals:
        raise BadInput(say("“{given}”要写成 参数=值", given=shown(text)))
    return name.strip(), read_override(call, name.strip(), value.strip())


def read_override(call: Call, parameter_id: str, raw: object) -> ParameterValue:
    """Read a what-if value for a parameter; choices are a list, or text with commas. Raises BadInput."""
    if parameter_id not in call.parameters:
        raise BadInput(_unknown(call, parameter_id))
    parameter = call.parameters[parameter_id]
    try:
        return _value(call, parameter, raw)
    except Unfit as fault:
        told = say(
            "参数“{name}”（{parameter}）不能设为“{value}”：{allowed}",
            name=parameter.name,
            parameter=parameter_id,
            value=shown(raw),
            allowed=fault.allowed,
        )
        raise BadInput(told, field=parameter_id) from None


def _value(call: Call, parameter: Parameter, raw: object) -> ParameterValue:
    if parameter.kind == "choices":
        return _choices(call, parameter, raw)
    if is_blank(raw):
        raise Unfit(say("要填一个值"))
    if parameter.kind == "share":
        return _share(parameter, raw)
    as_field = Field(id=parameter.id, name=parameter.name, kind=parameter.kind, unit=parameter.unit)
    return _SIMPLE[parameter.kind](as_field, raw)


def _choices(call: Call, parameter: Parameter, raw: object) -> tuple[str, ...]:
    options = {key: option.label for key, option in call.fields[parameter.field].options.items()}
    given = (
        [each for each in raw.replace("，", ",").split(",") if each.strip()] if isinstance(raw, str) else raw
    )
    return as_choices(options, given)


def _share(parameter: Parameter, raw: object) -> Decimal:
    """A share of one: `0.25` or `25%`."""
    percent = Field(id=parameter.id, name=parameter.name, kind="decimal", unit="%")
    number = as_decimal(percent, raw)
    share = number / 100 if isinstance(raw, str) and raw.strip().endswith(("%", "％")) else number
    if not 0 <= share <= 1:
        raise Unfit(say("要填0到1之间的数，如 0.30"))
    return share


def _unknown(call: Call, name: str) -> str:
    nearest = difflib.get_close_matches(name, call.parameters, n=1, cutoff=0.5)
    if nearest:
        return say("没有参数“{name}”；是不是“{nearest}”？", name=shown(name), nearest=nearest[0])
    known = say("、").join(call.parameters)
    return say("没有参数“{name}”；有：{known}", name=shown(name), known=known)
