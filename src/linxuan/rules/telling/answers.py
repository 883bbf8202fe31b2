"""What the functions that answer yes or no show of the answers they look at."""

from collections.abc import Callable, Mapping

from linxuan.language import say
from linxuan.rules.evaluate import compiled
from linxuan.rules.logic import listed
from linxuan.rules.record import Record
from linxuan.rules.telling.comparisons import comparison, entries_of, without_base
from linxuan.rules.telling.operands import operand
from linxuan.rules.telling.sentences import closed
from linxuan.rules.telling.speaker import Facts, Speaker, SubValue, Values, remembered
from linxuan.rules.terms import Call, Compare, Options, Param
from linxuan.rules.walk import children


def call_facts(speaker: Speaker, term: Call) -> Facts:
    """Return what tells a call that gives yes or no."""
    if term.function == "share_at_least":
        part, whole, least = children(term)
        return comparison(speaker, Compare(">=", Call("share", (part, whole)), least))
    return _CALLS[term.function](speaker, term)


def _in_list(speaker: Speaker, term: Call) -> Facts:
    key = operand(speaker, children(term)[0])
    inside, outside = say("{stated}，在名单内").format, say("{stated}，不在名单内").format

    def in_list(record: Record, outcome: bool, values: Values) -> list[str]:
        stated = key.stated(record, key.read(record), values)
        return [closed((inside if outcome else outside)(stated=stated))]

    return remembered(speaker, term, in_list)


def _starts_with(speaker: Speaker, term: Call) -> Facts:
    code, prefix = (operand(speaker, each) for each in children(term))
    yes, no = say("{name} {code}，以“{prefix}”开头").format, say("{name} {code}，不以“{prefix}”开头").format

    def starts_with(record: Record, outcome: bool, values: Values) -> list[str]:
        given = code.read(record)
        code.stated(record, given, values)
        told = {"name": code.named(record), "code": given, "prefix": prefix.read(record)}
        return [closed((yes if outcome else no)(**told))]

    return remembered(speaker, term, starts_with)


def _has_all(speaker: Speaker, term: Call) -> Facts:
    """What was chosen; what is lacking is what would make it hold."""
    chosen = operand(speaker, children(term)[0])
    return remembered(
        speaker,
        term,
        lambda record, _, values: [closed(chosen.stated(record, chosen.read(record), values))],
    )


def _has_any(speaker: Speaker, term: Call) -> Facts:
    chosen, wanted = operand(speaker, children(term)[0]), _wanted(term)
    entries = entries_of(speaker, wanted, chosen.term)
    some, none = say("{name}：有{found}").format, say("{name}：没有{lacking}").format

    def has_any(record: Record, _: bool, values: Values) -> list[str]:
        given, options = chosen.read(record), listed(wanted, record) or ()
        chosen.stated(record, given, values)
        found = [each for each in options if each in given]
        if found:
            return [closed(some(name=chosen.named(record), found=entries(found)))]
        return [closed(none(name=chosen.named(record), lacking=entries(options)))]

    return remembered(speaker, term, has_any)


def _wanted(term: Call) -> Options | Param:
    options = term.arguments[1]
    return options if isinstance(options, Options | Param) else Options(())


def _compound_growth(speaker: Speaker, term: Call) -> Facts:
    table_term, years, least = children(term)
    table, count = operand(speaker, table_term), compiled(years)
    bound = operand(speaker, least, Call("growth", (table_term,)))
    nothing = without_base(speaker, table_term)
    reached = say("{name}{count}年间从 {old} 到 {new}，年均复合增长达到 {least}").format
    below = say("{name}{count}年间从 {old} 到 {new}，年均复合增长低于 {least}").format

    def compound_growth(record: Record, outcome: bool, values: Values) -> list[str]:
        back = count(record)
        before = record.at_year(record.years_back + back)
        old, new, limit = table.read(before), table.read(record), bound.read(record)
        if old is not None and old <= 0:
            return [nothing(record, values)]
        name = table.named(record)
        told = {"old": table.told(before, old), "new": table.told(record, new)}
        values.extend(SubValue("", name, table.figure(record, each), table.unit) for each in (old, new))
        told["least"] = bound.described(record, limit, values)
        return [closed((reached if outcome else below)(name=name, count=back, **told))]

    return compound_growth


_CALLS: Mapping[str, Callable[[Speaker, Call], Facts]] = {
    "in_list": _in_list,
    "starts_with": _starts_with,
    "has_all": _has_all,
    "has_any": _has_any,
    "compound_growth_at_least": _compound_growth,
}
