"""The parameters of a track as the form of a screening offers them: to be tried, or to be varied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from linxuan.checking.ruleset import ruleset
from linxuan.programme.definition import Call, Parameter, ParameterValue
from linxuan.rules.days import add_years
from linxuan_site.portal.templatetags.days import day

SET = "set."
"""What the name of the input of a parameter begins with."""
_VARIED = ("share", "integer", "decimal", "date")
_FEW = 20


@dataclass(frozen=True)
class Range:
    """Values that a parameter could go through, as they are typed."""

    first: str
    last: str
    step: str


@dataclass(frozen=True)
class Offered:
    """A parameter with its value in force in words, what was typed for it, and a range where it has one."""

    parameter: Parameter
    value: str
    cases: int
    """How many other values hold under a condition."""
    typed: str = ""
    range: Range | None = None

    @property
    def input(self) -> str:
        """The name of its input."""
        return f"{SET}{self.parameter.id}"


def offered(call: Call, track: str, typed: Mapping[str, str]) -> Sequence[Offered]:
    """Return the parameters that the rules of a track look at, in the order of the package."""
    used = {id for demand in ruleset(call, track).demands for id in demand.parameters}
    return [_offered(call, one, typed) for one in call.parameters.values() if one.id in used]


def _offered(call: Call, parameter: Parameter, typed: Mapping[str, str]) -> Offered:
    return Offered(
        parameter=parameter,
        value=shown_value(call, parameter, parameter.value),
        cases=len(parameter.values),
        typed=typed.get(f"{SET}{parameter.id}", ""),
        range=_range(parameter) if parameter.kind in _VARIED else None,
    )


def shown_value(call: Call, parameter: Parameter, value: ParameterValue) -> str:
    """Return a value as people read it: `30 %`, `2021年1月1日`, `3 年`, the labels of choices."""
    if isinstance(value, tuple):
        options = call.fields[parameter.field].options if parameter.field in call.fields else {}
        return _("、").join(options[one].label if one in options else one for one in value)
    if isinstance(value, date):
        return day(value)
    if parameter.kind == "share" and isinstance(value, Decimal):
        return f"{_plain(value * 100)} %"
    return f"{value} {parameter.unit}".strip()


def _range(parameter: Parameter) -> Range | None:
    """A range around the value in force that tells something, in some twenty steps."""
    value = parameter.value
    if isinstance(value, date):
        first, last = add_years(value, -3), add_years(value, 3)
        return Range(first.isoformat(), last.isoformat(), "6m") if first and last else None
    if parameter.kind == "share" and isinstance(value, Decimal):
        return _around(value, Decimal("0.20"), Decimal("0.02"), Decimal(1))
    if isinstance(value, int):
        step = max(1, value // 10)
        return Range(str(max(0, value - step * _FEW // 2)), str(value + step * _FEW // 2), str(step))
    if isinstance(value, Decimal) and value > 0:
        return _around(value, value / 2, value / _FEW, None)
    return None


def _around(value: Decimal, reach: Decimal, step: Decimal, most: Decimal | None) -> Range:
    first, last = max(Decimal(0), value - reach), value + reach
    # The value in force is one of the values: the range begins a whole number of steps below it.
    first = value - (value - first) // step * step
    return Range(_plain(first), _plain(last if most is None else min(most, last)), _plain(step))


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
