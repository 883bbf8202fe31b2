"""The facts that decide a condition, as code: what `rules.telling.facts` says, for an outcome that is known.

Clauses and notes are told by snippets that stand inside a tuple: a name, or `*` before the name of a list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from linxuan.language import say
from linxuan.rules.generated import Kind, Operand, Unsupported
from linxuan.rules.generated.comparing import zero_beside
from linxuan.rules.generated.years import reach
from linxuan.rules.kinds import NUMBERS, WORDS
from linxuan.rules.record import Record
from linxuan.rules.scope import Type
from linxuan.rules.telling.comparisons import is_plain, oriented, standings
from linxuan.rules.telling.facts import dating_in, facts_of, is_for_some
from linxuan.rules.telling.operands import id_of, operand
from linxuan.rules.telling.sentences import NUMBER
from linxuan.rules.telling.speaker import Values
from linxuan.rules.terms import And, Between, Call, Compare, In, Literal, Name, Not, Or, Term
from linxuan.rules.told.marks import Figures, Marks, phrase
from linxuan.rules.walk import children, names_in

_SIDES: Mapping[str, frozenset[int]] = {
    "=": frozenset({0}),
    "<>": frozenset({-1, 1}),
    "<": frozenset({-1}),
    "<=": frozenset({-1, 0}),
    ">": frozenset({1}),
    ">=": frozenset({0, 1}),
}
"""Where a value may stand to its bound when a comparison holds: below, even, above."""
_EVERYWHERE = frozenset({-1, 0, 1})


class Told(NamedTuple):
    """Clauses and the notes of their values, each as snippets."""

    clauses: tuple[str, ...]
    values: tuple[str, ...]


def facts_told(marks: Marks, term: Term, holds: bool) -> Told:
    """Write the clauses that make `term` true or false, as it is known to be. Raises Unsupported."""
    if marks.source.is_full():
        raise Unsupported(term)
    return _FACTS[type(term)](marks, term, holds)


def in_tuple(snippets: Sequence[str]) -> str:
    """Return the tuple that snippets stand in."""
    return f"({''.join(f'{each}, ' for each in snippets)})"


# ── joined ──


class Gathered:
    """Clauses that are only known when the code runs: two lists."""

    def __init__(self, marks: Marks) -> None:
        self._source = marks.source
        self._clauses, self._values = marks.source.assign("[]"), marks.source.assign("[]")

    def add(self, told: Told) -> None:
        """Add what is told in this block."""
        self._source.line(f"{self._clauses} += {in_tuple(told.clauses)}")
        self._source.line(f"{self._values} += {in_tuple(told.values)}")

    @property
    def told(self) -> Told:
        """Return all that was told."""
        return Told((f"*{self._clauses}",), (f"*{self._values}",))


def _nothing(*_: Any) -> Told:
    return Told((), ())


def _negation(marks: Marks, term: Not, holds: bool) -> Told:
    return facts_told(marks, term.term, not holds)


def _all(marks: Marks, terms: Sequence[Term], holds: bool) -> Told:
    every = [facts_told(marks, each, holds) for each in terms]
    return Told(
        tuple(c for each in every for c in each.clauses), tuple(v for each in every for v in each.values)
    )


def _conjunction(marks: Marks, term: And, holds: bool) -> Told:
    if holds:
        return _all(marks, term.terms, holds)
    gathered = Gathered(marks)
    for each in term.terms:
        with marks.source.block(f"if {marks.writing.condition(each).code} is False:"):
            gathered.add(facts_told(marks, each, False))
    return gathered.told


def _disjunction(marks: Marks, term: Or, holds: bool) -> Told:
    if holds:
        gathered = Gathered(marks)
        _first_of(marks, term.terms, gathered)
        return gathered.told
    if any(map(is_for_some, term.terms)):
        raise Unsupported(term)
    return _all(marks, term.terms, holds)


def _first_of(marks: Marks, terms: Sequence[Term], gathered: Gathered) -> None:
    first, *others = terms
    if not others:
        gathered.add(facts_told(marks, first, True))
        return
    with marks.source.block(f"if {marks.writing.condition(first).code}:"):
        gathered.add(facts_told(marks, first, True))
    with marks.source.block("else:"):
        _first_of(marks, others, gathered)


def _each_year(marks: Marks, term: Call, holds: bool) -> Told:
    """Every year when all hold, else the years that fail."""
    condition, count = children(term)
    every = [dated(marks, condition, ago) for ago in range(reach(marks.writing, count) or 0)]
    if holds:
        return _all_years(every, condition)
    gathered = Gathered(marks)
    for year in every:
        with marks.source.block(f"if {year.writing.condition(condition).code} is False:"):
            gathered.add(_only_one(facts_told(year, condition, False)))
    return gathered.told


def _all_years(every: Sequence[Marks], condition: Term) -> Told:
    told = [_only_one(facts_told(year, condition, True)) for year in every]
    return Told(
        tuple(c for each in told for c in each.clauses), tuple(v for each in told for v in each.values)
    )


def _only_one(told: Told) -> Told:
    """Several clauses would be joined before the year is put in front of them."""
    if len(told.clauses) != 1 or told.clauses[0].startswith("*"):
        raise Unsupported(told)
    return told


def dated(marks: Marks, condition: Term, ago: int) -> Marks:
    """Return the same for one year: what is said begins with it."""
    back, tables = marks.writing.back + ago, marks.writing.sight.years
    if marks.in_year or not all(back < len(tables[name]) for name in names_in(condition) if name in tables):
        raise Unsupported(condition)
    return replace(marks.back_to(back), in_year=partial(dating_in(marks.speaker.scope, condition), back))


# ── comparisons ──


def _comparison(marks: Marks, term: Compare, holds: bool) -> Told:
    kind = marks.speaker.kind(term.left).type
    if kind is Type.YES_NO:
        raise Unsupported(term)
    term = oriented(term)
    if marks.speaker.kind(term.left).type in WORDS:
        return _kept(marks, term, holds)
    match term.left:
        case Call("share") as share if marks.speaker.kind(term.right).type in NUMBERS:
            return _share(marks, share, term, holds)
        case Call("growth", (Name(),)) as growth if marks.speaker.kind(term.right).type in NUMBERS:
            return _growth(marks, growth, term, holds)
    if not is_plain(term):
        raise Unsupported(term)
    left, right = marks.figures(term.left, term.right), marks.figures(term.right, term.left)
    value, limit = marks.writing.operand(term.left).code, marks.writing.operand(term.right).code
    clause = _standing(marks, term, holds, left, right, value, limit)
    return Told((marks.source.assign(clause),), (*left.values, *right.values))


def _standing(
    marks: Marks, term: Compare, holds: bool, left: Figures, right: Figures, value: str, limit: str
) -> str:
    """Return the expression of a clause that says on which side of its bound a value lies."""
    told = [marks.said(phrase(each, left=left, right=right)) for each in standings(marks.speaker, term)]
    below, even, above = told
    match sorted(_SIDES[term.operator] if holds else _EVERYWHERE - _SIDES[term.operator]):
        case [-1, 1]:
            return f"{below} if {value} < {limit} else {above}"
        case [-1, 0]:
            return f"{even} if {value} == {limit} else {below}"
        case [0, 1]:
            return f"{even} if {value} == {limit} else {above}"
        case [side]:
            return told[side + 1]
    raise Unsupported(term)


def number(marks: Marks, term: Term) -> Operand:
    """Write a whole number or decimal, and nothing else."""
    found = marks.writing.operand(term)
    if found.kind is not Kind.NUMBER:
        raise Unsupported(term)
    return found


def _share(marks: Marks, share: Call, term: Compare, holds: bool) -> Told:
    part_term, whole_term = children(share)
    part, whole, limit = (number(marks, each) for each in (part_term, whole_term, term.right))

    def told() -> Told:
        above, below = marks.figures(part_term), marks.figures(whole_term)
        bound = marks.figures(term.right, share)
        ratio = marks.source.assign(f"percent({part.code}, {whole.code}, {limit.code})")
        note = marks.noted(id_of(marks.speaker, share), marks.label(share), ratio, "%")
        equation = say("{part} ÷ {whole} = {ratio}", part=above.text, whole=below.text, ratio=f"{NUMBER} %")
        values = (*above.values, *below.values, note)
        left = Figures(equation, (*above.names, *below.names, ratio), values)
        wanted = marks.source.assign(f"{limit.code} * {whole.code}")
        marks.source.calculates = True
        clause = _standing(marks, term, holds, left, bound, part.code, wanted)
        return Told((marks.source.assign(clause),), (*values, *bound.values))

    def without_base() -> Told:
        below = marks.figures(whole_term)
        clause = marks.said(phrase(say("{whole}，不大于零，算不出比重"), whole=below))
        return Told((marks.source.assign(clause),), below.values)

    return told() if holds else _of_base(marks, whole, without_base, told)


def _growth(marks: Marks, growth: Call, term: Compare, holds: bool) -> Told:
    (table,) = children(growth)
    before = marks.back_to(marks.writing.back + 1)
    new, old, limit = number(marks, table), number(before, table), number(marks, term.right)
    shown = operand(marks.speaker, growth, term.right)

    def told() -> Told:
        bound, gain = marks.figures(term.right, growth), marks.source.assign(f"{new.code} - {old.code}")
        ratio = marks.source.assign(f"percent({gain}, {old.code}, {limit.code})")
        note = marks.noted(id_of(marks.speaker, growth), shown.named(Record({})), ratio, "%")
        wanted = marks.source.assign(f"{limit.code} * {old.code}")
        marks.source.calculates = True
        clause = _standing(marks, term, holds, Figures(shown.text, (ratio,)), bound, gain, wanted)
        return Told((marks.source.assign(clause),), (note, *bound.values))

    def without_base() -> Told:
        nothing = phrase(say("{name}的基数不大于零，算不出增长"), name=Figures(marks.label(table)))
        return Told((marks.source.assign(marks.said(nothing)),), ())

    return told() if holds else _of_base(marks, old, without_base, told)


def _of_base(marks: Marks, base: Operand, without: Callable[[], Told], told: Callable[[], Told]) -> Told:
    """Nothing is told of a ratio over zero or less but that."""
    source = marks.source
    clause, values = source.name(), source.name()
    branches = {f"if {base.code} <= {zero_beside(marks.writing, base)}:": without, "else:": told}
    for head, tell in branches.items():
        with source.block(head):
            found = tell()
            source.line(f"{clause}, {values} = {found.clauses[0]}, {in_tuple(found.values)}")
    return Told((clause,), (f"*{values}",))


def _between(marks: Marks, term: Between, holds: bool) -> Told:
    bounds = [marks.writing.operand(each) for each in (term.low, term.high)]
    if any(each.nullable for each in bounds) or not is_plain(Compare(">=", term.term, term.low)):
        raise Unsupported(term)
    told = {
        "value": marks.figures(term.term, term.low),
        "low": marks.figures(term.low, term.term),
        "high": marks.figures(term.high, term.term),
    }
    shape = say("{value}，在 {low} 至 {high} 之间") if holds else say("{value}，不在 {low} 至 {high} 之间")
    clause = marks.source.assign(marks.said(phrase(shape, **told)))
    return Told((clause,), tuple(value for each in told.values() for value in each.values))


# ── answers of which there are few ──


def _kept(marks: Marks, term: Term, holds: bool) -> Told:
    """Choices, texts and yes or no are told once for each answer."""
    facts = facts_of(marks.speaker, term)

    def told(record: Record) -> tuple[list[str], Values]:
        values: Values = []
        return facts(record, holds, values), values

    found = marks.kept(term, told)
    return Told((f"*{found}[0]",), (f"*{found}[1]",))


def _call(marks: Marks, term: Call, holds: bool) -> Told:
    match term:
        case Call("share_at_least"):
            part, whole, least = children(term)
            return _comparison(marks, Compare(">=", Call("share", (part, whole)), least), holds)
        case Call("each_year"):
            return _each_year(marks, term, holds)
    return _kept(marks, term, holds)


_FACTS: Mapping[type, Callable[[Marks, Any, bool], Told]] = {
    Literal: _nothing,
    Name: _kept,
    Not: _negation,
    And: _conjunction,
    Or: _disjunction,
    Compare: _comparison,
    Between: _between,
    In: _kept,
    Call: _call,
}
