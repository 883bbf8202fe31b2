"""What would make a condition hold that does not: amounts, days, choices, for every part that fails.

A remedy is true: whoever changes just what it names, and leaves all else as it is, makes its part hold.
Of an OR each way is enough; of an AND all parts that fail are named. What is not answered yet is no
part of a remedy.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from linxuan.rules.evaluate import compiled
from linxuan.rules.kinds import WORDS
from linxuan.rules.record import Record
from linxuan.rules.remedies.amounts import amount_remedy
from linxuan.rules.remedies.answers import answer_remedy, call_remedy, entry_remedy, equal_remedy
from linxuan.rules.remedies.days import day_remedy, is_of_the_life
from linxuan.rules.remedies.ways import Remedy, Step, Ways, alternatives, no_way, teller, together
from linxuan.rules.scope import Type
from linxuan.rules.telling.comparisons import oriented
from linxuan.rules.telling.facts import dated_in, meant_of
from linxuan.rules.telling.speaker import Speaker
from linxuan.rules.terms import And, Between, Call, Compare, In, Literal, Name, Not, Or, Term
from linxuan.rules.walk import children

NEGATED: Mapping[str, str] = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def remedy_of(speaker: Speaker, term: Term) -> Callable[[Record], str]:
    """Return what says, over a record where `term` is false, what would make it true.

    The text is empty where nothing that could be filled in would.
    """
    found, told = ways_of(speaker, term, True), teller()
    return lambda record: told(found(record))


def ways_of(speaker: Speaker, term: Term, wanted: bool) -> Remedy:
    """Return the ways to have `term` as it is wanted: true, or under NOT false."""
    return _REMEDIES[type(term)](speaker, term, wanted)


def _nothing(*_: Any) -> Remedy:
    return no_way


def _negation(speaker: Speaker, term: Not, wanted: bool) -> Remedy:
    return ways_of(speaker, term.term, not wanted)


def _logical(speaker: Speaker, term: And | Or, wanted: bool) -> Remedy:
    """An AND that should hold wants all, and so does an OR that should not; of the others one is enough."""
    if isinstance(term, And) is wanted:
        return _all(speaker, term.terms, wanted)
    return _any(speaker, term.terms, wanted)


def _all(speaker: Speaker, terms: Sequence[Term], wanted: bool) -> Remedy:
    parts = [(compiled(each), ways_of(speaker, each, wanted)) for each in terms]
    told = teller()

    def every(record: Record) -> Ways:
        failing = [remedy for read, remedy in parts if read(record) is (not wanted)]
        return together([remedy(record) for remedy in failing], told)

    return every


def _any(speaker: Speaker, terms: Sequence[Term], wanted: bool) -> Remedy:
    remedies = [ways_of(speaker, each, wanted) for each in terms]
    meant = meant_of(terms)

    def either(record: Record) -> Ways:
        return alternatives([remedies[each](record) for each in meant(record)])

    return either


# ── comparisons ──


def _comparison(speaker: Speaker, term: Compare, wanted: bool) -> Remedy:
    kind = speaker.kind(term.left).type
    if kind is Type.YES_NO:
        return _sameness(speaker, term, wanted)
    term = oriented(term)
    sign = term.operator if wanted else NEGATED[term.operator]
    if speaker.kind(term.left).type in WORDS:
        return equal_remedy(speaker, term.left, term.right, same=sign == "=")
    if speaker.kind(term.left).type is Type.DATE:
        return day_remedy(speaker, term.left, sign, term.right)
    return amount_remedy(speaker, term.left, sign, term.right)


def _sameness(speaker: Speaker, term: Compare, wanted: bool) -> Remedy:
    """Two sides that are yes or no: both, or neither; one and not the other."""
    left, right = term.left, term.right
    if (term.operator == "=") is wanted:
        return ways_of(speaker, Or((And((left, right)), And((Not(left), Not(right))))), True)
    return ways_of(speaker, Or((And((left, Not(right))), And((Not(left), right)))), True)


def _between(speaker: Speaker, term: Between, wanted: bool) -> Remedy:
    low, high = Compare(">=", term.term, term.low), Compare("<=", term.term, term.high)
    if not wanted and is_of_the_life(term.high):
        # What was between a day and today can only have been earlier.
        return ways_of(speaker, low, wanted)
    return _logical(speaker, And((low, high)), wanted)


def _call(speaker: Speaker, term: Call, wanted: bool) -> Remedy:
    match term:
        case Call("share_at_least"):
            part, whole, least = children(term)
            return _comparison(speaker, Compare(">=", Call("share", (part, whole)), least), wanted)
        case Call("compound_growth_at_least"):
            return amount_remedy(speaker, term, ">=" if wanted else "<", children(term)[2])
        case Call("each_year"):
            return _each_year(speaker, term, wanted)
    return call_remedy(speaker, term, wanted)


def _each_year(speaker: Speaker, term: Call, wanted: bool) -> Remedy:
    condition, years = children(term)
    holds, count, remedy = compiled(condition), compiled(years), ways_of(speaker, condition, wanted)
    dated, told = dated_in(speaker.scope, condition), teller()

    def in_year(record: Record) -> Ways:
        return [
            tuple(Step(dated(record, [step.alone]), dated(record, [step.among])) for step in way)
            for way in remedy(record)
        ]

    def each_year(record: Record) -> Ways:
        every = [record.at_year(record.years_back + back) for back in range(count(record))]
        failing = [in_year(year) for year in every if holds(year) is (not wanted)]
        return together(failing, told) if wanted else alternatives(failing)

    return each_year


_REMEDIES: Mapping[type, Callable[[Speaker, Any, bool], Remedy]] = {
    Literal: _nothing,
    Name: answer_remedy,
    Not: _negation,
    And: _logical,
    Or: _logical,
    Compare: _comparison,
    Between: _between,
    In: entry_remedy,
    Call: _call,
}
