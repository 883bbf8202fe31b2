"""What would make a condition hold that does not, as code: what `rules.remedies` says."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from linxuan.language import say
from linxuan.rules import remedies
from linxuan.rules.generated import Kind, Unsupported
from linxuan.rules.generated.comparing import zero_beside
from linxuan.rules.generated.years import reach
from linxuan.rules.kinds import WORDS
from linxuan.rules.record import Record
from linxuan.rules.remedies.amounts import measure_of
from linxuan.rules.remedies.days import by_days_shapes, day_on_shape, is_of_the_life
from linxuan.rules.remedies.distances import Distance, Measure
from linxuan.rules.remedies.ways import teller
from linxuan.rules.scope import Type
from linxuan.rules.telling.comparisons import oriented
from linxuan.rules.telling.facts import is_for_some
from linxuan.rules.telling.naming import is_settled
from linxuan.rules.telling.spans import spans
from linxuan.rules.terms import And, Between, Call, Compare, In, Name, Not, Or, Term
from linxuan.rules.told.clauses import dated, number
from linxuan.rules.told.marks import Marks, Phrase
from linxuan.rules.walk import children, names_in

_FIGURE = "\0"


class Leaf(NamedTuple):
    """The only way, of one step: names of what it says alone and among others."""

    alone: str
    among: str


Told: TypeAlias = Leaf | str
"""A leaf, or the name of ways."""


def remedy_told(marks: Marks, term: Term) -> str:
    """Return the name of the remedy of a term that is known to be false. Raises Unsupported."""
    found = _remedy(marks, term, True)
    if isinstance(found, Leaf):
        return found.alone
    return marks.source.assign(f"{marks.source.constant(teller())}({found})")


def _remedy(marks: Marks, term: Term, wanted: bool) -> Told:
    if marks.source.is_full() or type(term) not in _REMEDIES:
        raise Unsupported(term)
    return _REMEDIES[type(term)](marks, term, wanted)


def _ways(found: Told) -> str:
    return f"one_step({found.alone}, {found.among})" if isinstance(found, Leaf) else found


def _kept(marks: Marks, term: Term, wanted: bool) -> Told:
    """Of choices, texts and yes or no, once for each answer."""
    return marks.kept(term, remedies.ways_of(marks.speaker, term, wanted))


# ── joined ──


def _negation(marks: Marks, term: Not, wanted: bool) -> Told:
    return _remedy(marks, term.term, not wanted)


def _logical(marks: Marks, term: And | Or, wanted: bool) -> Told:
    if isinstance(term, And) is wanted:
        failing = [(marks, each) for each in term.terms]
        return _together(marks, failing, wanted)
    if any(map(is_for_some, term.terms)):
        raise Unsupported(term)
    return _alternatives(marks, [_ways(_remedy(marks, each, wanted)) for each in term.terms])


def _together(marks: Marks, parts: Sequence[tuple[Marks, Term]], wanted: bool) -> str:
    """All parts that are not as they are wanted."""
    found = _failing(marks, parts, wanted)
    return marks.source.assign(f"together({found}, {marks.source.constant(teller())})")


def _failing(marks: Marks, parts: Sequence[tuple[Marks, Term]], wanted: bool) -> str:
    found = marks.source.assign("[]")
    for at, each in parts:
        with marks.source.block(f"if {at.writing.condition(each).code} is {not wanted}:"):
            marks.source.line(f"{found} += ({_ways(_remedy(at, each, wanted))},)")
    return found


def _alternatives(marks: Marks, ways: Sequence[str]) -> str:
    return marks.source.assign(f"alternatives(({', '.join(ways)},))")


def _each_year(marks: Marks, term: Call, wanted: bool) -> Told:
    condition, count = children(term)
    years = [dated(marks, condition, ago) for ago in range(reach(marks.writing, count) or 0)]
    every = [(year, condition) for year in years]
    if wanted:
        return _together(marks, every, wanted)
    return marks.source.assign(f"alternatives({_failing(marks, every, wanted)})")


# ── amounts ──


def _comparison(marks: Marks, term: Compare, wanted: bool) -> Told:
    if marks.speaker.kind(term.left).type is Type.YES_NO:
        raise Unsupported(term)
    term = oriented(term)
    sign = term.operator if wanted else remedies.NEGATED[term.operator]
    kind = marks.speaker.kind(term.left).type
    if kind in WORDS:
        return _kept(marks, term, wanted)
    return (_day if kind is Type.DATE else _amount)(marks, term.left, sign, term.right)


def _amount(marks: Marks, left: Term, sign: str, right: Term) -> Told:
    measure = measure_of(marks.speaker, left, right)
    if measure is None or not is_settled(left):
        raise Unsupported(left)
    match left:
        case Call("share"):
            part, whole = children(left)
            base, amount = number(marks, whole), number(marks, part).code
            bound = f"{number(marks, right).code} * {base.code}"
        case Call("growth", (Name() as table,)):
            base = number(marks.back_to(marks.writing.back + 1), table)
            amount = number(marks, table).code
            bound = f"{base.code} + {number(marks, right).code} * {base.code}"
        case Call("mean_growth" | "compound_growth_at_least"):
            raise Unsupported(left)
        case _:
            return _distance(marks, measure, sign, number(marks, left).code, right)
    marks.source.calculates = True
    alone, among = marks.source.assign("None"), marks.source.assign("None")
    here = Record({}, years_back=marks.writing.back)
    with marks.source.block(f"if {base.code} <= {zero_beside(marks.writing, base)}:"):
        none = marks.said(Phrase((Distance(sign).above_zero.format(name=measure.base(here)),), ()))
        marks.source.line(f"{alone} = {among} = {none}")
    with marks.source.block("else:"):
        told = _gap(marks, measure, sign, amount, marks.source.assign(bound))
        marks.source.line(f"{alone} = {told.alone}")
        marks.source.line(f"{among} = {told.among}")
    return Leaf(alone, among)


def _distance(marks: Marks, measure: Measure, sign: str, amount: str, right: Term) -> Told:
    bound = number(marks, right)
    if sign in (">=", "<=") or measure.whole_numbers:
        return _gap(marks, measure, sign, amount, bound.code)
    if not isinstance(bound.value, int | Decimal):
        raise Unsupported(right)
    # No step is enough by itself: the bound is told, which is always the same.
    (way,) = Distance(sign).told(measure, measure.named(Record({})), 0, bound.value) or ((),)
    if not way:
        raise Unsupported(right)
    said = [marks.source.assign(marks.said(Phrase((text,), ()))) for text in way[0]]
    return Leaf(*said)


def _gap(marks: Marks, measure: Measure, sign: str, amount: str, bound: str) -> Leaf:
    """How much is lacking, or too much."""
    if sign in ("=", "<>") or measure.unit in (say("项"), say("分")):
        raise Unsupported(sign)
    strict, upwards = sign in ("<", ">"), sign in (">", ">=")
    if strict and not measure.whole_numbers:
        raise Unsupported(sign)
    shapes, source = Distance(sign).lacking if upwards else Distance(sign).beyond, marks.source
    source.calculates = True
    gap = source.assign(f"{bound} - {amount}" if upwards else f"{amount} - {bound}")
    if measure.whole_numbers:
        more = f" + {source.constant(1)}" if strict else ""
        source.line(
            f"{gap} = {gap}{more} if {gap}.__class__ is int else step({gap}, strict={strict}, whole=True)"
        )
    figure, name = (
        marks.amount(gap, whole=measure.whole_numbers),
        measure.named(Record({}, years_back=marks.writing.back)),
    )
    alone, among = (_filled(shape, figure, measure.unit, name) for shape in shapes)
    named = source.assign(marks.said(among))
    return Leaf(source.assign(marks.said(alone)) if measure.gap_is_clear else named, named)


def _filled(template: str, figure: str, unit: str, name: str) -> Phrase:
    texts = template.format(name=name, gap=f"{_FIGURE} {unit}" if unit else _FIGURE).split(_FIGURE)
    return Phrase(tuple(texts), (figure,))


# ── days ──


def _day(marks: Marks, left: Term, sign: str, right: Term) -> Told:
    one, other = marks.writing.operand(left), marks.writing.operand(right)
    if sign in ("=", "<>") or {one.kind, other.kind} != {Kind.DATE}:
        raise Unsupported(sign)
    strict, earlier = sign in ("<", ">"), sign in ("<", "<=")
    later = right if earlier else left
    if is_of_the_life(later):
        if strict:
            raise Unsupported(later)
        day = marks.day((one if earlier else other).code)
        said = marks.source.assign(marks.said(_around(day_on_shape(later).format(day=_FIGURE), day)))
        return Leaf(said, said)
    about = left if names_in(left) else right
    late = earlier is (about is left)
    more = " + 1" if strict else ""
    span = marks.source.constant(spans("add_days"))
    told = marks.source.assign(f"{span}(abs(({one.code} - {other.code}).days){more})")
    alone, among = (
        marks.source.assign(marks.said(_around(shape.format(name=marks.label(about), span=_FIGURE), told)))
        for shape in by_days_shapes(late=late)
    )
    return Leaf(alone, among)


def _around(text: str, figure: str) -> Phrase:
    return Phrase(tuple(text.split(_FIGURE)), (figure,))


def _between(marks: Marks, term: Between, wanted: bool) -> Told:
    low, high = Compare(">=", term.term, term.low), Compare("<=", term.term, term.high)
    if not wanted and is_of_the_life(term.high):
        return _remedy(marks, low, wanted)
    return _logical(marks, And((low, high)), wanted)


def _call(marks: Marks, term: Call, wanted: bool) -> Told:
    match term:
        case Call("share_at_least"):
            part, whole, least = children(term)
            return _comparison(marks, Compare(">=", Call("share", (part, whole)), least), wanted)
        case Call("compound_growth_at_least"):
            raise Unsupported(term)
        case Call("each_year"):
            return _each_year(marks, term, wanted)
    return _kept(marks, term, wanted)


_REMEDIES: Mapping[type, Callable[[Marks, Any, bool], Told]] = {
    Name: _kept,
    Not: _negation,
    And: _logical,
    Or: _logical,
    Compare: _comparison,
    Between: _between,
    In: _kept,
    Call: _call,
}
