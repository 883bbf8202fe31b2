"""What nothing uses is a slip: a parameter, a score or a title that no expression names."""

import re
from collections.abc import Iterable

from linxuan.language import say
from linxuan.programme.anatomy import Part, expressions, parts
from linxuan.programme.definition import Call
from linxuan.programme.package import Package
from linxuan.programme.points import names_of
from linxuan.programme.titles import given_with

_PARAMETER = re.compile(r"\$([a-z][a-z0-9_]*)")
_SCORE = re.compile(r"\b(?:score|passes)_[a-z0-9_]+")
_TITLE = re.compile(r"has_title\(\s*'([^']*)'")


def check_unused(call: Call, package: Package) -> None:
    """Note what nothing uses. The texts are looked at, so that a faulty expression counts."""
    if package.documents.broken:
        return
    texts = [written.expression.text for part in parts(call) for written in expressions(part)]
    _check_parameters(call, package, _found(_PARAMETER, texts))
    _check_scores(call, package, _found(_SCORE, texts))
    _check_titles(call, package, _found(_TITLE, texts))


def _found(wanted: re.Pattern[str], texts: Iterable[str]) -> set[str]:
    return {each for text in texts for each in wanted.findall(text)}


def _check_parameters(call: Call, package: Package, used: set[str]) -> None:
    for parameter in call.parameters.values():
        if parameter.id not in used:
            problem = say("没有表达式用到参数 ${id}", id=parameter.id)
            package.faults.add(
                Part("param", parameter).place, problem, say("在规则里写 ${id}，或删去它", id=parameter.id)
            )


def _check_scores(call: Call, package: Package, used: set[str]) -> None:
    graded_by = {round_.score for round_ in call.rounds.values()}
    for score in call.scores.values():
        if score.id in graded_by:
            continue
        names = [each.id for each in names_of(score)]
        if not used.intersection(names):
            problem = say("没有表达式用到这张评分表")
            hint = say('在规则里写 holds = "{name}"，或删去它', name=names[-1])
            package.faults.add(Part("score", score).place, problem, hint)


def _check_titles(call: Call, package: Package, used: set[str]) -> None:
    """A title that gives another one is used where that one is; what this call designates is held by itself."""
    for title in call.titles.values():
        if not title.tracks and not used.intersection((title.id, *given_with(call, title.id))):
            problem = say("没有表达式用到这个称号")
            hint = say("在规则里写 has_title('{id}')，或删去它", id=title.id)
            package.faults.add(Part("title", title).place, problem, hint)
