"""Why a rule is met, is not met, or is not known yet: facts with their values, and what would help."""

from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import NamedTuple, TypeAlias

from linxuan.language import say
from linxuan.rules.evaluate import compiled
from linxuan.rules.missing import asking
from linxuan.rules.record import Record
from linxuan.rules.remedies import remedy_of
from linxuan.rules.scope import Scope
from linxuan.rules.telling.facts import facts_of
from linxuan.rules.telling.speaker import Speaker, SubValue, Values
from linxuan.rules.terms import Call, Name, Param, Term
from linxuan.rules.walk import walk

_MOST_KEPT = 256

__all__ = ["Explainer", "Explanation", "SubValue", "explain", "explainer"]


class Explanation(NamedTuple):
    """Why a condition has its outcome, in the language in which it was made ready.

    `facts` are the clauses that decide it, with their values; `remedy` is what would make it hold, empty
    unless it is false; `values` are the values in the facts, in their order; `missing` the names that an
    unknown outcome waits for, see `missing.missing`.
    """

    outcome: bool | None
    facts: str
    remedy: str
    values: tuple[SubValue, ...]
    missing: tuple[str, ...]

    @property
    def because(self) -> str:
        """Facts and remedy as one sentence, in the language in use."""
        return say("；").join(filter(None, (self.facts, self.remedy)))


_made: Callable[[tuple[object, ...]], Explanation] = partial(tuple.__new__, Explanation)
"""Makes one from its parts, without packing them a second time."""
Typed: TypeAlias = Callable[[tuple[str, ...]], tuple[str, ...]]
Explainer: TypeAlias = Callable[[Record, bool | None], Explanation]
"""Explains a condition over a record over which it is true, false or unknown, as it is."""


def _as_it_is(names: tuple[str, ...]) -> tuple[str, ...]:
    return names


def explain(term: Term, record: Record, scope: Scope) -> Explanation:
    """Say why a checked yes-or-no `term` has the outcome that `evaluate` gives for `record`."""
    return explainer(term, Speaker.of(scope))(record, compiled(term)(record))


def explainer(term: Term, speaker: Speaker, typed: Typed = _as_it_is) -> Explainer:
    """Return what explains `term` over any record, in the language in use now.

    `typed` puts what somebody types in place of names that follow from it, such as a looked-up column.
    """
    facts, remedy = facts_of(speaker, term), remedy_of(speaker, term)
    asked, not_known = asking(term), not_known_in(speaker)
    separator, always, never = say("；"), say("不附条件"), say("不可能符合")
    several = repeats(term)

    def explained(record: Record, outcome: bool | None) -> Explanation:
        if outcome is None:
            names = typed(asked(record))
            return _made((None, not_known(record, names), "", (), names))
        values: Values = []
        clauses = facts(record, outcome, values)
        if len(clauses) == 1:
            told = clauses[0]
        else:
            told = separator.join(dict.fromkeys(clauses)) or (always if outcome else never)
        spoken_of = tuple(dict.fromkeys(values)) if several else tuple(values)
        return _made((outcome, told, "" if outcome else remedy(record), spoken_of, ()))

    return explained


_OF_SEVERAL_YEARS = ("each_year", "compound_growth_at_least")
"""Functions whose facts tell the same table in more than one year."""


def repeats(term: Term) -> bool:
    """Tell whether the facts may speak of one value several times."""
    spoken_of = [each.id for each in walk(term) if isinstance(each, Name | Param)]
    yearly = any(isinstance(each, Call) and each.function in _OF_SEVERAL_YEARS for each in walk(term))
    return yearly or len(set(spoken_of)) < len(spoken_of)


def not_known_in(speaker: Speaker) -> Callable[[Record, Sequence[str]], str]:
    """Return what says what has to be filled in, what completed, and what corrected."""
    shapes = {
        "blank": say("还没有填{names}").format,
        "partly": say("没有填全{names}").format,
        "useless": say("{names}的答案用不上，请核对").format,
    }
    whole, nothing = say("尚不清楚：{reasons}").format, say("所用的参数还不能确定")
    separator, comma = say("、"), say("，")

    @lru_cache(maxsize=_MOST_KEPT)
    def told(lacks: tuple[tuple[str, str], ...]) -> str:
        found = {how: [speaker.label(name) for name, lack in lacks if lack == how] for how in shapes}
        clauses = [shapes[how](names=separator.join(labels)) for how, labels in found.items() if labels]
        return whole(reasons=comma.join(clauses or [nothing]))

    return lambda record, names: told(tuple([(name, _lack(speaker, record, name)) for name in names]))


def _lack(speaker: Speaker, record: Record, name: str) -> str:
    if record.values.get(name) is None:
        return "blank"
    variable = speaker.scope.names.get(name)
    return "partly" if variable and (variable.years or variable.fields) else "useless"
