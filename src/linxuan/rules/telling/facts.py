"""The facts that decide a condition, each as a clause of a sentence with its values."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from linxuan.language import say
from linxuan.rules.evaluate import compiled
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope, Type
from linxuan.rules.telling.answers import call_facts
from linxuan.rules.telling.comparisons import between, comparison, membership
from linxuan.rules.telling.operands import operand
from linxuan.rules.telling.sentences import closed
from linxuan.rules.telling.speaker import MOST_REMEMBERED, Facts, Speaker, Values, remembered
from linxuan.rules.terms import And, Between, Call, Compare, In, Literal, Name, Not, Or, Term
from linxuan.rules.walk import children, names_in


def facts_of(speaker: Speaker, term: Term) -> Facts:
    """Return what tells the clauses that make `term` true or false, for a record where it is known."""
    return _FACTS[type(term)](speaker, term)


def _nothing(*_: Any) -> Facts:
    return lambda *_: []


def _answer(speaker: Speaker, term: Name) -> Facts:
    answer = operand(speaker, term)
    return remembered(
        speaker, term, lambda record, _, values: [closed(answer.stated(record, answer.read(record), values))]
    )


def _negation(speaker: Speaker, term: Not) -> Facts:
    inner = facts_of(speaker, term.term)
    return lambda record, outcome, values: inner(record, not outcome, values)


def _conjunction(speaker: Speaker, term: And) -> Facts:
    """All of them when they hold, else those that fail."""
    parts = [(compiled(each), facts_of(speaker, each)) for each in term.terms]

    def conjunction(record: Record, outcome: bool, values: Values) -> list[str]:
        told = [tell for read, tell in parts if outcome or read(record) is False]
        return [clause for tell in told for clause in tell(record, outcome, values)]

    return conjunction


def _disjunction(speaker: Speaker, term: Or) -> Facts:
    """The first that holds, else all that were meant."""
    parts = [(compiled(each), facts_of(speaker, each)) for each in term.terms]
    meant = meant_of(term.terms)

    def disjunction(record: Record, outcome: bool, values: Values) -> list[str]:
        if outcome:
            return next(tell(record, True, values) for read, tell in parts if read(record))
        told = [parts[each][1] for each in meant(record)]
        return [clause for tell in told for clause in tell(record, False, values)]

    return disjunction


def meant_of(branches: Sequence[Term]) -> Callable[[Record], Sequence[int]]:
    """Return which branches are meant for a record: of `kind = 'a' AND … OR kind = 'b' AND …` only the
    one for its kind, where there is one.
    """
    everywhere = range(len(branches))
    selectors = [_selector(each) for each in branches]
    opening = [(selector, _opening(each)) for selector, each in zip(selectors, branches, strict=True)]
    if not any(selectors):
        return lambda _: everywhere

    def meant(record: Record) -> Sequence[int]:
        chosen = {selector: at for at, (selector, opens) in enumerate(opening) if opens and opens(record)}
        return [at for at in everywhere if chosen.get(selectors[at], at) == at]

    return meant


def is_for_some(branch: Term) -> bool:
    """Tell whether a branch says whom it is for."""
    return bool(_selector(branch))


def _selector(branch: Term) -> str:
    """Return the field by which a branch says whom it is for."""
    match branch:
        case And((Compare("=", Name(id), Literal(str())), *_)):
            return id
    return ""


def _opening(branch: Term) -> Callable[[Record], Any] | None:
    return compiled(branch.terms[0]) if isinstance(branch, And) and _selector(branch) else None


def _comparison(speaker: Speaker, term: Compare) -> Facts:
    """Two sides that are yes or no themselves are told by what makes them so."""
    if speaker.kind(term.left).type is not Type.YES_NO:
        return comparison(speaker, term)
    sides = [(compiled(each), facts_of(speaker, each)) for each in (term.left, term.right)]

    def both(record: Record, _: bool, values: Values) -> list[str]:
        return [clause for read, tell in sides for clause in tell(record, read(record), values)]

    return both


def _call(speaker: Speaker, term: Call) -> Facts:
    return _each_year(speaker, term) if term.function == "each_year" else call_facts(speaker, term)


def _each_year(speaker: Speaker, term: Call) -> Facts:
    """Every year when all hold, else the years that fail."""
    condition, years = children(term)
    holds, count, tell = compiled(condition), compiled(years), facts_of(speaker, condition)
    dated = dated_in(speaker.scope, condition)

    def each_year(record: Record, outcome: bool, values: Values) -> list[str]:
        every = [record.at_year(record.years_back + back) for back in range(count(record))]
        deciding = [year for year in every if outcome or holds(year) is False]
        return [dated(year, tell(year, outcome, values)) for year in deciding]

    return each_year


def dated_in(scope: Scope, condition: Term) -> Callable[[Record, Sequence[str]], str]:
    """Return what puts the year that a record is read at in front of clauses about it."""
    dating, separator = dating_in(scope, condition), say("，")

    def dated(record: Record, clauses: Sequence[str]) -> str:
        told = clauses[0] if len(clauses) == 1 else separator.join(dict.fromkeys(clauses))
        opening, after = dating(record.years_back, told)
        return opening + after

    return dated


def dating_in(scope: Scope, condition: Term) -> Callable[[int, str], tuple[str, str]]:
    """Return what puts a year, so many before the latest, in front of the text with which a clause opens,
    and what stands behind the clause then.
    """
    tables = (scope.names.get(name) for name in names_in(condition))
    years = next((each.years for each in tables if each and each.years), ())
    shapes = [say("{year}年 {clauses}", year=year, clauses="\0").partition("\0") for year in years]

    @lru_cache(maxsize=MOST_REMEMBERED)
    def joined(before: str, first: str) -> str:
        # Only where the year meets the clause can a space fall out.
        return closed(before + first)

    def dating(back: int, opening: str) -> tuple[str, str]:
        at = len(years) - 1 - back
        if opening.startswith(str(years[at])):
            return opening, ""
        before, _, after = shapes[at]
        return f"{joined(before, opening[:1])}{opening[1:]}", after

    return dating


_FACTS: Mapping[type, Callable[[Speaker, Any], Facts]] = {
    Literal: _nothing,
    Name: _answer,
    Not: _negation,
    And: _conjunction,
    Or: _disjunction,
    Compare: _comparison,
    Between: between,
    In: membership,
    Call: _call,
}
