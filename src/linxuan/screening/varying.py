"""The values that a parameter goes through: `service_share_min=0.10..0.50:0.01`."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from linxuan.answers.raw import shown
from linxuan.derive import read_override
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call, ParameterValue
from linxuan.rules import days

MOST_VALUES = 200
Number: TypeAlias = int | Decimal
_WRITTEN = re.compile(r"\s*([a-z][a-z0-9_]*)\s*=\s*(.+?)\s*\.\.\s*(.+?)\s*:\s*(.+?)\s*")
_STEP_OF_DAYS = re.compile(r"([1-9]\d{0,3})([ymd])")
_MOVES = {"y": days.add_years, "m": days.add_months, "d": days.add_days}


@dataclass(frozen=True)
class Varied:
    """A parameter of a call and the values that it goes through, in order."""

    parameter: str
    values: tuple[ParameterValue, ...]


def read_varied(call: Call, text: str) -> Varied:
    """Read `parameter=first..last:step`; both ends belong to it. Raises BadInput.

    A number or share has a step above zero (`0.01`, `1%`), a date one like `1y`, `3m`, `10d`. At most
    200 values.
    """
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise BadInput(
            say("“{given}”要写成 参数=从..到:步长，如 share_min=0.10..0.50:0.01", given=shown(text))
        )
    id, *ends, step = found.groups()
    first, last = (read_override(call, id, end) for end in ends)
    if call.parameters[id].kind not in ("integer", "decimal", "share", "date"):
        raise BadInput(say("参数“{id}”不是数、比例或日期，不能逐值试算", id=id))
    values = tuple(_up_to_most(_steps(call, id, first, last, step)))
    if not values:
        raise BadInput(say("“{given}”里没有一个值：从小到大写", given=shown(text)))
    return Varied(id, values)


def _steps(
    call: Call, id: str, first: ParameterValue, last: ParameterValue, step: str
) -> Iterator[ParameterValue]:
    if isinstance(first, date) and isinstance(last, date):
        return _days(first, last, step)
    return _numbers(_number(first), _number(last), _step(call, id, step))


def _step(call: Call, id: str, text: str) -> Number:
    step = _number(read_override(call, id, text))
    if step <= 0:
        raise BadInput(say("步长“{step}”要大于零", step=shown(text)))
    return step


def _number(value: ParameterValue) -> Number:
    assert isinstance(value, int | Decimal)
    return value


def _numbers(first: Number, last: Number, step: Number) -> Iterator[Number]:
    at = first
    while at <= last:
        yield at
        at = at + step


def _days(first: date, last: date, step: str) -> Iterator[date]:
    """From the first day each time: from 31 January on, months end where they end."""
    found = _STEP_OF_DAYS.fullmatch(step)
    if not found:
        raise BadInput(say("日期的步长写成 1y、3m 或 10d（年、月、日），不能是“{step}”", step=shown(step)))
    count, move = int(found[1]), _MOVES[found[2]]
    for steps in itertools.count():
        day = move(first, steps * count)
        if day is None or day > last:
            return
        yield day


def _up_to_most(values: Iterator[ParameterValue]) -> Iterator[ParameterValue]:
    for at, value in enumerate(values):
        if at == MOST_VALUES:
            raise BadInput(say("超过{most}个值，请把步长放大", most=MOST_VALUES))
        yield value
