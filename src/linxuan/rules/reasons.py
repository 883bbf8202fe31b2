"""The facts that decide a condition, each as a clause of a sentence with its values."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from linxuan.rules.call_reasons import call_reasons
from linxuan.rules.comparison_reasons import between, comparison, membership
from linxuan.rules.scope import Type
from linxuan.rules.terms import And, Between, Call, Compare, In, Literal, Name, Not, Or, Term
from linxuan.rules.walk import children
from linxuan.rules.words import Words

Reasons: TypeAlias = list[str]


def reasons(words: Words, term: Term, *, demanded: bool = True) -> Reasons:
    """Return the clauses that make `term` true or false; the outcome must be known.

    `demanded` is what the rule wants of the term: under NOT, that it be false.
    """
    return _REASONS[type(term)](words, term, demanded)


def _nothing(*_: Any) -> Reasons:
    return []


def _negation(words: Words, term: Not, demanded: bool) -> Reasons:
    return reasons(words, term.term, demanded=not demanded)


def _conjunction(words: Words, term: And, demanded: bool) -> Reasons:
    """All of them when they hold, else those that fail."""
    outcome = words.value(term)
    return _of_all(words, (each for each in term.terms if words.value(each) is outcome), demanded)


def _disjunction(words: Words, term: Or, demanded: bool) -> Reasons:
    """The first that holds, else all that were meant."""
    holding = [each for each in term.terms if words.value(each)]
    return _of_all(words, holding[:1] or _meant(words, term.terms), demanded)


def _of_all(words: Words, terms: Iterable[Term], demanded: bool) -> Reasons:
    return list(dict.fromkeys(clause for each in terms for clause in reasons(words, each, demanded=demanded)))


def _meant(words: Words, branches: tuple[Term, ...]) -> list[Term]:
    """Leave out what is for another choice: one branch of `kind = 'a' AND … OR kind = 'b' AND …`."""
    chosen = {_selector(each): each for each in branches if _selector(each) and _opens(words, each)}
    return [each for each in branches if chosen.get(_selector(each), each) is each]


def _opens(words: Words, branch: Term) -> bool:
    return isinstance(branch, And) and words.value(branch.terms[0]) is True


def _selector(branch: Term) -> str:
    """Return the field by which a branch says whom it is for."""
    match branch:
        case And((Compare("=", Name(id), Literal(str())), *_)):
            return id
    return ""


def _comparison(words: Words, term: Compare, demanded: bool) -> Reasons:
    """Two sides that are yes or no themselves are told by what makes them so."""
    if words.kind(term.left).type is Type.YES_NO:
        return _of_all(words, (term.left, term.right), demanded=False)
    return comparison(words, term, demanded)


def _call(words: Words, term: Call, demanded: bool) -> Reasons:
    if term.function == "each_year":
        return _each_year(words, term, demanded)
    return call_reasons(words, term, demanded)


def _each_year(words: Words, term: Call, demanded: bool) -> Reasons:
    """Every year when all hold, else the years that fail."""
    condition, count = children(term)
    outcome = words.value(term)
    years = [words.in_year(back) for back in range(words.value(count))]
    deciding = [year for year in years if year.value(condition) is outcome]
    return [year.dated(condition, reasons(year, condition, demanded=demanded)) for year in deciding]


_REASONS: Mapping[type, Callable[[Words, Any, bool], Reasons]] = {
    Literal: _nothing,
    Name: lambda words, term, _: [words.stated(term)],
    Not: _negation,
    And: _conjunction,
    Or: _disjunction,
    Compare: _comparison,
    Between: between,
    In: membership,
    Call: _call,
}
