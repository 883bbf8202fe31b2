"""Between which numbers a term lies whatever is answered, as far as that is certain."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from linxuan.language import say
from linxuan.rules.scope import Scope, Type
from linxuan.rules.terms import Arithmetic, Best, Call, Literal, Name, Param, Points, Term

_LARGEST_TOLD = 10**18


@dataclass(frozen=True)
class Bounds:
    """The least and the largest value, both included; None where there is no such bound."""

    low: Fraction | None = None
    high: Fraction | None = None

    @classmethod
    def of(cls, low: Decimal | int | None, high: Decimal | int | None = None) -> "Bounds":
        """Return bounds from numbers as they are written."""
        return cls(None if low is None else Fraction(low), None if high is None else Fraction(high))

    @property
    def wording(self) -> str:
        """The bounds in words for a person."""
        if self.low is None or self.high is None:
            least, most = _told(self.low), _told(self.high)
            return say("至少是 {least}", least=least) if least else say("至多是 {most}", most=most)
        if self.low == self.high:
            return say("是 {number}", number=_told(self.low))
        return say("在 {least} 和 {most} 之间", least=_told(self.low), most=_told(self.high))


OPEN = Bounds()
COUNT = Bounds(Fraction(0))


def bounds(term: Term, scope: Scope) -> Bounds:
    """Return between which numbers `term` lies where it is known; a computed name by what it means."""
    look = _BOUNDS.get(type(term))
    return look(term, scope) if look else OPEN


def _told(number: Fraction | None) -> str:
    if number is None:
        return ""
    if abs(number) >= _LARGEST_TOLD:
        # A product of many literals has more digits than anybody reads, or Python writes.
        return say("极大的数") if number > 0 else say("极小的数")
    return str(number.numerator) if number.denominator == 1 else f"{float(number):g}"


# ── terms ──


def _literal(term: Literal, _: Scope) -> Bounds:
    value = term.value
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Bounds.of(value, value)
    return OPEN


def _name(term: Name, scope: Scope) -> Bounds:
    variable = scope.names.get(term.id)
    if variable is None:
        return OPEN
    if variable.meaning is not None:
        return bounds(variable.meaning, scope)
    return Bounds.of(variable.min, variable.max)


def _parameter(term: Param, scope: Scope) -> Bounds:
    """A share that is given is one of a whole; any other parameter may be set to anything."""
    variable = scope.parameters.get(term.id)
    return Bounds.of(0, 1) if variable and variable.type is Type.SHARE else OPEN


def _arithmetic(term: Arithmetic, scope: Scope) -> Bounds:
    return _COMBINED[term.operator](bounds(term.left, scope), bounds(term.right, scope))


def _call(term: Call, scope: Scope) -> Bounds:
    look = _CALLS.get(term.function)
    return look(term, scope) if look else OPEN


def _points(term: Points, _: Scope) -> Bounds:
    each = (term.otherwise, *(points for _, points in term.cases))
    return _spanned(Bounds.of(points, points) for points in each)


def _best(term: Best, scope: Scope) -> Bounds:
    return _spanned(bounds(each, scope) for each in term.terms)


def _spanned(each: Iterable[Bounds]) -> Bounds:
    """The bounds around several, of which one is the value."""
    found = tuple(each)
    lows = [one.low for one in found if one.low is not None]
    highs = [one.high for one in found if one.high is not None]
    return Bounds(
        min(lows) if len(lows) == len(found) else None, max(highs) if len(highs) == len(found) else None
    )


# ── sums and products ──


def _sum(left: Bounds, right: Bounds) -> Bounds:
    return Bounds(_added(left.low, right.low), _added(left.high, right.high))


def _difference(left: Bounds, right: Bounds) -> Bounds:
    return _sum(left, Bounds(_negative(right.high), _negative(right.low)))


def _product(left: Bounds, right: Bounds) -> Bounds:
    if left.low is not None and left.high is not None and right.low is not None and right.high is not None:
        corners = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
        return Bounds(min(corners), max(corners))
    if left.low is not None and right.low is not None and min(left.low, right.low) >= 0:
        return Bounds(left.low * right.low)
    return OPEN


def _added(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right


def _negative(number: Fraction | None) -> Fraction | None:
    return None if number is None else -number


_COMBINED: Mapping[str, Callable[[Bounds, Bounds], Bounds]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
}


# ── functions ──


def _size(call: Call, scope: Scope) -> Bounds:
    match call.arguments:
        case (Name(id),) if id in scope.names and scope.names[id].type is Type.CHOICES:
            return Bounds.of(0, len(scope.names[id].options))
    return COUNT


def _count(_: Call, __: Scope) -> Bounds:
    return COUNT


def _total(call: Call, scope: Scope) -> Bounds:
    match call.arguments:
        case (Name() as table, Literal(int()) as years):
            return _product(bounds(table, scope), bounds(years, scope))
    return OPEN


def _share(call: Call, scope: Scope) -> Bounds:
    """Of nothing below zero a share is none below zero; it may well be above one."""
    part = _first(call, scope)
    return COUNT if part.low is not None and part.low >= 0 else OPEN


def _growth(call: Call, scope: Scope) -> Bounds:
    table = _first(call, scope)
    return Bounds.of(-1) if table.low is not None and table.low >= 0 else OPEN


def _first(call: Call, scope: Scope) -> Bounds:
    argument: Any = call.arguments[0] if call.arguments else None
    return bounds(argument, scope) if isinstance(argument, Term) else OPEN


_CALLS: Mapping[str, Callable[[Call, Scope], Bounds]] = {
    "size": _size,
    "count_where": _count,
    "total": _total,
    "latest": _first,
    "mean": _first,
    "share": _share,
    "growth": _growth,
    "mean_growth": _growth,
}
_BOUNDS: Mapping[type, Callable[[Any, Scope], Bounds]] = {
    Literal: _literal,
    Name: _name,
    Param: _parameter,
    Arithmetic: _arithmetic,
    Call: _call,
    Points: _points,
    Best: _best,
}
