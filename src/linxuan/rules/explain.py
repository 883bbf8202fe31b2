"""Why a rule is met, is not met, or is not known yet: facts with their values, and what would help."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from linxuan.language import say
from linxuan.rules.evaluate import compiled
from linxuan.rules.missing import waiting
from linxuan.rules.record import Record
from linxuan.rules.remedies import remedy_of
from linxuan.rules.scope import Scope
from linxuan.rules.telling.facts import facts_of
from linxuan.rules.telling.speaker import Speaker, SubValue, Values
from linxuan.rules.terms import Term

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


Explainer: TypeAlias = Callable[[Record], Explanation]


def explain(term: Term, record: Record, scope: Scope) -> Explanation:
    """Say why a checked yes-or-no `term` has the outcome that `evaluate` gives for `record`."""
    return explainer(term, Speaker.of(scope))(record)


def explainer(term: Term, speaker: Speaker) -> Explainer:
    """Return what explains `term` over any record, in the language in use now."""
    read, facts, remedy = compiled(term), facts_of(speaker, term), remedy_of(speaker, term)
    asked, not_known = waiting(term), _not_known(speaker)
    separator, always, never = say("；"), say("不附条件"), say("不可能符合")

    def explained(record: Record) -> Explanation:
        outcome = read(record)
        if outcome is None:
            names = asked(record)
            return Explanation(None, not_known(record, names), "", (), names)
        values: Values = []
        clauses = facts(record, values)
        if len(clauses) != 1:
            clauses = [separator.join(dict.fromkeys(clauses))] if clauses else [always if outcome else never]
        spoken_of = tuple(dict.fromkeys(values)) if len(values) > 1 else tuple(values)
        return Explanation(outcome, clauses[0], "" if outcome else remedy(record), spoken_of, ())

    return explained


def _not_known(speaker: Speaker) -> Callable[[Record, Sequence[str]], str]:
    """Return what says what has to be filled in, what completed, and what corrected."""
    shapes = {
        "blank": say("还没有填{names}").format,
        "partly": say("没有填全{names}").format,
        "useless": say("{names}的答案用不上，请核对").format,
    }
    whole, nothing = say("尚不清楚：{reasons}").format, say("所用的参数还不能确定")
    separator, comma = say("、"), say("，")

    def not_known(record: Record, names: Sequence[str]) -> str:
        found: Mapping[str, list[str]] = {how: [] for how in shapes}
        for name in names:
            found[_lack(speaker, record, name)].append(speaker.label(name))
        told = [shapes[how](names=separator.join(labels)) for how, labels in found.items() if labels]
        return whole(reasons=comma.join(told or [nothing]))

    return not_known


def _lack(speaker: Speaker, record: Record, name: str) -> str:
    if record.values.get(name) is None:
        return "blank"
    variable = speaker.scope.names.get(name)
    return "partly" if variable and (variable.years or variable.fields) else "useless"
