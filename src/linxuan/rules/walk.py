"""Going through a term: what it is made of, how deep it is, and which names it uses."""

from collections.abc import Iterator

from linxuan.rules.terms import (
    And,
    Arithmetic,
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
    Term,
)


def children(term: Term) -> tuple[Term, ...]:
    """Return the terms directly inside `term`, in the order of the text; lists written out are none."""
    match term:
        case And(terms) | Or(terms):
            return terms
        case Not(inner):
            return (inner,)
        case Compare(_, left, right) | Arithmetic(_, left, right):
            return left, right
        case Between(inner, low, high):
            return inner, low, high
        case In(inner, options):
            return (inner,) if isinstance(options, Options) else (inner, options)
        case Call(_, arguments):
            return tuple(each for each in arguments if not isinstance(each, Options))
    return ()


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
    """Return the ids of the names in `term`, each once, in the order of the text."""
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
