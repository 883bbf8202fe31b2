"""What the functions that answer yes or no show of the values they look at."""

from collections.abc import Callable, Mapping

from linxuan.language import say
from linxuan.rules.comparison_reasons import comparison, without_base
from linxuan.rules.terms import Call, Compare, Options, Param
from linxuan.rules.walk import children
from linxuan.rules.words import Words


def call_reasons(words: Words, term: Call, demanded: bool) -> list[str]:
    """Return the clauses of a call whose outcome is known."""
    if term.function == "share_at_least":
        part, whole, least = children(term)
        return comparison(words, Compare(">=", Call("share", (part, whole)), least), demanded)
    return [_CALLS[term.function](words, term)]


def _in_list(words: Words, term: Call) -> str:
    stated = words.stated(children(term)[0])
    if words.value(term):
        return say("{stated}，在名单内", stated=stated)
    return say("{stated}，不在名单内", stated=stated)


def _starts_with(words: Words, term: Call) -> str:
    code, prefix = children(term)
    told = {"name": words.named(code), "code": words.value(code), "prefix": words.value(prefix)}
    if words.value(term):
        return say("{name} {code}，以“{prefix}”开头", **told)
    return say("{name} {code}，不以“{prefix}”开头", **told)


def _has_all(words: Words, term: Call) -> str:
    _, lacking = _found_and_lacking(words, term)
    if lacking:
        return say("{name}：还缺{lacking}", name=words.named(children(term)[0]), lacking=lacking)
    return words.stated(children(term)[0])


def _has_any(words: Words, term: Call) -> str:
    found, lacking = _found_and_lacking(words, term)
    if found:
        return say("{name}：有{found}", name=words.named(children(term)[0]), found=found)
    return say("{name}：没有{lacking}", name=words.named(children(term)[0]), lacking=lacking)


def _found_and_lacking(words: Words, term: Call) -> tuple[str, str]:
    """Return which of the wanted entries were chosen and which were not, each in words."""
    chosen, wanted = children(term)[0], term.arguments[1]
    entries = words.entries(wanted) if isinstance(wanted, Options | Param) else ()
    given = [entry for entry in entries if entry in words.value(chosen)]
    others = [entry for entry in entries if entry not in given]
    return words.listed(given, chosen), words.listed(others, chosen)


def _compound_growth(words: Words, term: Call) -> str:
    table, count, least = children(term)
    told = {
        "name": words.named(table),
        "count": words.value(count),
        "old": words.in_year(words.value(count)).told(table),
        "new": words.told(table),
        "least": words.told(least, beside=Call("growth", (table,))),
    }
    if words.value(term):
        return say("{name}{count}年间从 {old} 到 {new}，年均复合增长达到 {least}", **told)
    if words.in_year(words.value(count)).value(table) <= 0:
        return without_base(words, table)
    return say("{name}{count}年间从 {old} 到 {new}，年均复合增长低于 {least}", **told)


_CALLS: Mapping[str, Callable[[Words, Call], str]] = {
    "in_list": _in_list,
    "starts_with": _starts_with,
    "has_all": _has_all,
    "has_any": _has_any,
    "compound_growth_at_least": _compound_growth,
}
