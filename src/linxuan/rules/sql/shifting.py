"""Days moved by years, months or days, as `rules.days` moves them; NULL beyond 1900 to 2199."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import TypeAlias

from linxuan.rules import days
from linxuan.rules.sql.dialect import Dialect
from linxuan.rules.sql.dialect import day as written
from linxuan.rules.sql.env import Env
from linxuan.rules.sql.polynomials import Number, Sum
from linxuan.rules.sql.unsayable import Unsayable
from linxuan.rules.sql.values import Day, Shape, as_day
from linxuan.rules.sql.widths import Writer, written_within
from linxuan.rules.terms import Term

Lower: TypeAlias = Callable[[Term, Env], Shape]
Move: TypeAlias = Callable[[date, int], date | None]
_MOVES: Mapping[str, Move] = {"years": days.add_years, "months": days.add_months, "days": days.add_days}
_MOST: Mapping[str, int] = {"years": 300, "months": 3_600, "days": (days.LAST_DAY - days.FIRST_DAY).days}
"""Beyond these every day is moved out of reach."""
_NO_DAY = "CAST(NULL AS DATE)"


def shifted(unit: str, lowered: Lower, env: Env, day: Term, count: Term) -> Shape:
    """Return a day moved by a number of units, the clamping of month ends included."""
    start, by = as_day(lowered(day, env)), lowered(count, env)
    if not isinstance(by, Number) or by.factor.denominator != 1:
        raise Unsayable("no whole number")
    if by.constant is not None:
        return _by_constant(env, unit, start, int(by.constant))
    return _by_column(env, unit, start, by)


def _by_constant(env: Env, unit: str, day: Day, count: int) -> Day:
    if day.constant is not None:
        moved = _MOVES[unit](day.constant, count)
        return Day(written(moved), moved) if moved else Day(_NO_DAY)
    start, steps = day.start or day.sql, (*day.steps, (unit, count))
    edges = _kept_within(partial(_stays, steps))
    if edges is None:
        return Day(_NO_DAY)
    moved_sql = start
    for each, by in steps:
        moved_sql = _moved(env, each, moved_sql, str(by * 12 if each == "years" else by))
    return Day(f"CASE WHEN {_between(start, edges)} THEN {moved_sql} END", None, start, steps)


def beside_constant(day: Day, sign: str, bound: date) -> str | None:
    """Compare a moved day with a constant by the day that it was moved from; None where it was not moved.

    The last day that ends before the constant is searched for once, and no row has to be moved.
    """
    edges = _kept_within(partial(_stays, day.steps)) if day.steps else None
    if edges is None:
        return None
    first, within = edges[0], range((edges[1] - edges[0]).days + 1)
    ends = partial(_end, day.steps, first)
    reached = first + timedelta(days=bisect_left(within, bound, key=ends))
    passed = first + timedelta(days=bisect_right(within, bound, key=ends))
    at_least, above = f"{day.start} >= {written(reached)}", f"{day.start} >= {written(passed)}"
    found = {
        "<": f"NOT ({at_least})",
        "<=": f"NOT ({above})",
        ">=": at_least,
        ">": above,
        "=": f"{at_least} AND NOT ({above})",
        "<>": f"NOT ({at_least} AND NOT ({above}))",
    }
    return f"CASE WHEN {_between(day.start, edges)} THEN {found[sign]} END"


def beside_shared(dialect: Dialect, day: Day, sign: str, bound: str) -> str | None:
    """Compare a day moved by months with one that many rows share, by the last day that does not pass it.

    That day is worked out once for each entry of the column's dictionary, and no row has to be moved.
    None where the day was not moved so, and for signs that ask for one day only.
    """
    if len(day.steps) != 1 or day.steps[0][0] == "days" or sign in ("=", "<>"):
        return None
    ((unit, count),) = day.steps
    edges = _kept_within(partial(_stays, day.steps))
    if edges is None:
        return None
    end = bound if sign in ("<=", ">") else dialect.add_days(bound, "-1")
    last = _last_not_past(dialect, end, str(-count * 12 if unit == "years" else -count))
    holds = f"{day.start} {'<=' if sign in ('<=', '<') else '>'} {last}"
    return f"CASE WHEN {_between(day.start, edges)} THEN {holds} END"


def _last_not_past(dialect: Dialect, end: str, back: str) -> str:
    """The last day that ends at `end` or before it: beyond it all that is left of a month ends with a month."""
    after = dialect.add_months(dialect.add_days(end, "1"), back)
    return f"greatest({dialect.add_months(end, back)}, {dialect.add_days(after, '-1')})"


def _between(start: str, edges: tuple[date, date]) -> str:
    first, last = edges
    bounds = [f"{start} >= {written(first)}"] if first > days.FIRST_DAY else []
    bounds += [f"{start} <= {written(last)}"] if last < days.LAST_DAY else []
    return " AND ".join(bounds) or "TRUE"


def _end(steps: Sequence[tuple[str, int]], first: date, after: int) -> date:
    """Return where the steps lead the day that comes so many days after `first`."""
    day = first + timedelta(days=after)
    for unit, count in steps:
        day = _MOVES[unit](day, count) or days.LAST_DAY
    return day


def _stays(steps: Sequence[tuple[str, int]], day: date) -> int:
    """Tell where the steps lead a day: 0 within 1900 to 2199, else -1 or 1 for the side that it leaves by."""
    for unit, count in steps:
        moved = _MOVES[unit](day, count)
        if moved is None:
            return 1 if count > 0 else -1
        day = moved
    return 0


def _kept_within(stays: Callable[[date], int]) -> tuple[date, date] | None:
    """Return the first and the last day that never leave 1900 to 2199; None where every day does.

    A later day is never moved before an earlier one, so both ends can be searched for by halves.
    """
    all_days = range((days.LAST_DAY - days.FIRST_DAY).days + 1)
    first = bisect_left(all_days, 0, key=lambda at: stays(_day(at)))
    last = bisect_right(all_days, 0, key=lambda at: stays(_day(at))) - 1
    return (_day(first), _day(last)) if first <= last else None


def _day(at: int) -> date:
    return days.FIRST_DAY + timedelta(days=at)


def _by_column(env: Env, unit: str, start: Day, by: Number) -> Day:
    """Look at the count before the engine does: it stops at what leaves its own calendar."""
    count = int(by.factor)

    def write(writer: Writer) -> str:
        units = writer.write(Sum(((count, by.polynomial),)))
        if units.scale:
            raise Unsayable("no whole number")
        return units.sql

    number, doubts = written_within(env.dialect, write)
    env.doubt(doubts)
    most = _MOST[unit]
    steps = f"CAST({number} AS INT)" + (" * 12" if unit == "years" else "")
    moved = _moved(env, unit, start.sql, steps)
    within = f"{moved} BETWEEN {written(days.FIRST_DAY)} AND {written(days.LAST_DAY)}"
    return Day(f"CASE WHEN {number} BETWEEN -{most} AND {most} THEN CASE WHEN {within} THEN {moved} END END")


def _moved(env: Env, unit: str, day: str, count: str) -> str:
    return env.dialect.add_days(day, count) if unit == "days" else env.dialect.add_months(day, count)
