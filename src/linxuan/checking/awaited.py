"""The fields that open rules wait for, ordered by how much they would settle."""

from collections.abc import Iterable, Mapping
from math import lcm
from typing import NamedTuple, TypeAlias

from linxuan.answers.fields import FILED_ON, fields_of
from linxuan.checking.findings import Finding
from linxuan.programme.definition import Call, Strength
from linxuan.programme.ready import once_per_call

_WHOLE = lcm(*range(1, 41))
"""A rule shares this out among the fields that it waits for: exact for up to 40 of them."""
_FIRST: tuple[Strength, ...] = ("mandatory", "in_principle", "preference")
_Weight: TypeAlias = tuple[int, ...]


class Awaited(NamedTuple):
    """A field that is missing, and the open rules that wait for it, in the order of the package."""

    field: str
    rules: tuple[str, ...]


def awaited(call: Call, procedure: str, findings: Iterable[Finding]) -> tuple[Awaited, ...]:
    """Return every field that an open rule waits for, the one that would settle most first.

    First counts how many open mandatory rules wait for nothing but the field, then in how many it is at
    all, each taken as one part of the fields that this rule waits for; then the same of the rules in
    principle and of the preferences; then the order of the form.
    """
    waiting: dict[str, list[Finding]] = {}
    for finding in findings:
        for field in finding.missing:
            waiting.setdefault(field, []).append(finding)
    if not waiting:
        return ()
    places = _places(call, procedure)
    ordered = sorted(waiting, key=lambda field: (*_weight(waiting[field]), places.get(field, len(places))))
    return tuple(Awaited(field, tuple(each.rule for each in waiting[field])) for field in ordered)


def _weight(waiting: Iterable[Finding]) -> _Weight:
    """How much a field would settle, for each strength: alone, and in parts; more comes first."""
    weights = dict.fromkeys(_FIRST, (0, 0))
    for finding in waiting:
        alone, part = weights[finding.strength]
        count = len(finding.missing)
        weights[finding.strength] = (alone - (count == 1), part - _WHOLE // count)
    return tuple(number for each in weights.values() for number in each)


@once_per_call
def _places(call: Call, procedure: str) -> Mapping[str, int]:
    """The place of each field on the form; the day of filing, that no form asks for, comes last."""
    return {field: place for place, field in enumerate((*fields_of(call, procedure), FILED_ON))}
