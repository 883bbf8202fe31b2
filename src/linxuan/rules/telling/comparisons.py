"""What a comparison shows: both sides, and how they stand to each other."""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.evaluate import compiled
from linxuan.rules.kinds import NUMBERS, WORDS
from linxuan.rules.logic import compare, listed
from linxuan.rules.numbers import NEVER_MET, combined
from linxuan.rules.record import Record
from linxuan.rules.scope import Type
from linxuan.rules.telling.operands import Operand, id_of, operand
from linxuan.rules.telling.speaker import Facts, Speaker, SubValue, Values, closed, is_written, remembered
from linxuan.rules.terms import Between, Call, Compare, In, Literal, Options, Param, Term
from linxuan.rules.walk import children

_TURNED: Mapping[str, str] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def oriented(term: Compare) -> Compare:
    """Return the comparison with what is written in the rule on its right."""
    if is_written(term.left) and not is_written(term.right):
        return Compare(_TURNED.get(term.operator, term.operator), term.right, term.left)
    return term


def comparison(speaker: Speaker, term: Compare) -> Facts:
    """Return what tells a comparison of two values that are not yes or no."""
    term = oriented(term)
    if speaker.kind(term.left).type in WORDS:
        return _equality(speaker, term)
    match term.left:
        case Call("share") as share if speaker.kind(term.right).type in NUMBERS:
            return _share(speaker, share, term)
    return _standing(speaker, term)


# ── how two values stand ──


def _standing(speaker: Speaker, term: Compare) -> Facts:
    """Say on which side of the bound the value lies."""
    left = operand(speaker, term.left, term.right)
    right = operand(speaker, term.right, term.left)
    sides = [(side.read, without_base(speaker, side.term)) for side in (left, right)]
    shapes = _shapes(speaker, term)

    def standing(record: Record, values: Values) -> list[str]:
        one, other = left.read(record), right.read(record)
        if one is NEVER_MET or other is NEVER_MET:
            return next([tell(record, values)] for read, tell in sides if read(record) is NEVER_MET)
        shape = shapes[_side(one, other)]
        told = left.described(record, one, values)
        return [closed(shape(left=told, right=right.described(record, other, values)))]

    return standing


def _share(speaker: Speaker, share: Call, term: Compare) -> Facts:
    """Say a share by multiplying, as it is decided: nothing is divided but what is shown."""
    part, whole = (operand(speaker, each) for each in children(share))
    bound = operand(speaker, term.right, share)
    nothing, shapes = without_base(speaker, share), _shapes(speaker, term)
    id, named = id_of(speaker, share), operand(speaker, share).named
    equation = say("{part} ÷ {whole} = {ratio}").format

    def standing(record: Record, values: Values) -> list[str]:
        above, below, limit = part.read(record), whole.read(record), bound.read(record)
        if below <= 0:
            return [nothing(record, values)]
        text = figures.percent(above, below, beside=limit)
        told = equation(
            part=part.described(record, above, values),
            whole=whole.described(record, below, values),
            ratio=f"{text} %",
        )
        values.append(SubValue(id, named(record), text, "%"))
        shape = shapes[_side(above, combined("*", limit, below))]
        return [closed(shape(left=told, right=bound.described(record, limit, values)))]

    return standing


def _side(left: Any, right: Any) -> int:
    """Return -1 where the left side is below the right one, 0 where they are equal, else 1."""
    if compare(operator.eq, left, right):
        return 0
    return -1 if compare(operator.lt, left, right) else 1


def _shapes(speaker: Speaker, term: Compare) -> Mapping[int, Callable[..., str]]:
    """Return the shape of the sentence for below, equal and above."""
    if speaker.kind(term.left).type is Type.DATE:
        below, even, above = (
            say("{left}，早于 {right}"),
            say("{left}，就是 {right}"),
            say("{left}，晚于 {right}"),
        )
    else:
        reached = say("{left}，达到 {right}") if term.operator == ">=" else say("{left}，等于 {right}")
        below, even, above = say("{left}，低于 {right}"), reached, say("{left}，高于 {right}")
    return {-1: below.format, 0: even.format, 1: above.format}


