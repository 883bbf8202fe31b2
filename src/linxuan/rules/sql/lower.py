"""A term as SQL, with exactly the meaning of `rules.evaluate`.

SQL knows three values as well: AND, OR and NOT mean the same there, and everything else is NULL as
soon as a part of it is, but for the ratios (see `comparing`), the points and the functions (see `calls`).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from linxuan.rules.sql.calls import CALLS, listed
from linxuan.rules.sql.comparing import TURNED, UNKNOWN, all_hold, compared, if_known, one_holds
from linxuan.rules.sql.env import Env
from linxuan.rules.sql.industries import in_section
from linxuan.rules.sql.polynomials import Number, Ratio, plus, times
from linxuan.rules.sql.scoring import best, points
from linxuan.rules.sql.shifting import beside_constant, beside_shared
from linxuan.rules.sql.unsayable import LONGEST, Unsayable
from linxuan.rules.sql.values import Day, IndustrySection, Shape, Text, Truth, as_day, literal
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
    bound = env.bound.get(env.place(term)) if env.bound else None
    if bound is not None:
        return bound
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
            return _days_compared(sign, as_day(left), as_day(right), env)
    raise Unsayable("two types")


def _days_compared(sign: str, left: Day, right: Day, env: Env) -> str:
    found = None
    if right.constant:
        found = beside_constant(left, sign, right.constant)
    elif left.constant:
        found = beside_constant(right, TURNED[sign], left.constant)
    elif env.is_shared(right.sql):
        found = beside_shared(env.dialect, left, sign, right.sql)
    elif env.is_shared(left.sql):
        found = beside_shared(env.dialect, right, TURNED[sign], left.sql)
    return found or f"({left.sql} {sign} {right.sql})"


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
        return f"({env.dialect.one_of(value.sql, [str(each) for each in options])})"
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
    Points: partial(points, truth, lowered),
    Best: partial(best, truth, lowered),
}
