"""Going through a term: what it is made of, how deep it is, and which names it uses."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from linxuan.rules.terms import (
    And,
    Arithmetic,
    Best,
    Between,
    Call,
    Compare,
    In,
    Literal,
    Name,
    Not,
    Options,
    Or,
    Param,
    Points,
    Term,
)


def children(term: Term) -> tuple[Term, ...]:
    """Return the terms directly inside `term`, in the order of the text; lists written out are none."""
    parts = _PARTS[type(term)](term)
    return tuple(part for part in parts if not isinstance(part, Options))


def rebuilt(term: Term, change: Callable[[Term], Term]) -> Term:
    """Return `term` with every term directly inside it replaced by what `change` makes of it."""

    def changed(part: Any) -> Any:
        if isinstance(part, tuple):
            return tuple(map(changed, part))
        return change(part) if isinstance(part, Term) else part

    parts = {each.name: changed(getattr(term, each.name)) for each in fields(term) if each.init}
    return type(term)(**parts)


def walk(term: Term) -> Iterator[Term]:
    """Yield `term` and everything inside it, in the order of the text."""
    open_terms = [term]
    while open_terms:
        each = open_terms.pop()
        yield each
        open_terms.extend(reversed(children(each)))


def depth(term: Term) -> int:
    """Count how many terms stand inside one another, without recursion."""
    deepest, level = 0, [term]
    while level:
        deepest += 1
        level = [inner for each in level for inner in children(each)]
    return deepest


def names_in(term: Term) -> tuple[str, ...]:
    """Return the ids of the names in `term`, each once, in the order of the text.

    Fields of the rows of a group are among them where `count_where` speaks of them.
    """
    return tuple(dict.fromkeys(each.id for each in walk(term) if isinstance(each, Name)))


def parameters_in(term: Term) -> tuple[str, ...]:
    """Return the ids of the parameters in `term`, each once, in the order of the text."""
    return tuple(dict.fromkeys(each.id for each in walk(term) if isinstance(each, Param)))


def lists_in(term: Term) -> tuple[str, ...]:
    """Return the ids of the lists that `term` looks into, each once, in the order of the text."""
    return tuple(dict.fromkeys(filter(None, map(_list_of, walk(term)))))


def _list_of(term: Term) -> str:
    match term:
        case Call("in_list", (_, Literal(str() as id))):
            return id
    return ""


_PARTS: Mapping[type, Callable[[Any], tuple[Term | Options, ...]]] = {
    Literal: lambda _: (),
    Name: lambda _: (),
    Param: lambda _: (),
    Not: lambda term: (term.term,),
    And: lambda term: term.terms,
    Or: lambda term: term.terms,
    Compare: lambda term: (term.left, term.right),
    Between: lambda term: (term.term, term.low, term.high),
    In: lambda term: (term.term, term.options),
    Arithmetic: lambda term: (term.left, term.right),
    Call: lambda term: term.arguments,
    Points: lambda term: tuple(condition for condition, _ in term.cases),
    Best: lambda term: term.terms,
}
