"""Conditions side by side of which no value can fulfil all, or every value fulfils one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from linxuan.language import say
from linxuan.rules.check import kind_in
from linxuan.rules.days import iso_day
from linxuan.rules.problems import Problem
from linxuan.rules.scope import Scope, Type
from linxuan.rules.terms import And, Between, Compare, In, Literal, Name, Not, Options, Or, Term

Scalar: TypeAlias = str | bool | int | Decimal | date
_OPPOSITE = {"=": "<>", "<>": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_MIRRORED = {"=": "=", "<>": "<>", "<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True)
class _Fact:
    """What one condition says of its subject: a sign and a value, or that it is (not) one of several."""

    subject: Term
    sign: str
    values: tuple[Scalar, ...]
    position: int


@dataclass
class _Room:
    """What a subject can still be after several facts; None for anything."""

    allowed: set[Scalar] | None = None
    excluded: set[Scalar] = field(default_factory=set)
    limits: list[tuple[str, Scalar]] = field(default_factory=list)

    def take(self, fact: _Fact) -> None:
        if fact.sign == "=":
            values = set(fact.values)
            self.allowed = values if self.allowed is None else self.allowed & values
        elif fact.sign == "<>":
            self.excluded |= set(fact.values)
        else:
            self.limits.append((fact.sign, fact.values[0]))

    def is_empty(self) -> bool:
        """Tell whether certainly nothing is left."""
        if self.allowed is not None:
            left = self.allowed - self.excluded
            return not any(all(_holds(value, *limit) for limit in self.limits) for value in left)
        above = [(value, sign) for sign, value in self.limits if sign in (">", ">=")]
        below = [(value, sign) for sign, value in self.limits if sign in ("<", "<=")]
        return any(_are_apart(low, high) for low in above for high in below)


def contradiction(term: And | Or, scope: Scope) -> Iterator[Problem]:
    """Yield what is wrong with conditions joined by AND that exclude each other, or by OR that leave nothing out.

    A ratio over a base of zero fails in both directions, so that of two opposites by OR none may hold.
    """
    is_and = isinstance(term, And)
    rooms: dict[Term, _Room] = {}
    told: set[Term] = set()
    for fact in _facts(term, type(term), is_turned=not is_and):
        if fact.subject in told or (not is_and and _is_ratio(fact.subject, scope)):
            continue
        room = rooms.setdefault(fact.subject, _room(fact.subject, scope))
        room.take(replace(fact, values=tuple(map(_plain, fact.values))))
        if room.is_empty():
            told.add(fact.subject)
            yield _problem(fact, scope, is_and=is_and)


def _problem(fact: _Fact, scope: Scope, *, is_and: bool) -> Problem:
    variable = scope.names.get(fact.subject.id) if isinstance(fact.subject, Name) else None
    name = variable.name if variable else say("同一个数")
    if is_and:
        return Problem(
            say("对“{name}”的条件不能同时成立", name=name), say("满足一个就行的写 OR"), fact.position
        )
    problem = say("对“{name}”的条件总有一个成立，等于没有条件", name=name)
    return Problem(problem, say("都要满足的写 AND"), fact.position)


def _is_ratio(subject: Term, scope: Scope) -> bool:
    kind = kind_in(subject, scope)
    return kind is None or kind.type is Type.RATIO


def _room(subject: Term, scope: Scope) -> _Room:
    """A choice is one of its options; yes or no is one of the two."""
    kind = kind_in(subject, scope)
    if kind is not None and kind.type is Type.YES_NO:
        return _Room({True, False})
    if kind is not None and kind.type is Type.CHOICE and kind.options:
        return _Room(set(kind.options))
    return _Room()


def _facts(term: Term, joined: type, *, is_turned: bool) -> Iterator[_Fact]:
    """What the conditions of an AND say, or turned round those of an OR."""
    match term:
        case And(terms) | Or(terms) if isinstance(term, joined):
            for each in terms:
                yield from _facts(each, joined, is_turned=is_turned)
        case Not(inner) if not isinstance(inner, And | Or):
            yield from _facts(inner, joined, is_turned=not is_turned)
        case Name():
            yield _Fact(term, "=", (not is_turned,), term.position)
        case Compare(sign, subject, Literal(value)) if not isinstance(subject, Literal):
            yield _Fact(subject, _OPPOSITE[sign] if is_turned else sign, (value,), term.position)
        case Compare(sign, Literal(value), subject) if not isinstance(subject, Literal):
            sign = _MIRRORED[sign]
            yield _Fact(subject, _OPPOSITE[sign] if is_turned else sign, (value,), term.position)
        case In(subject, Options(values), negated):
            yield _Fact(subject, "<>" if negated is not is_turned else "=", values, term.position)
        case Between(subject, Literal(low), Literal(high)) if not is_turned:
            yield _Fact(subject, ">=", (low,), term.position)
            yield _Fact(subject, "<=", (high,), term.position)


def _holds(value: Scalar, sign: str, limit: Scalar) -> bool:
    """Whether a value is within a limit; values of two sorts are compared by nobody."""
    if not _of_one_sort(value, limit):
        return True
    return {"<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit}[sign]  # type: ignore[operator]


def _are_apart(low: tuple[Scalar, str], high: tuple[Scalar, str]) -> bool:
    if not _of_one_sort(low[0], high[0]):
        return False
    if low[0] == high[0]:
        return "=" not in low[1] or "=" not in high[1]
    return not _holds(low[0], "<", high[0])


def _plain(value: Scalar) -> Scalar:
    """A day that is written as plain text, as it may be beside a date; any other text stays itself."""
    return (iso_day(value) or value) if isinstance(value, str) else value


def _of_one_sort(value: Scalar, other: Scalar) -> bool:
    sorts = (date, int | Decimal)
    return any(isinstance(value, sort) and isinstance(other, sort) for sort in sorts)
