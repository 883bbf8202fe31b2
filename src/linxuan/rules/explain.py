"""Why a rule is met, is not met, or is not known yet: one sentence with the values, and what is missing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from linxuan.language import say
from linxuan.rules.evaluate import compiled
from linxuan.rules.missing import missing
from linxuan.rules.reasons import reasons
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope
from linxuan.rules.terms import Term
from linxuan.rules.words import Words

_SPACE_INSIDE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff（])|(?<=）) ")


@dataclass(frozen=True)
class Explanation:
    """`because` is one sentence in the current language; `missing` the names it waits for, see `missing`."""

    because: str
    missing: tuple[str, ...]


def explain(term: Term, record: Record, scope: Scope) -> Explanation:
    """Say why a checked yes-or-no `term` has the outcome that `evaluate` gives for `record`."""
    words = Words(record, scope)
    outcome = compiled(term)(record)
    if outcome is None:
        names = missing(term, record)
        return Explanation(_not_known(words, names), names)
    clauses = reasons(words, term) or [say("不附条件") if outcome else say("不可能符合")]
    return Explanation(_closed(say("；").join(clauses)), ())


def _closed(sentence: str) -> str:
    """Chinese has no space between two characters; beside a figure it stays."""
    return _SPACE_INSIDE.sub("", sentence)


def _not_known(words: Words, names: Sequence[str]) -> str:
    """Say what has to be filled in, what completed, and what corrected."""
    values = words.record.values
    blank = [name for name in names if values.get(name) is None]
    partly = [name for name in names if name not in blank and _has_parts(words, name)]
    useless = [name for name in names if name not in blank and name not in partly]
    told = []
    if blank:
        told.append(say("还没有填{names}", names=_listed(words, blank)))
    if partly:
        told.append(say("没有填全{names}", names=_listed(words, partly)))
    if useless:
        told.append(say("{names}的答案用不上，请核对", names=_listed(words, useless)))
    return say("尚不清楚：{reasons}", reasons=say("，").join(told or [say("所用的参数还不能确定")]))


def _has_parts(words: Words, name: str) -> bool:
    variable = words.scope.names.get(name)
    return bool(variable and (variable.years or variable.fields))


def _listed(words: Words, names: Sequence[str]) -> str:
    return say("、").join(map(words.label, names))
