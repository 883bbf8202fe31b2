"""The functions over year tables as SQL: each year of a table is a column of its own."""

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from linxuan.rules.calls import span
from linxuan.rules.scope import Type
from linxuan.rules.sql.columns import Column
from linxuan.rules.sql.comparing import UNKNOWN, all_hold, compared
from linxuan.rules.sql.env import Env
from linxuan.rules.sql.polynomials import Number, Ratio, constant, plus, product, times
from linxuan.rules.sql.polynomials import total as added
from linxuan.rules.sql.unsayable import Unsayable
from linxuan.rules.sql.values import Shape, Truth, shape_of, unknown
from linxuan.rules.terms import Literal, Name, Param, Term

Lower: TypeAlias = Callable[[Term, Env], Shape]


def total(_: Lower, env: Env, table: Name, count: Term) -> Shape:
    """Add up the last years; unknown where one of them is."""
    return _total(env, table, reach(env, count))


def mean(_: Lower, env: Env, table: Name, count: Term) -> Shape:
    """Divide their sum by how many they are."""
    years = reach(env, count)
    return times(_total(env, table, years), constant(1 / Fraction(years or 1)))


def each_year(lowered: Lower, env: Env, condition: Term, count: Term) -> Shape:
    """Ask the condition of each of the last years: one that fails decides."""
    years = reach(env, count)
    if years is None:
        return Truth(UNKNOWN)
    found = [lowered(condition, env.years_back(back)) for back in range(years)]
    return Truth(all_hold([each.sql for each in found if isinstance(each, Truth)]))


def mean_growth(_: Lower, env: Env, table: Name, count: Term) -> Shape:
    """Sum up new / old - 1 over one denominator: all the old values multiplied."""
    years = reach(env, count)
    if years is None:
        return Ratio(_unknown(env), constant(1), ())
    values = _series(env, table, years + 1)
    olds = values[1:]
    gains = [
        times(plus(new, old, -1), product([*olds[:at], *olds[at + 1 :]]))
        for at, (new, old) in enumerate(pairwise(values))
    ]
    return Ratio(added(gains), times(product(olds), constant(years)), tuple(olds))


def compound_growth_at_least(lowered: Lower, env: Env, table: Name, count: Term, least: Term) -> Shape:
    """Compare with the old value times (1 + rate) to the power of the years; an unknown rate leaves it open."""
    years, rate = reach(env, count), _number(lowered(least, env))
    if years is None:
        return Truth(UNKNOWN)
    values = _series(env, table, years + 1)
    multiple = product([plus(constant(1), rate)] * years)
    sql, doubts = compared(env.dialect, ">=", Ratio(values[0], values[-1], (values[-1],)), multiple)
    env.doubt(doubts)
    if rate.constant is not None:
        return Truth(sql)
    known, doubts = compared(env.dialect, "=", rate, rate)
    env.doubt(doubts)
    return Truth(f"CASE WHEN {known} THEN {sql} END")


def reach(env: Env, count: Term) -> int | None:
    """Return a number of years; None for what is none. Raises Unsayable where it differs from row to row."""
    match count:
        case Literal(value):
            return span(value)
        case Param(id):
            given = env.parameters.get(id)
            if isinstance(given, Column):
                raise Unsayable("a number of years that differs from row to row")
            return span(given)
    raise Unsayable("no number of years")


def _total(env: Env, table: Name, years: int | None) -> Number:
    return _unknown(env) if years is None else added(_series(env, table, years))


def _series(env: Env, table: Name, years: int) -> list[Number]:
    """The last years of a table, the latest first."""
    return [_number(env.of_year(table.id, env.back + ago)) for ago in range(years)]


def _number(shape: Shape) -> Number:
    if not isinstance(shape, Number):
        raise Unsayable("no number")
    return shape


def _unknown(env: Env) -> Number:
    return _number(shape_of(unknown(env.dialect, Type.DECIMAL)))