def without_base(speaker: Speaker, term: Term) -> Callable[[Record, Values], str]:
    """Return what says why a ratio is never met: what it is measured by is zero or less."""
    if isinstance(term, Call) and term.function == "share":
        whole = operand(speaker, children(term)[1])
        no_share = say("{whole}，不大于零，算不出比重").format
        return lambda record, values: closed(
            no_share(whole=whole.described(record, whole.read(record), values))
        )
    table = operand(speaker, children(term)[0] if isinstance(term, Call) else term)
    no_growth = say("{name}的基数不大于零，算不出增长").format
    return lambda record, _: closed(no_growth(name=table.named(record)))


# ── choices and texts ──


def _equality(speaker: Speaker, term: Compare) -> Facts:
    left, right = operand(speaker, term.left), operand(speaker, term.right, term.left)
    same, other = say("{value}，与{other}相同").format, say("{value}，不是{other}").format
    labelled, written = say("{label}（{value}）").format, is_written(term.right)

    def equality(record: Record, values: Values) -> list[str]:
        value, wanted = left.read(record), right.read(record)
        stated = left.stated(record, value, values)
        if written and value == wanted:
            return [closed(stated)]
        text = right.told(record, wanted)
        told = text if written else labelled(label=right.named(record), value=text)
        if not written:
            right.stated(record, wanted, values)
        return [closed((same if value == wanted else other)(value=stated, other=told))]

    return remembered(speaker, term, equality)


def membership(speaker: Speaker, term: In) -> Facts:
    """Return what tells a list; the list is told where it speaks against the value."""
    inner, holds = operand(speaker, term.term), compiled(term)
    entries = entries_of(speaker, term.options, term.term)
    against = (say("{value}，属于{list}之列") if term.negated else say("{value}，不在{list}之列")).format

    def among(record: Record, values: Values) -> list[str]:
        stated = inner.stated(record, inner.read(record), values)
        if holds(record):
            return [closed(stated)]
        return [closed(against(value=stated, list=entries(listed(term.options, record) or ())))]

    return remembered(speaker, term, among)


def entries_of(speaker: Speaker, options: Options | Param, beside: Term) -> Callable[[Sequence[Any]], str]:
    """Return what writes entries of a list in the words of the term that they are compared with."""
    separator = say("、")
    written = options.values if isinstance(options, Options) else ()
    known = {
        **dict(speaker.options(options if isinstance(options, Param) else None)),
        **speaker.options(beside),
    }
    ready = {each: operand(speaker, Literal(each), beside) for each in written}
    texts = {value: one.told(Record({}), value) for value, one in ready.items()}

    def entries(values: Sequence[Any]) -> str:
        return separator.join([texts.get(each) or known.get(each) or str(each) for each in values])

    return entries


# ── ranges ──


def between(speaker: Speaker, term: Between) -> Facts:
    """Return what tells a range with both its bounds, or the one that decides alone."""
    value, low, high = (
        operand(speaker, term.term, term.low),
        operand(speaker, term.low, term.term),
        operand(speaker, term.high, term.term),
    )
    sides = [
        (compiled(side), comparison(speaker, side))
        for side in (Compare(">=", term.term, term.low), Compare("<=", term.term, term.high))
    ]
    holds = compiled(term)
    inside, outside = (
        say("{value}，在 {low} 至 {high} 之间").format,
        say("{value}，不在 {low} 至 {high} 之间").format,
    )

    def ranged(record: Record, values: Values) -> list[str]:
        read = [each.read(record) for each in (value, low, high)]
        if None in read or NEVER_MET in read:
            return next(tell(record, values) for outcome, tell in sides if outcome(record) is False)
        shape = inside if holds(record) else outside
        return [closed(_of_range(shape, (value, low, high), record, read, values))]

    return ranged


def _of_range(
    shape: Callable[..., str],
    operands: tuple[Operand, Operand, Operand],
    record: Record,
    read: list[Any],
    values: Values,
) -> str:
    told = [each.described(record, value, values) for each, value in zip(operands, read, strict=True)]
    return shape(value=told[0], low=told[1], high=told[2])
