"""What a comparison shows: both sides, how they stand to each other, and by how much it fails."""

from collections.abc import Mapping

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.kinds import WORDS
from linxuan.rules.numbers import NEVER_MET
from linxuan.rules.scope import Type
from linxuan.rules.terms import Arithmetic, Between, Call, Compare, In, Term
from linxuan.rules.walk import children
from linxuan.rules.words import Words, is_written

_TURNED: Mapping[str, str] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def comparison(words: Words, term: Compare, demanded: bool) -> list[str]:
    """Return the clauses of a comparison; what is written in the rule is told last."""
    if is_written(term.left) and not is_written(term.right):
        term = Compare(_TURNED.get(term.operator, term.operator), term.right, term.left)
    if words.kind(term.left).type in WORDS:
        return [_equality(words, term)]
    for side in (term.left, term.right):
        if words.value(side) is NEVER_MET:
            return [without_base(words, side)]
    return [_standing(words, term) + (_shortfall(words, term) if demanded else "")]


def between(words: Words, term: Between, _: bool) -> list[str]:
    """Return the clause of a range with both its bounds, or of the one that decides alone."""
    values = [words.value(each) for each in (term.term, term.low, term.high)]
    if None in values or NEVER_MET in values:
        sides = (Compare(">=", term.term, term.low), Compare("<=", term.term, term.high))
        return next(comparison(words, side, False) for side in sides if words.value(side) is False)
    told = {
        "value": words.described(term.term, beside=term.low),
        "low": words.described(term.low, beside=term.term),
        "high": words.described(term.high, beside=term.term),
    }
    if words.value(term):
        return [say("{value}，在 {low} 至 {high} 之间", **told)]
    return [say("{value}，不在 {low} 至 {high} 之间", **told)]


def membership(words: Words, term: In, _: bool) -> list[str]:
    """Return the clause of a list; the list is told where it speaks against the value."""
    told = {"value": words.stated(term.term), "list": words.listed(words.entries(term.options), term.term)}
    if words.value(term):
        return [told["value"]]
    if term.negated:
        return [say("{value}，属于{list}之列", **told)]
    return [say("{value}，不在{list}之列", **told)]


def without_base(words: Words, term: Term) -> str:
    """Say why a ratio is never met: what it is measured by is zero or less."""
    if isinstance(term, Call) and term.function == "share":
        return say("{whole}，不大于零，算不出比重", whole=words.described(children(term)[1]))
    table = children(term)[0] if isinstance(term, Call) else term
    return say("{name}的基数不大于零，算不出增长", name=words.named(table))


def _equality(words: Words, term: Compare) -> str:
    other = words.told(term.right, beside=term.left)
    if not is_written(term.right):
        other = say("{label}（{value}）", label=words.named(term.right), value=other)
    told = {"value": words.stated(term.left), "other": other}
    if not words.value(Compare("=", term.left, term.right)):
        return say("{value}，不是{other}", **told)
    return told["value"] if is_written(term.right) else say("{value}，与{other}相同", **told)


def _standing(words: Words, term: Compare) -> str:
    """Say on which side of the bound the value lies."""
    told = {
        "left": words.described(term.left, beside=term.right),
        "right": words.described(term.right, beside=term.left),
    }
    if words.value(Compare("=", term.left, term.right)):
        return _even(words, term, told)
    below = words.value(Compare("<", term.left, term.right))
    if words.kind(term.left).type is Type.DATE:
        return say("{left}，早于 {right}", **told) if below else say("{left}，晚于 {right}", **told)
    return say("{left}，低于 {right}", **told) if below else say("{left}，高于 {right}", **told)


def _even(words: Words, term: Compare, told: Mapping[str, str]) -> str:
    if words.kind(term.left).type is Type.DATE:
        return say("{left}，就是 {right}", **told)
    if term.operator == ">=":
        return say("{left}，达到 {right}", **told)
    return say("{left}，等于 {right}", **told)


def _shortfall(words: Words, term: Compare) -> str:
    """Say how much is wanting where a least amount is not reached; of a share, in amounts."""
    if words.value(term) or term.operator not in (">", ">="):
        return ""
    gap = _gap(term)
    if words.kind(gap).type not in (Type.INTEGER, Type.DECIMAL) or not words.value(gap):
        return ""
    unit = words.kind(gap).unit or words.kind(term.left).unit
    return say("，还差 {gap}", gap=figures.amount(words.value(gap), unit, beside=0))


def _gap(term: Compare) -> Term:
    match term.left:
        case Call("share") as share:
            part, whole = children(share)
            return Arithmetic("-", Arithmetic("*", term.right, whole), part)
    return Arithmetic("-", term.right, term.left)
