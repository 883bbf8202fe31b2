"""The functions of the language as SQL, each with the meaning that `rules.calls` gives it.

An entry of `CALLS` gets `lowered`, where it stands, and its arguments as terms.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from linxuan.rules.sql.columns import Column
from linxuan.rules.sql.comparing import UNKNOWN, all_hold, compared, if_known, one_holds
from linxuan.rules.sql.env import Env, doubtful
from linxuan.rules.sql.industries import section
from linxuan.rules.sql.lists import in_force
from linxuan.rules.sql.polynomials import Leaf, Number, Ratio
from linxuan.rules.sql.shifting import shifted
from linxuan.rules.sql.unsayable import Unsayable
from linxuan.rules.sql.values import Group, IndustrySection, Several, Shape, Text, Truth
from linxuan.rules.sql.yearly import compound_growth_at_least, each_year, mean, mean_growth, total
from linxuan.rules.terms import Literal, Name, Options, Param, Term

Lower: TypeAlias = Callable[[Term, Env], Shape]
Build: TypeAlias = Callable[..., Shape]
_MOST_ENTRIES = 9
"""Digits of how many entries a list can have."""


def number(shape: Shape) -> Number:
    """Return a number. Raises Unsayable for anything else."""
    if not isinstance(shape, Number):
        raise Unsayable("no number")
    return shape


def listed(options: Options | Param, env: Env) -> Sequence[object] | None:
    """Return the entries of a list written out or of a parameter; None for an unknown parameter."""
    if isinstance(options, Options):
        return options.values
    value = env.parameters.get(options.id)
    if isinstance(value, Column):
        raise Unsayable("a list that differs from row to row")
    return value if isinstance(value, tuple) else None


# ── lists ──


def _in_list(lowered: Lower, env: Env, value: Term, list_id: Literal) -> Shape:
    key = lowered(value, env)
    if not isinstance(key, Text) or str(list_id.value) not in env.lists:
        raise Unsayable("no text, or no list")
    return Truth(in_force(env, key.sql, env.lists[str(list_id.value)]))


def _has(together: Callable[[list[str]], str], nothing: bool) -> Build:
    def build(lowered: Lower, env: Env, chosen: Term, options: Options | Param) -> Shape:
        given, wanted = lowered(chosen, env), listed(options, env)
        if not isinstance(given, Several):
            raise Unsayable("no list")
        if wanted is None:
            return Truth(UNKNOWN)
        contains = [env.dialect.contains(given.sql, env.dialect.text(str(each))) for each in wanted]
        return Truth(together(contains) if contains else if_known(given.sql, nothing))

    return build


def _size(lowered: Lower, env: Env, countable: Term) -> Shape:
    given = lowered(countable, env)
    match given:
        case Several(sql) | Group(Column(sql)):
            return Number(_counted(env, sql))
    raise Unsayable("nothing to count")


def _counted(env: Env, several: str) -> Leaf:
    return Leaf(f"CAST({env.dialect.size(several)} AS DECIMAL({_MOST_ENTRIES},0))", _MOST_ENTRIES, 0)


def _count_where(lowered: Lower, env: Env, group: Name, condition: Term) -> Shape:
    """Unknown as long as one row is."""
    rows = lowered(group, env)
    if not isinstance(rows, Group):
        raise Unsayable("no group")
    inside = env.inside(group.id, rows.column)
    holds = lowered(condition, inside)
    if not isinstance(holds, Truth):
        raise Unsayable("no condition")
    kept = partial(env.dialect.kept, rows.column.sql, inside.rows[-1].name)
    if inside.doubts:
        env.doubt([f"{env.dialect.size(kept(doubtful(tuple(inside.doubts))))} > 0"])
    unknown, count = env.dialect.size(kept(f"{holds.sql} IS NULL")), _counted(env, kept(holds.sql))
    return Number(Leaf(f"CASE WHEN {unknown} = 0 THEN {count.sql} END", count.digits, 0))


# ── text ──


def _starts_with(lowered: Lower, env: Env, text: Term, beginning: Term) -> Shape:
    whole, first = lowered(text, env), lowered(beginning, env)
    if not isinstance(whole, Text) or not isinstance(first, Text):
        raise Unsayable("no text")
    return Truth(env.dialect.starts_with(whole.sql, first.sql))


def _industry_section(lowered: Lower, env: Env, code: Term) -> Shape:
    text = lowered(code, env)
    if not isinstance(text, Text):
        raise Unsayable("no text")
    return IndustrySection(section(env.dialect, text.sql), code=text.sql)


# ── shares ──


def _share_at_least(lowered: Lower, env: Env, part: Term, whole: Term, least: Term) -> Shape:
    amount, base, bound = (number(lowered(each, env)) for each in (part, whole, least))
    return _at_least(env, Ratio(amount, base, (base,)), bound)


def _at_least(env: Env, ratio: Ratio, bound: Number) -> Truth:
    sql, doubts = compared(env.dialect, ">=", ratio, bound)
    env.doubt(doubts)
    return Truth(sql)


def _share(lowered: Lower, env: Env, part: Term, whole: Term) -> Shape:
    amount, base = number(lowered(part, env)), number(lowered(whole, env))
    return Ratio(amount, base, (base,))


CALLS: Mapping[str, Build] = {
    "share_at_least": _share_at_least,
    "share": _share,
    "add_years": partial(shifted, "years"),
    "add_months": partial(shifted, "months"),
    "add_days": partial(shifted, "days"),
    "in_list": _in_list,
    "has_any": _has(one_holds, False),
    "has_all": _has(all_hold, True),
    "size": _size,
    "starts_with": _starts_with,
    "industry_section": _industry_section,
    "count_where": _count_where,
    "latest": lambda lowered, env, table: lowered(table, env),
    "total": total,
    "mean": mean,
    "each_year": each_year,
    "growth": lambda lowered, env, table: mean_growth(lowered, env, table, Literal(1)),
    "mean_growth": mean_growth,
    "compound_growth_at_least": compound_growth_at_least,
}
