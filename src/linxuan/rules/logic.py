"""The three-valued pieces that evaluation is made of: true, false, and None for unknown."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from linxuan.rules.days import iso_day
from linxuan.rules.numbers import NEVER_MET
from linxuan.rules.record import Record
from linxuan.rules.terms import Options, Param

Evaluator: TypeAlias = Callable[[Record], Any]
_TWO = 2


def all_of(values: Iterable[bool | None]) -> bool | None:
    """Return whether all hold: one false decides, else one unknown leaves it open."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def compare(holds: Callable[[Any, Any], bool], left: Any, right: Any) -> bool | None:
    """Compare two values of one type: a ratio that is never met decides, then an unknown side."""
    if left is NEVER_MET or right is NEVER_MET:
        return False
    if left is None or right is None:
        return None
    if type(left) is Fraction or type(right) is Fraction:
        return holds(Fraction(left), Fraction(right))
    if isinstance(left, date) != isinstance(right, date):
        return compare(holds, as_day(left), as_day(right))
    return holds(left, right)


def as_day(value: object) -> date | None:
    """Return a day that may have been written as plain text; None for anything else."""
    if isinstance(value, str):
        return iso_day(value)
    return value if isinstance(value, date) else None


def listed(options: Options | Param, record: Record) -> Sequence[Any] | None:
    """Return the entries of a list written out or of a parameter; None for an unknown parameter."""
    if isinstance(options, Options):
        return options.values
    value = record.parameters.get(options.id)
    return value if isinstance(value, tuple) else None


def strict(apply: Callable[..., Any], *arguments: Evaluator) -> Evaluator:
    """Return an evaluator that is unknown as soon as one of the arguments is."""
    if len(arguments) == _TWO:
        return _strict_of_two(apply, *arguments)

    def applied(record: Record) -> Any:
        values = [argument(record) for argument in arguments]
        return None if None in values else apply(*values)

    return applied


def _strict_of_two(apply: Callable[[Any, Any], Any], first: Evaluator, second: Evaluator) -> Evaluator:
    """The same for nearly all: asking two values for None is half the work of looking through a list."""

    def applied(record: Record) -> Any:
        one, other = first(record), second(record)
        return None if one is None or other is None else apply(one, other)

    return applied
