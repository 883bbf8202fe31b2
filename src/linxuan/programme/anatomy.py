"""Going through a call: every element with its kind, its place, its citations and its expressions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from linxuan.programme import score_parts
from linxuan.programme.definition import (
    Call,
    Citation,
    Element,
    Expression,
    Field,
    FiguresTerms,
    Grade,
    Parameter,
    Quota,
    Round,
    Rule,
    Score,
    StandingRule,
)
from linxuan.programme.faults import Place
from linxuan.programme.lines import KeyPath

KINDS: Mapping[str, str] = {
    "statement": "statements",
    "question": "questions",
    "contact": "contacts",
    "office": "offices",
    "track": "tracks",
    "title": "titles",
    "param": "parameters",
    "rule": "rules",
    "score": "scores",
    "judgement": "judgements",
    "stage": "stages",
    "action": "actions",
    "deadline": "deadlines",
    "quota": "quotas",
    "paper": "papers",
    "round": "rounds",
    "grade": "grades",
    "standing": "standings",
    "keep": "keeping",
    "field": "fields",
    "form": "forms",
}
"""The kinds of elements, each with the attribute of a call that holds them."""


@dataclass(frozen=True)
class Part:
    """An element of a call with its kind; `address` is how a package refers to it: `quota.enterprise`."""

    kind: str
    element: Element

    @property
    def address(self) -> str:
        return f"{self.kind}.{self.element.id}"

    @property
    def place(self) -> Place:
        """Where its table stands; a form is its whole file."""
        return Place(self.element.file, () if self.kind == "form" else (self.kind, self.element.id))


def parts(call: Call) -> Iterator[Part]:
    """Yield every element, kind by kind; the sections after their form."""
    for kind, attribute in KINDS.items():
        for element in getattr(call, attribute).values():
            yield Part(kind, element)
            if kind == "form":
                yield from (Part("section", section) for section in element.sections.values())


def citations(part: Part) -> Iterator[tuple[KeyPath, Citation]]:
    """Yield every citation of an element with the keys that lead to it."""
    for place, cite in enumerate(part.element.cites):
        yield _listed(("cite",), part.element.cites, place), cite
    for path, cites in _inner(part.element):
        for place, cite in enumerate(cites):
            yield _listed((*path, "cite"), cites, place), cite


def _listed(path: KeyPath, cites: tuple[Citation, ...], place: int) -> KeyPath:
    return (*path, place) if len(cites) > 1 else path


def _inner(element: Element) -> Iterator[tuple[KeyPath, tuple[Citation, ...]]]:
    match element:
        case Parameter(values=cases):
            yield from ((("values", place), each.cites) for place, each in enumerate(cases))
        case Rule(exceptions=exceptions):
            yield from ((("exceptions", place), each.cites) for place, each in enumerate(exceptions))
        case Quota(limits=limits):
            yield from ((("limits", place), each.cites) for place, each in enumerate(limits))
        case Round(known=grades, figures=figures):
            yield from ((("known", place), each.cites) for place, each in enumerate(grades))
            if figures:
                yield ("figures",), figures.cites
        case Score():
            yield from score_parts.citations(element)


@dataclass(frozen=True)
class Written:
    """An expression where it is written; `is_condition` tells whether it has to be yes or no.

    `stands_on` is the place of an expression that is part of this one: its faults are told there.
    """

    path: KeyPath
    expression: Expression
    is_condition: bool = True
    stands_on: KeyPath = ()


def expressions(part: Part) -> Iterator[Written]:
    """Yield every expression of an element."""
    element = part.element
    if element.when:
        yield Written(("when",), element.when)
    match element:
        case Rule():
            yield from _of_rule(element)
        case Parameter(values=cases):
            yield from (Written(("values", place, "when"), each.when) for place, each in enumerate(cases))
        case Quota():
            yield from _of_quota(element)
        case Field():
            yield from _of_field(element)
        case Grade() | StandingRule() | Round():
            yield from _after_the_list(element)
        case Score():
            yield from _of_score(element)


def _of_rule(rule: Rule) -> Iterator[Written]:
    yield Written(("holds",), rule.holds)
    for place, exception in enumerate(rule.exceptions):
        yield Written(("exceptions", place, "when"), exception.when)
        if exception.holds:
            yield Written(("exceptions", place, "holds"), exception.holds)


def _after_the_list(element: Grade | StandingRule | Round) -> Iterator[Written]:
    match element:
        case Grade(forced_when=Expression() as forced):
            yield Written(("forced_when",), forced)
        case StandingRule(condition=Expression() as condition):
            yield Written(("when",), condition)
        case Round(figures=FiguresTerms(checks=checks)):
            path = ("figures", "checks")
            yield from (Written((*path, place, "holds"), each.holds) for place, each in enumerate(checks))


def _of_quota(quota: Quota) -> Iterator[Written]:
    yield from (Written(("limits", place, "when"), each.when) for place, each in enumerate(quota.limits))
    if quota.not_counted:
        yield Written(("not_counted",), quota.not_counted)


def _of_field(field: Field) -> Iterator[Written]:
    for key, expression in (("value", field.value), ("part", field.part), ("whole", field.whole)):
        if expression:
            yield Written((key,), expression, is_condition=False)
    for id, option in field.options.items():
        if option.when:
            yield Written(("options", id, "when"), option.when)


def _of_score(score: Score) -> Iterator[Written]:
    for path, _, indicator in score_parts.indicators(score):
        measured = (*path, "measure")
        if indicator.measure:
            yield Written(measured, indicator.measure, is_condition=False)
        for place, band in enumerate(indicator.bands):
            stands_on = measured if band.key != "when" else ()
            yield Written((*path, "bands", place, band.key), band.condition, stands_on=stands_on)
