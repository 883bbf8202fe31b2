"""Lists of a package: whether a text is a key of one on a day, and what stands beside a key."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from linxuan.rules.days import FIRST_DAY, LAST_DAY
from linxuan.rules.sql.columns import Stored
from linxuan.rules.sql.comparing import UNKNOWN
from linxuan.rules.sql.dialect import Dialect, day
from linxuan.rules.sql.env import Env, Keys


def in_force(env: Env, key: str, periods: Sequence[Keys]) -> str:
    """Return whether a text is a key that is valid on `env.as_of`; a day that is not known counts all."""
    always = [key for period in periods if not (period.first or period.last) for key in period.keys]
    sometimes = [period for period in periods if period.first or period.last]
    if not sometimes or env.as_of is None:
        return among(env.dialect, key, [each for period in periods for each in period.keys])
    found = [among(env.dialect, key, always)]
    found += [
        f"({among(env.dialect, key, period.keys)} AND {_valid(env.as_of.sql, period)})"
        for period in sometimes
    ]
    return f"({' OR '.join(found)})"


def among(dialect: Dialect, text: str, keys: Sequence[str]) -> str:
    """Return whether a text is one of the keys; NULL for NULL."""
    if not keys:
        return f"({text} IS NULL AND {UNKNOWN})"
    return f"({dialect.one_of(text, keys)})"


def _valid(as_of: str, period: Keys) -> str:
    """Two-valued, so that a key that is not known leaves the answer unknown."""
    bounds = []
    if period.first:
        bounds.append(f"{as_of} >= {day(period.first)}")
    if period.last:
        bounds.append(f"{as_of} <= {day(period.last)}")
    return f"coalesce({' AND '.join(bounds)}, TRUE)"


_FEW = 12
"""Values that are told apart one after the other; more are looked for by halves."""
Rows = Mapping[str, Mapping[str, str]]


def periods(rows: Rows, on: date | None) -> tuple[Keys, ...]:
    """Return the keys of a list by the period in which they are valid; those in force, if a day is given."""
    found: dict[tuple[date | None, date | None], list[str]] = {}
    for key, row in rows.items():
        first = _first_from(row.get("valid_from", ""))
        last = _last_until(row.get("valid_to", ""))
        if on is None:
            found.setdefault((first, last), []).append(key)
        elif not (first and on < first) and not (last and on > last):
            found.setdefault((None, None), []).append(key)
    return tuple(Keys(tuple(keys), first, last) for (first, last), keys in found.items())


def _first_from(written: str) -> date | None:
    """The first day that is not before what is written, compared as text."""
    at = bisect_left(range(_DAYS), written, key=lambda each: _day(each).isoformat())
    return _day(at) if written else None


def _last_until(written: str) -> date | None:
    """The last day that is not after what is written, compared as text."""
    at = bisect_right(range(_DAYS), written, key=lambda each: _day(each).isoformat())
    return _day(at - 1) if written else None


def _day(at: int) -> date:
    return FIRST_DAY + timedelta(days=at)


_DAYS = (LAST_DAY - FIRST_DAY).days + 1


def looked_up(dialect: Dialect, key: str, found: Mapping[str, str]) -> str:
    """Return what stands beside a key; NULL for any other text and where nothing stands."""
    beside = {each: text for each, text in found.items() if text}
    if not beside:
        return dialect.unknown(Stored.TEXT)
    if len(set(beside.values())) <= _FEW:
        keys = {text: [each for each in beside if beside[each] == text] for text in beside.values()}
        cases = [f"WHEN {among(dialect, key, keys[text])} THEN {dialect.text(text)}" for text in keys]
        return f"CASE {' '.join(cases)} END"
    return _by_halves(dialect, key, sorted(beside.items()))


def _by_halves(dialect: Dialect, key: str, found: Sequence[tuple[str, str]]) -> str:
    """Texts are ordered by their code points here, in Python and in both engines alike."""
    if len(found) <= 2:
        cases = [f"WHEN {dialect.text(each)} THEN {dialect.text(text)}" for each, text in found]
        return f"CASE {key} {' '.join(cases)} END"
    middle = len(found) // 2
    lower, upper = (_by_halves(dialect, key, half) for half in (found[:middle], found[middle:]))
    return f"CASE WHEN {key} < {dialect.text(found[middle][0])} THEN {lower} ELSE {upper} END"
