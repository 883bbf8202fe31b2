"""What a term is called without its value: a label, or labels joined by signs."""

from collections.abc import Callable
from typing import TypeAlias

from linxuan.language import say
from linxuan.rules.evaluate import compiled
from linxuan.rules.record import Record
from linxuan.rules.telling.speaker import Speaker, is_score
from linxuan.rules.terms import Arithmetic, Call, Literal, Name, Param, Term
from linxuan.rules.walk import children, walk

Named: TypeAlias = Callable[[Record], str]
"""A name that may tell a value on its way: how many years, which code."""
Told: TypeAlias = Callable[[Term], Named]
"""How a term is called that has no name: by its value."""

_SIGNS = {"+": "+", "-": "−", "*": "×"}


def name_of(speaker: Speaker, term: Term, told: Told) -> Named:
    """Return what says how `term` is called."""
    known = speaker.computed.get(term)
    if known:
        return _always(known.name)
    if isinstance(term, Name):
        return _always(speaker.label(term.id))
    if is_score(term):
        return _always(say("得分"))
    if isinstance(term, Call):
        return _call(speaker, term, told)
    return _formula(speaker, term, told) if isinstance(term, Arithmetic) else told(term)


def is_formula(speaker: Speaker, term: Term) -> bool:
    """Tell whether a term is called by labels joined by signs: nothing that is computed stands for it."""
    return isinstance(term, Arithmetic) and term not in speaker.computed and not is_score(term)


def is_settled(term: Term) -> bool:
    """Tell whether the name of a term is the same for every record: no value is told on its way."""
    return not any(
        isinstance(each, Param) or (isinstance(each, Call) and each.function == "industry_section")
        for each in walk(term)
    )


def _always(name: str) -> Named:
    return lambda _: name


def _formula(speaker: Speaker, term: Arithmetic, told: Told) -> Named:
    sign = _SIGNS[term.operator]
    if term.left == Literal(0) and term.operator == "-":
        only = _inside(speaker, term.right, told, tight=True)
        return lambda record: f"{sign}{only(record)}"
    left = _inside(speaker, term.left, told, tight=term.operator == "*")
    right = _inside(speaker, term.right, told, tight=term.operator != "+")
    return lambda record: f"{left(record)} {sign} {right(record)}"


def _inside(speaker: Speaker, term: Term, told: Told, *, tight: bool) -> Named:
    """A sum inside something that binds closer stands in brackets."""
    name = name_of(speaker, term, told)
    if tight and isinstance(term, Arithmetic) and term.operator != "*" and is_formula(speaker, term):
        brackets = say("（{inside}）").format
        return lambda record: brackets(inside=name(record))
    return name


def _call(speaker: Speaker, term: Call, told: Told) -> Named:
    first, *others = children(term)
    name = name_of(speaker, first, told)
    match term.function:
        case "growth":
            return _around(say("{name}比上年增长"), name)
        case "count_where":
            return _around(say("{name}中符合条件的有"), name)
        case "industry_section":
            code = compiled(first)
            section = say("{name} {code} 所属门类").format
            return lambda record: section(name=name(record), code=code(record))
        case "share":
            part, whole = (_inside(speaker, each, told, tight=True) for each in (first, others[0]))
            ratio = say("{part} ÷ {whole}").format
            return lambda record: ratio(part=part(record), whole=whole(record))
        case "total" | "mean" | "mean_growth":
            return _over_years(term.function, name, others[0])
    return name


def _around(template: str, name: Named) -> Named:
    whole = template.format
    return lambda record: whole(name=name(record))


def _over_years(function: str, name: Named, years: Term) -> Named:
    whole = {
        "total": say("{name}近{count}年合计"),
        "mean": say("{name}近{count}年平均"),
        "mean_growth": say("{name}近{count}年平均增长"),
    }[function].format
    count = compiled(years)
    return lambda record: whole(name=name(record), count=count(record))
