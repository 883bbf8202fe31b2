"""How values become figures: the text of a number, a day or a choice, and the note that goes with it."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any, TypeAlias

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.days import FIRST_DAY
from linxuan.rules.evaluate import compiled
from linxuan.rules.kinds import Kind
from linxuan.rules.logic import Evaluator, as_day
from linxuan.rules.record import Record
from linxuan.rules.scope import Type
from linxuan.rules.telling.speaker import (
    MOST_REMEMBERED,
    Speaker,
    SubValue,
    Values,
    is_divided,
    is_written,
    sub_value,
)
from linxuan.rules.terms import Term

Figure: TypeAlias = Callable[[Record, Any], str]
"""Writes a value without its unit."""
Write: TypeAlias = Callable[[Record, Any, list[str], Values], None]
"""Writes the figures of a value in the order of their marks, and notes the values that they are."""

_MOST_DAYS = 4096
NUMBERS = (Type.INTEGER, Type.DECIMAL, Type.SHARE, Type.RATIO)


def figure_of(
    speaker: Speaker, term: Term, kind: Kind, beside: Term | None, other: Kind | None
) -> tuple[str, Figure]:
    """Return the unit and what writes the values of a term, that stands `beside` another one."""
    if kind.type is Type.YES_NO:
        yes, no = say("是"), say("否")
        return "", lambda _, value: yes if value else no
    if kind.type in NUMBERS:
        return _number(term, kind, beside, other)
    if kind.type is Type.DATE or (other and other.type is Type.DATE):
        day = figures.days()
        return "", lambda _, value: day(as_day(value) or FIRST_DAY)
    return "", _words({**speaker.options(beside), **speaker.options(term)})


def _number(term: Term, kind: Kind, beside: Term | None, other: Kind | None) -> tuple[str, Figure]:
    bound = compiled(beside) if beside else None
    if kind.type is Type.RATIO:
        return "%", lambda record, value: figures.percent(value, beside=_number_of(bound, record))
    if kind.type is Type.SHARE or (other and other.type is Type.RATIO):
        return "%", lambda _, value: figures.hundredths(value)
    if is_written(term):
        return kind.unit or (other.unit if other else ""), lambda _, value: figures.written(value)

    def amount(record: Record, value: Any) -> str:
        if type(value) is Fraction:
            return figures.amount(value, beside=_number_of(bound, record))
        return figures.amount(value)

    return kind.unit, amount


def _number_of(bound: Evaluator | None, record: Record) -> int | Decimal | Fraction | None:
    value = bound(record) if bound else None
    return value if isinstance(value, int | Decimal | Fraction) else None


def _words(options: Mapping[str, str]) -> Figure:
    separator, nothing = say("、"), say("无")

    def words(_: Record, value: Any) -> str:
        if isinstance(value, tuple):
            return separator.join([options.get(each, str(each)) for each in value]) or nothing
        return options.get(value, str(value))

    return words


def nothing(_: Record, __: Any, ___: list[str], ____: Values) -> None:
    """What is written out never changes: it has no figures."""


def writing(kind: Type, term: Term, id: str, label: str, figure: Figure, unit: str) -> Write:
    """Return what writes the one figure of a term whose label is always the same."""
    if kind is Type.DATE:
        return settled(id, label, figure, unit, _MOST_DAYS)
    if kind in (Type.INTEGER, Type.DECIMAL) and not is_divided(term):
        return _amount(id, label, unit)

    def write(record: Record, value: Any, written: list[str], values: Values) -> None:
        text = figure(record, value)
        written.append(text)
        values.append(sub_value((id, label, text, unit)))

    return write


def settled(id: str, label: str, figure: Figure, unit: str, most: int = MOST_REMEMBERED) -> Write:
    """Return what writes a figure that comes again and again: of a parameter, or a day of the calendar."""

    @lru_cache(maxsize=most, typed=True)
    def noted(value: Any) -> tuple[str, SubValue]:
        text = figure(Record({}), value)
        return text, sub_value((id, label, text, unit))

    def write(_: Record, value: Any, written: list[str], values: Values) -> None:
        text, note = noted(value)
        written.append(text)
        values.append(note)

    return write


def _amount(id: str, label: str, unit: str) -> Write:
    """What most sentences are about: a whole number, or a decimal that mostly has two places."""

    def write(_: Record, value: Any, written: list[str], values: Values) -> None:
        text = f"{value:,}" if type(value) is int else f"{value:,f}"
        if type(value) is not int and text[-3:-2] != ".":
            text = figures.amount(value)
        written.append(text)
        values.append(sub_value((id, label, text, unit)))

    return write
