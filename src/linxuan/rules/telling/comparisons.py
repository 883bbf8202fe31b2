"""What a comparison shows: both sides, and how they stand to each other."""

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.evaluate import compiled
from linxuan.rules.kinds import NUMBERS, WORDS
from linxuan.rules.logic import compare, listed
from linxuan.rules.numbers import NEVER_MET, combined
from linxuan.rules.record import Record
from linxuan.rules.scope import Type
from linxuan.rules.telling.operands import id_of, operand, share_value
from linxuan.rules.telling.sentences import NUMBER, Sentence, closed, sentence
from linxuan.rules.telling.speaker import (
    Facts,
    Speaker,
    Values,
    is_divided,
    is_written,
    remembered,
    sub_value,
)
from linxuan.rules.terms import Between, Call, Compare, In, Literal, Name, Options, Param, Term
from linxuan.rules.walk import children, names_in

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
        case Call("growth", (Name(),)) as growth if speaker.kind(term.right).type in NUMBERS:
            return _growth(speaker, growth, term)
    return _standing(speaker, term) if is_plain(term) else _ratio(speaker, term)


# ── how two values stand ──


def is_plain(term: Compare) -> bool:
    """Tell whether both sides are whole numbers and decimals, or dates: they compare as they are."""
    texts = any(isinstance(each, Literal) and isinstance(each.value, str) for each in (term.left, term.right))
    return not is_divided(term) and not texts


def _standing(speaker: Speaker, term: Compare) -> Facts:
    """Say on which side of the bound the value lies."""
    left, right = operand(speaker, term.left, term.right), operand(speaker, term.right, term.left)
    read, bound, write, write_bound = left.read, right.read, left.write, right.write
    below, even, above = _shapes(speaker, term, left.text, right.text)

    def standing(record: Record, _: bool, values: Values) -> list[str]:
        value, limit = read(record), bound(record)
        written: list[str] = []
        write(record, value, written, values)
        write_bound(record, limit, written, values)
        shape = even if value == limit else below if value < limit else above
        return [shape(tuple(written))]

    return standing


def _ratio(speaker: Speaker, term: Compare) -> Facts:
    """The same for what was divided, and may have nothing to be divided by."""
    left, right = operand(speaker, term.left, term.right), operand(speaker, term.right, term.left)
    sides = [(side.read, without_base(speaker, side.term)) for side in (left, right)]
    shapes = _shapes(speaker, term, left.text, right.text)

    def standing(record: Record, _: bool, values: Values) -> list[str]:
        value, limit = left.read(record), right.read(record)
        if value is NEVER_MET or limit is NEVER_MET:
            return next([tell(record, values)] for read, tell in sides if read(record) is NEVER_MET)
        written: list[str] = []
        left.write(record, value, written, values)
        right.write(record, limit, written, values)
        return [shapes[_side(value, limit) + 1](tuple(written))]

    return standing


def _share(speaker: Speaker, share: Call, term: Compare) -> Facts:
    """Say a share by multiplying, as it is decided: nothing is divided but what is shown."""
    part, whole = (operand(speaker, each) for each in children(share))
    bound, nothing = operand(speaker, term.right, share), without_base(speaker, share)
    equation = say("{part} ÷ {whole} = {ratio}", part=part.text, whole=whole.text, ratio=f"{NUMBER} %")
    shapes = _shapes(speaker, term, equation, bound.text)
    note = share_value(speaker, share)

    def standing(record: Record, _: bool, values: Values) -> list[str]:
        above, below, limit = part.read(record), whole.read(record), bound.read(record)
        if below <= 0:
            return [nothing(record, values)]
        written: list[str] = []
        part.write(record, above, written, values)
        whole.write(record, below, written, values)
        written.append(figures.percent(above, below, beside=limit))
        values.append(note(record, written[-1]))
        bound.write(record, limit, written, values)
        return [shapes[_side(above, combined("*", limit, below)) + 1](tuple(written))]

    return standing


