"""The fields that open rules wait for, ordered by how much they would settle."""

from collections.abc import Iterable, Mapping
from math import lcm
from typing import NamedTuple

from linxuan.answers.fields import FILED_ON, fields_of
from linxuan.checking.findings import Finding
from linxuan.programme.definition import Call, Strength
from linxuan.programme.ready import once_per_call

_WHOLE = lcm(*range(1, 41))
"""A rule shares this out among the fields that it waits for: exact for up to 40 of them."""
_PLACE: Mapping[Strength, int] = {"mandatory": 0, "in_principle": 2, "preference": 4}
"""Where the two numbers of a strength stand in a weight: how many alone, and in parts; more is less."""
_NUMBERS = 6


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
    open_ones = [finding for finding in findings if finding.missing]
    if not open_ones:
        return ()
    waiting: dict[str, list[str]] = {}
    weights: dict[str, list[int]] = {}
    for finding in open_ones:
        first, missing = _PLACE[finding.strength], finding.missing
        alone, part = -(len(missing) == 1), -(_WHOLE // len(missing))
        for field in missing:
            if field not in waiting:
                waiting[field], weights[field] = [], [0] * _NUMBERS
            waiting[field].append(finding.rule)
            weight = weights[field]
            weight[first] += alone
            weight[first + 1] += part
    places = _places(call, procedure)
    ordered = sorted(waiting, key=lambda field: (weights[field], places.get(field, len(places))))
    return tuple([Awaited(field, tuple(waiting[field])) for field in ordered])


@once_per_call
def _places(call: Call, procedure: str) -> Mapping[str, int]:
    """The place of each field on the form; the day of filing, that no form asks for, comes last."""
    return {field: place for place, field in enumerate((*fields_of(call, procedure), FILED_ON))}
