"""A term as SQL, with exactly the meaning of `rules.evaluate`.

SQL knows three values as well: AND, OR and NOT mean the same there, and everything else is NULL as
soon as a part of it is, but for the ratios (see `comparing`), the points and the functions (see `calls`).
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from linxuan.rules.evaluate import most_points
from linxuan.rules.sql.calls import CALLS, listed
from linxuan.rules.sql.comparing import UNKNOWN, all_hold, compared, if_known, one_holds
from linxuan.rules.sql.dialect import whole
from linxuan.rules.sql.env import Env
from linxuan.rules.sql.industries import in_section
from linxuan.rules.sql.polynomials import Leaf, Number, Ratio, places, plus, times
from linxuan.rules.sql.unsayable import LONGEST, Unsayable
from linxuan.rules.sql.values import Day, IndustrySection, Shape, Text, Truth, as_day, literal
from linxuan.rules.sql.widths import digits_of
from linxuan.rules.terms import (
    And,
    Arithmetic,
    Best,
    Between,
    Call,
    Compare,
    In,
    Literal,
    Name,
    Not,
    Or,
    Param,
    Points,
    Term,
)


def truth(term: Term, env: Env) -> str:
    """Return a condition as SQL: TRUE, FALSE, or NULL where it is unknown. Raises Unsayable.

    Where it says NULL although the answer is known, one of the conditions in `env.doubts` holds.
    """
    shape = lowered(term, env)
    if not isinstance(shape, Truth):
        raise Unsayable("no condition")
    return shape.sql


def lowered(term: Term, env: Env) -> Shape:
    """Return what a term is in SQL. Raises Unsayable."""
    shape = _LOWER[type(term)](term, env)
    if isinstance(shape, Truth | Day | Text) and len(shape.sql) > LONGEST:
        raise Unsayable("the text is too long")
    return shape


def _literal(term: Literal, env: Env) -> Shape:
    return literal(env.dialect, term.value)


def _name(term: Name, env: Env) -> Shape:
    return env.name(term.id)


def _parameter(term: Param, env: Env) -> Shape:
    return env.parameter(term.id)


def _negation(term: Not, env: Env) -> Shape:
    return Truth(f"(NOT {truth(term.term, env)})")


def _conjunction(term: And, env: Env) -> Shape:
    return Truth(all_hold([truth(each, env) for each in term.terms]))


def _disjunction(term: Or, env: Env) -> Shape:
    return Truth(one_holds([truth(each, env) for each in term.terms]))


def _comparison(term: Compare, env: Env) -> Shape:
    return Truth(_compared(term.operator, lowered(term.left, env), lowered(term.right, env), env))


def _compared(sign: str, left: Shape, right: Shape, env: Env) -> str:
    match left, right:
        case (Number() | Ratio(), Number() | Ratio()):
            sql, doubts = compared(env.dialect, sign, left, right)
            env.doubt(doubts)
            return sql
        case (IndustrySection(code=code), Text(_, str() as letter)):
            found = in_section(env.dialect, code, [letter])
            return found if sign == "=" else f"(NOT {found})"
        case (Text(_, str()), IndustrySection()):
            return _compared(sign, right, left, env)
        case (Truth(one), Truth(other)) | (Text(one), Text(other)):
            return f"({one} {sign} {other})"
        case (Day(), Day() | Text()) | (Text(), Day()):
            return f"({as_day(left).sql} {sign} {as_day(right).sql})"
    raise Unsayable("two types")


def _between(term: Between, env: Env) -> Shape:
    value = lowered(term.term, env)
    bounds = ((">=", term.low), ("<=", term.high))
    return Truth(all_hold([_compared(sign, value, lowered(bound, env), env) for sign, bound in bounds]))


def _membership(term: In, env: Env) -> Shape:
    value, options = lowered(term.term, env), listed(term.options, env)
    if options is None:
        return Truth(UNKNOWN)
    among = _among(value, options, env)
    return Truth(f"(NOT {among})" if term.negated else among)


def _among(value: Shape, options: Sequence[object], env: Env) -> str:
    if isinstance(value, IndustrySection):
        return in_section(env.dialect, value.code, map(str, options))
    if isinstance(value, Text) and options:
        return f"({value.sql} IN ({', '.join(env.dialect.text(str(each)) for each in options)}))"
    if isinstance(value, Text):
        return if_known(value.sql, False)
    return one_holds([_compared("=", value, literal(env.dialect, each), env) for each in options])


def _arithmetic(term: Arithmetic, env: Env) -> Shape:
    left, right = lowered(term.left, env), lowered(term.right, env)
    if not isinstance(left, Number) or not isinstance(right, Number):
        raise Unsayable("no number")
    match term.operator:
        case "*":
            return times(left, right)
        case "-":
            return plus(left, right, -1)
    return plus(left, right)


def _points(term: Points, env: Env) -> Shape:
    return Number(_points_leaf(term, env, _points_type((term,))))


def _points_type(terms: Sequence[Points]) -> tuple[int, int]:
    """How many digits hold all points there are, and how many of them behind the point."""
    worth = [
        Fraction(points) for term in terms for points in (*(each for _, each in term.cases), term.otherwise)
    ]
    scale = max(places(each) or 0 for each in worth)
    return digits_of(max(int(abs(each) * 10**scale) for each in worth), scale), scale


def _points_leaf(term: Points, env: Env, type: tuple[int, int]) -> Leaf:
    """The first case that holds decides, and one that is unknown before it leaves all open."""
    conditions = [(truth(condition, env), _worth(points, type)) for condition, points in term.cases]
    cases = [f"WHEN {sql} THEN {points} WHEN {sql} IS NULL THEN NULL" for sql, points in conditions]
    otherwise = _worth(term.otherwise, type)
    return Leaf(f"CASE {' '.join(cases)} ELSE {otherwise} END" if cases else otherwise, *type)


def _worth(points: int | Decimal | Fraction, type: tuple[int, int]) -> str:
    return whole(int(Fraction(points) * 10 ** type[1]), *type)


def _best(term: Best, env: Env) -> Shape:
    """Known once no unknown one could still be higher: once the most that all can come to is reached."""
    type = _points_type(term.terms)
    found = [_points_leaf(each, env, type).sql for each in term.terms]
    most = [_worth(most_points(each), type) for each in term.terms]
    at_most = [f"coalesce({points}, {worth})" for points, worth in zip(found, most, strict=True)]
    best = _highest(found)
    return Number(Leaf(f"CASE WHEN {_highest(at_most)} <= {best} THEN {best} END", *type))


def _highest(numbers: list[str]) -> str:
    return numbers[0] if len(numbers) == 1 else f"greatest({', '.join(numbers)})"


def _call(term: Call, env: Env) -> Shape:
    return CALLS[term.function](lowered, env, *term.arguments)


_LOWER: Mapping[type, Callable[[Any, Env], Shape]] = {
    Literal: _literal,
    Name: _name,
    Param: _parameter,
    Not: _negation,
    And: _conjunction,
    Or: _disjunction,
    Compare: _comparison,
    Between: _between,
    In: _membership,
    Arithmetic: _arithmetic,
    Call: _call,
    Points: _points,
    Best: _best,
}