def _growth(speaker: Speaker, growth: Call, term: Compare) -> Facts:
    """The gain over the year before as a share of it: the same, by multiplying."""
    table = names_in(growth)[0]
    bound, nothing = operand(speaker, term.right, growth), without_base(speaker, growth)
    told = operand(speaker, growth, term.right)
    id, label, shapes = (
        id_of(speaker, growth),
        told.named(Record({})),
        _shapes(speaker, term, told.text, bound.text),
    )

    def standing(record: Record, _: bool, values: Values) -> list[str]:
        new, old = (record.of_year(table, record.years_back + ago) for ago in (0, 1))
        limit = bound.read(record)
        if old is None or old <= 0:
            return [nothing(record, values)]
        gain = combined("-", new or 0, old)
        written = [figures.percent(gain, old, beside=limit)]
        values.append(sub_value((id, label, written[0], "%")))
        bound.write(record, limit, written, values)
        return [shapes[_side(gain, combined("*", limit, old)) + 1](tuple(written))]

    return standing


def _side(left: Any, right: Any) -> int:
    """Return -1 where the left side is below the right one, 0 where they are equal, else 1."""
    if type(left) is Fraction or type(right) is Fraction or isinstance(left, date):
        return 0 if compare(operator.eq, left, right) else -1 if compare(operator.lt, left, right) else 1
    return 0 if left == right else -1 if left < right else 1


def _shapes(speaker: Speaker, term: Compare, left: str, right: str) -> tuple[Sentence, Sentence, Sentence]:
    """Return the sentence for below, equal and above."""
    below, even, above = (sentence(each, left=left, right=right) for each in standings(speaker, term))
    return below, even, above


def standings(speaker: Speaker, term: Compare) -> tuple[str, str, str]:
    """Return the template for below, equal and above."""
    if speaker.kind(term.left).type is Type.DATE:
        return say("{left}，早于 {right}"), say("{left}，就是 {right}"), say("{left}，晚于 {right}")
    even = say("{left}，达到 {right}") if term.operator == ">=" else say("{left}，等于 {right}")
    return say("{left}，低于 {right}"), even, say("{left}，高于 {right}")


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

    def equality(record: Record, _: bool, values: Values) -> list[str]:
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
    inner, entries = operand(speaker, term.term), entries_of(speaker, term.options, term.term)
    against = (say("{value}，属于{list}之列") if term.negated else say("{value}，不在{list}之列")).format

    def among(record: Record, outcome: bool, values: Values) -> list[str]:
        stated = inner.stated(record, inner.read(record), values)
        if outcome:
            return [closed(stated)]
        return [closed(against(value=stated, list=entries(listed(term.options, record) or ())))]

    return remembered(speaker, term, among)


def entries_of(
    speaker: Speaker, options: Options | Param, beside: Term, *, either: bool = False
) -> Callable[[Sequence[Any]], str]:
    """Return what writes entries of a list in the words of the term that they are compared with.

    With `either` they are told as ones of which any will do: a, b or c.
    """
    separator, with_last = say("、"), say("{others}、{last}").format
    written = options.values if isinstance(options, Options) else ()
    of_parameter = speaker.options(options if isinstance(options, Param) else None)
    known = {**of_parameter, **speaker.options(beside)}
    ready = {each: operand(speaker, Literal(each), beside) for each in written}
    texts = {value: one.told(Record({}), value) for value, one in ready.items()}

    def entries(values: Sequence[Any]) -> str:
        words = [texts.get(each) or known.get(each) or str(each) for each in values]
        if either and len(words) > 1:
            return with_last(others=separator.join(words[:-1]), last=words[-1])
        return separator.join(words)

    return entries


# ── ranges ──


def between(speaker: Speaker, term: Between) -> Facts:
    """Return what tells a range with both its bounds, or the one that decides alone."""
    parts = (
        operand(speaker, term.term, term.low),
        operand(speaker, term.low, term.term),
        operand(speaker, term.high, term.term),
    )
    texts = dict(zip(("value", "low", "high"), (each.text for each in parts), strict=True))
    inside = sentence(say("{value}，在 {low} 至 {high} 之间"), **texts)
    outside = sentence(say("{value}，不在 {low} 至 {high} 之间"), **texts)
    sides = [
        (compiled(side), comparison(speaker, side))
        for side in (Compare(">=", term.term, term.low), Compare("<=", term.term, term.high))
    ]

    def ranged(record: Record, outcome: bool, values: Values) -> list[str]:
        read = [each.read(record) for each in parts]
        if any(each is None or each is NEVER_MET for each in read):
            return next(tell(record, False, values) for holds, tell in sides if holds(record) is False)
        written: list[str] = []
        for each, value in zip(parts, read, strict=True):
            each.write(record, value, written, values)
        return [(inside if outcome else outside)(tuple(written))]

    return ranged
