"""What an answer of yes or no, a choice, a text or a list would have to be."""

from collections.abc import Callable, Mapping

from linxuan.language import say
from linxuan.rules.logic import listed
from linxuan.rules.record import Record
from linxuan.rules.remedies.ways import Remedy, Ways, no_way, one_step
from linxuan.rules.telling.comparisons import entries_of
from linxuan.rules.telling.operands import operand
from linxuan.rules.telling.speaker import Speaker, is_written
from linxuan.rules.terms import Call, In, Literal, Name, Options, Param, Term
from linxuan.rules.walk import children, names_in


def answer_remedy(speaker: Speaker, term: Name, wanted: bool) -> Remedy:
    """The other answer to a question of yes or no."""
    other = say("是") if wanted else say("否")
    alone = say("须为“{answer}”", answer=other)
    among = say("“{name}”须为“{answer}”", name=speaker.label(term.id), answer=other)
    return lambda _: one_step(alone, among)


def equal_remedy(speaker: Speaker, left: Term, right: Term, *, same: bool) -> Remedy:
    """The choice or text that is wanted, or is not."""
    if not names_in(left):
        return no_way
    one, other = operand(speaker, left), operand(speaker, right, left)
    if is_written(right):
        alone, among = (
            (say("须为{value}"), say("{name}须为{value}"))
            if same
            else (say("不能是{value}"), say("{name}不能是{value}"))
        )
    else:
        among = say("{name}须与{other}（{value}）相同") if same else say("{name}须与{other}（{value}）不同")
        alone = among

    def equal(record: Record) -> Ways:
        told = {"name": one.named(record), "value": other.told(record, other.read(record))}
        return _filled(alone, among, other=other.named(record), **told)

    return equal


def entry_remedy(speaker: Speaker, term: In, wanted: bool) -> Remedy:
    """One of a list, or none of it."""
    if not names_in(term.term):
        return no_way
    inner, entries = operand(speaker, term.term), entries_of(speaker, term.options, term.term, either=True)
    inside = wanted is not term.negated
    several = (say("须为{value}之一"), say("{name}须为{value}之一"))
    only, none = (
        (say("须为{value}"), say("{name}须为{value}")),
        (say("不能是{value}"), say("{name}不能是{value}")),
    )

    def entry(record: Record) -> Ways:
        among = listed(term.options, record) or ()
        if inside and not among:
            return ()
        shapes = (several if len(among) > 1 else only) if inside else none
        return _filled(*shapes, name=inner.named(record), value=entries(among))

    return entry


def call_remedy(speaker: Speaker, term: Call, wanted: bool) -> Remedy:
    """What a function that answers yes or no would want of its answer."""
    return _CALLS[term.function](speaker, term, wanted) if names_in(term) else no_way


def _in_list(speaker: Speaker, term: Call, wanted: bool) -> Remedy:
    key, which = children(term)
    one, known = operand(speaker, key), speaker.list_name(which.value if isinstance(which, Literal) else "")
    inside = (say("须在{list}内"), say("{name}须在{list}内"))
    outside = (say("不能在{list}内"), say("{name}不能在{list}内"))
    return lambda record: _filled(*(inside if wanted else outside), name=one.named(record), list=known)


def _starts_with(speaker: Speaker, term: Call, wanted: bool) -> Remedy:
    code, prefix = (operand(speaker, each) for each in children(term))
    shapes = (
        (say("须以“{prefix}”开头"), say("{name}须以“{prefix}”开头"))
        if wanted
        else (say("不能以“{prefix}”开头"), say("{name}不能以“{prefix}”开头"))
    )
    return lambda record: _filled(*shapes, name=code.named(record), prefix=prefix.read(record))


def _has_all(speaker: Speaker, term: Call, wanted: bool) -> Remedy:
    lacking = (say("还缺{value}"), say("{name}还缺{value}"))
    several = (say("不能同时有{value}"), say("{name}不能同时有{value}"))
    only = (say("不能有{value}"), say("{name}不能有{value}"))

    def shapes(count: int) -> tuple[str, str]:
        return lacking if wanted else several if count > 1 else only

    return _of_choices(speaker, term, shapes, absent=wanted, either=False)


def _has_any(speaker: Speaker, term: Call, wanted: bool) -> Remedy:
    several = (say("须有{value}之一"), say("{name}须有{value}之一"))
    only = (say("还缺{value}"), say("{name}还缺{value}"))
    present = (say("不能有{value}"), say("{name}不能有{value}"))

    def shapes(count: int) -> tuple[str, str]:
        return present if not wanted else several if count > 1 else only

    return _of_choices(speaker, term, shapes, absent=wanted, either=True)


def _of_choices(
    speaker: Speaker,
    term: Call,
    shapes: Callable[[int], tuple[str, str]],
    *,
    absent: bool,
    either: bool,
) -> Remedy:
    """Speak of the wanted entries that are absent, or of those that are there."""
    chosen, options = operand(speaker, children(term)[0]), term.arguments[1]
    if not isinstance(options, Options | Param):
        return no_way
    entries = entries_of(speaker, options, chosen.term, either=either)

    def remedy(record: Record) -> Ways:
        given = chosen.read(record)
        found = [each for each in listed(options, record) or () if (each not in given) is absent]
        return _filled(*shapes(len(found)), name=chosen.named(record), value=entries(found)) if found else ()

    return remedy


def _filled(alone: str, among: str, **told: object) -> Ways:
    return one_step(alone.format(**told), among.format(**told))


_CALLS: Mapping[str, Callable[[Speaker, Call, bool], Remedy]] = {
    "in_list": _in_list,
    "starts_with": _starts_with,
    "has_all": _has_all,
    "has_any": _has_any,
}
