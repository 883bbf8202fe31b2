"""A value that the machine works with has to stand in the words it is taken from, or be a stated reading."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linxuan.language import say
from linxuan.notice.quotation import squeeze
from linxuan.programme import score_parts
from linxuan.programme.anatomy import Part, parts
from linxuan.programme.definition import (
    Call,
    Citation,
    Deadline,
    Grade,
    KeepingRule,
    Length,
    Paper,
    Parameter,
    ParameterValue,
    Quota,
    Score,
    StandingRule,
    Title,
)
from linxuan.programme.faults import Place
from linxuan.programme.lines import KeyPath
from linxuan.programme.numerals import days_in, numbers_in, shares_in
from linxuan.programme.package import Package


@dataclass(frozen=True)
class _Stated:
    """A value at a key, and the citations of that entry; without them those of its element count.

    `is_share` tells that it is written as a percentage; None where that is open.
    """

    path: KeyPath
    value: ParameterValue
    cites: tuple[Citation, ...] = ()
    is_share: bool | None = False


def check_stated_values(call: Call, package: Package) -> None:
    """Hold the values of parameters, quotas, deadlines, copies, grades and standings against their words."""
    for part in parts(call):
        for stated in _stated(call, part) if not part.element.reading else ():
            if stated.cites or part.element.cites:
                _check(package, part, stated)


def _check(package: Package, part: Part, stated: _Stated) -> None:
    words = "……".join(cite.words for cite in stated.cites or part.element.cites)
    if not _stands_in(words, stated):
        package.faults.add(
            Place(part.element.file, (*part.place.path, *stated.path)),
            say("“{value}”不在引文“{words}”里", value=_shown(stated.value), words=words),
            say("把引文写到含有它；通知没有明说的，用 reading 说明为什么是这个值"),
        )


def _stated(call: Call, part: Part) -> Iterator[_Stated]:
    match part.element:
        case Parameter() as parameter:
            yield from _of_parameter(call, parameter)
        case Quota() as quota:
            if quota.limit is not None:
                yield _Stated(("limit",), quota.limit)
            for place, case in enumerate(quota.limits):
                yield _Stated(("limits", place, "limit"), case.limit, case.cites)
        case Deadline(days=days):
            for place, day in enumerate(days):
                yield _Stated(("day",) if len(days) == 1 else ("days", place), day)
        case Paper(copies=copies) if copies > 1:
            yield _Stated(("copies",), copies)
        case Score() as score:
            yield from _of_score(score)
        case Grade() | StandingRule() | Title() | KeepingRule() as element:
            yield from _after_the_list(element)


def _of_parameter(call: Call, parameter: Parameter) -> Iterator[_Stated]:
    is_share = parameter.kind == "share"
    yield _Stated(("value",), _labelled(call, parameter, parameter.value), is_share=is_share)
    for place, case in enumerate(parameter.values):
        value = _labelled(call, parameter, case.value)
        yield _Stated(("values", place, "value"), value, case.cites, is_share)


def _after_the_list(element: Grade | StandingRule | Title | KeepingRule) -> Iterator[_Stated]:
    match element:
        case StandingRule() as rule:
            yield from _of_standing(rule)
        case Grade() as grade:
            yield from _of_grade(grade)
        case Title(valid=Length(count=count)):
            yield _Stated(("valid",), count)
        case KeepingRule(length=Length(count=count)):
            yield _Stated(("length",), count)


def _of_grade(grade: Grade) -> Iterator[_Stated]:
    """The score that is enough, and the shares of all graded."""
    if grade.least is not None:
        yield _Stated(("from",), grade.least)
    for key, share in (("at_most", grade.at_most), ("lowest", grade.lowest)):
        if share is not None:
            yield _Stated((key,), share, is_share=True)


def _of_standing(rule: StandingRule) -> Iterator[_Stated]:
    """The years running, the share of a year, and every length."""
    if rule.consecutive > 1:
        yield _Stated(("consecutive",), rule.consecutive)
    if rule.lowest is not None:
        yield _Stated(("lowest",), rule.lowest, is_share=True)
    lengths: dict[KeyPath, Length | None] = {("within",): rule.within, ("ban",): rule.ban}
    if rule.office_ban:
        lengths["office_ban", "length"] = rule.office_ban.length
    for path, length in lengths.items():
        if length is not None:
            yield _Stated(path, length.count)


def _of_score(score: Score) -> Iterator[_Stated]:
    """The marks that pass, and the bounds and points of every band; no points need no words."""
    if score.pass_mark is not None:
        yield _Stated(("pass",), score.pass_mark)
    for part in score.parts.values():
        if part.min is not None and not part.reading:
            yield _Stated(("part", part.id, "min"), part.min, part.cites)
    for path, item, indicator in score_parts.indicators(score):
        for place, band in enumerate(indicator.bands if not item.reading else ()):
            at, cites = (*path, "bands", place), band.cites or item.cites
            if band.bound is not None:
                yield _Stated((*at, band.key), band.bound, cites, is_share=None)
            if band.points:
                yield _Stated((*at, "points"), band.points, cites)


def _labelled(call: Call, parameter: Parameter, value: ParameterValue) -> ParameterValue:
    """Choices stand in the words by their labels."""
    field = call.fields.get(parameter.field)
    if not isinstance(value, tuple) or field is None:
        return value
    return tuple(field.options[id].label if id in field.options else id for id in value)


def _stands_in(words: str, stated: _Stated) -> bool:
    match stated.value:
        case date() as day:
            return day in days_in(words)
        case int() | Decimal() as number:
            shares = frozenset() if stated.is_share is False else shares_in(words)
            return number in shares | (frozenset() if stated.is_share else numbers_in(words))
        case str() as text:
            return squeeze(text) in squeeze(words)
        case labels:
            return all(squeeze(label) in squeeze(words) for label in labels)


def _shown(value: ParameterValue) -> str:
    return say("、").join(value) if isinstance(value, tuple) else str(value)
