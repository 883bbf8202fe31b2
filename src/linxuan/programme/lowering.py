"""Titles and scores put in place of their names, once a package is found sound.

What evaluates a condition then needs to know nothing of either. Rules keep the names of scores, whose
meaning is in their scope, so that they can be told by these names.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from linxuan.programme.anatomy import KINDS
from linxuan.programme.definition import Call, Element, Expression
from linxuan.programme.points import names_of
from linxuan.programme.titles import identified_by, titles_for
from linxuan.rules.inlining import inlined
from linxuan.rules.scope import Scope, Variable
from linxuan.rules.terms import Term

Kind = TypeVar("Kind")


def lowered(call: Call) -> Call:
    """Return the call with every `has_title` made `in_list`, and outside rules every score its points."""
    if not call.titles and not call.scores:
        return call
    names = {each.id: each for score in call.scores.values() for each in names_of(score)}
    changed: dict[str, Any] = {}
    for kind, attribute in KINDS.items():
        elements: Mapping[str, Element] = getattr(call, attribute)
        made = {id: _element(call, kind, each, names) for id, each in elements.items()}
        changed[attribute] = MappingProxyType(made)
    return replace(call, **changed)


def _element(call: Call, kind: str, element: Element, scores: Mapping[str, Variable]) -> Element:
    """A rule for tracks that know their applicants by different fields keeps its titles for their scopes."""
    is_rule = kind == "rule"
    differs = is_rule and len(identified_by(call, element.concerns)) > 1
    scope = Scope({} if is_rule else scores, titles={} if differs else titles_for(call, element.concerns))
    changed: Element = _changed(element, lambda term: inlined(term, scope))
    return changed


def _changed(value: Any, change: Callable[[Term], Term]) -> Any:
    """The same value with all expressions changed, however deep they stand in it."""
    match value:
        case Expression():
            return replace(value, term=change(value.term))
        case tuple():
            return tuple(_changed(each, change) for each in value)
        case Mapping():
            return MappingProxyType({key: _changed(each, change) for key, each in value.items()})
    if not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(
        value, **{each.name: _changed(getattr(value, each.name), change) for each in fields(value)}
    )
