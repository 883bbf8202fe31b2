"""Whom the elements concern that do not say it themselves.

A stage, rule, judgement or paper without `for` is for every open track (the readers see to that). The
others follow what they belong to: a form and its fields those who file on it, an action the stages
that it starts from, a deadline and a quota their actions.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from linxuan.programme.definition import Action, Call, Deadline, Element, Field, Form, Quota

Kind = TypeVar("Kind", bound=Element)


def resolve(call: Call) -> Call:
    """Return the call with the concern of every element filled in."""
    call = replace(call, forms=_forms(call), actions=_actions(call))
    return replace(call, fields=_fields(call), deadlines=_deadlines(call), quotas=_quotas(call))


def procedures(call: Call) -> tuple[str, ...]:
    """Return the ids of everything under which one may file: open tracks, then rounds."""
    return (*(track.id for track in call.tracks.values() if track.open), *call.rounds)


def _filed_on(call: Call, form: str) -> tuple[str, ...]:
    """The procedures that use a form."""
    forms = {
        **{id: track.form for id, track in call.tracks.items()},
        **{id: round_.form for id, round_ in call.rounds.items()},
    }
    return tuple(id for id in procedures(call) if forms[id] == form)


def _forms(call: Call) -> Mapping[str, Form]:
    return MappingProxyType({id: _form(form, _filed_on(call, id)) for id, form in call.forms.items()})


def _form(form: Form, filed: tuple[str, ...]) -> Form:
    sections = {id: _with(section, filed) for id, section in form.sections.items()}
    return replace(form, concerns=form.concerns or filed, sections=MappingProxyType(sections))


def _fields(call: Call) -> Mapping[str, Field]:
    users: dict[str, set[str]] = {id: set() for id in call.fields}
    for form in call.forms.values():
        for section in form.sections.values():
            for id in _with_columns(call, section.fields):
                users.setdefault(id, set()).update(section.concerns)
    return MappingProxyType({id: _with(one, _in_order(call, users[id])) for id, one in call.fields.items()})


def _with_columns(call: Call, fields: Iterable[str]) -> Iterator[str]:
    """The fields of a section and those inside its groups."""
    for id in fields:
        yield id
        if id in call.fields:
            yield from call.fields[id].fields


def _actions(call: Call) -> Mapping[str, Action]:
    found = {}
    for id, action in call.actions.items():
        stages = (call.stages[each] for each in action.from_stages if each in call.stages)
        found[id] = _with(action, _in_order(call, (one for stage in stages for one in stage.concerns)))
    return MappingProxyType(found)


def _deadlines(call: Call) -> Mapping[str, Deadline]:
    return MappingProxyType(
        {id: _with(one, _of_actions(call, one.actions)) for id, one in call.deadlines.items()}
    )


def _quotas(call: Call) -> Mapping[str, Quota]:
    return MappingProxyType({id: _with(one, _of_actions(call, (one.at,))) for id, one in call.quotas.items()})


def _of_actions(call: Call, actions: Iterable[str]) -> tuple[str, ...]:
    found = (call.actions[each] for each in actions if each in call.actions)
    return _in_order(call, (one for action in found for one in action.concerns))


def _in_order(call: Call, ids: Iterable[str]) -> tuple[str, ...]:
    found = set(ids)
    return tuple(id for id in procedures(call) if id in found)


def _with(element: Kind, concerns: tuple[str, ...]) -> Kind:
    return element if element.concerns else replace(element, concerns=concerns)
