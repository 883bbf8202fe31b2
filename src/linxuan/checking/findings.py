"""What one rule says of one application, and what all of them come to."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal, NamedTuple

from linxuan.language import say
from linxuan.programme.definition import Rule, Strength
from linxuan.rules.explain import Explanation, SubValue

Outcome = Literal["met", "not_met", "unknown"]
Verdict = Literal["eligible", "ineligible", "undetermined"]

_FACTS = "\0"
"""Stands for the facts while the rest of a sentence is made ready; no text of a package can have it."""
_OMISSION = "……"
"""Chinese marks what a quotation leaves out with six dots."""


class Finding(NamedTuple):
    """What one rule says of one application.

    `missing` are the fields that could still settle an unknown outcome, most useful first; `text` the
    words of the notice, empty where the authority added the rule; `because` one sentence: the facts with
    their values, the clause, and what would make the rule hold where it is not met. `facts` and `remedy`
    are its two parts without the clause, for a place that shows it beside; `values` are the values in
    the facts, in their order; `reading` is how the authority reads the words, where they leave it open.
    """

    rule: str
    name: str
    clause: str
    strength: Strength
    outcome: Outcome
    missing: tuple[str, ...]
    text: str
    because: str
    reading: str = ""
    facts: str = ""
    remedy: str = ""
    values: tuple[SubValue, ...] = ()

    @property
    def plain(self) -> str:
        """The sentence without the clause, for a place that shows the clause beside."""
        return say("；").join(filter(None, (self.facts, self.remedy)))


finding_made: Callable[[tuple[object, ...]], Finding] = partial(tuple.__new__, Finding)
"""Makes one from its parts, without packing them a second time."""
Judgement = Callable[[Outcome, Explanation], Finding]


def finding_of(rule: Rule) -> Judgement:
    """Return what makes the finding of a rule from an explanation."""
    text = words_of(rule)
    before, after = around(rule)
    separator = say("；")
    id, name, clause, strength, reading = rule.id, rule.name, rule.clause, rule.strength, rule.reading

    def found(outcome: Outcome, explanation: Explanation) -> Finding:
        _, facts, remedy, values, missing = explanation
        told = f"{before}{facts}{after}{separator}{remedy}" if remedy else f"{before}{facts}{after}"
        return finding_made(
            (id, name, clause, strength, outcome, missing, text, told, reading, facts, remedy, values)
        )

    return found


def words_of(rule: Rule) -> str:
    """Return the words of the notice, empty where the authority added the rule."""
    return _OMISSION.join(cite.words for cite in rule.cites)


def around(rule: Rule) -> tuple[str, str]:
    """Return what stands before and behind the facts of a rule: the clause in brackets."""
    place = _place(rule)
    before, _, after = say("{facts}（{place}）", facts=_FACTS, place=place).partition(_FACTS)
    return (before, after) if place else ("", "")


def _place(rule: Rule) -> str:
    """The clause, and how strongly it asks where that is less than a must."""
    strength = {"mandatory": "", "in_principle": say("原则上"), "preference": say("优先")}[rule.strength]
    return say("，").join(filter(None, (rule.clause, strength)))


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    """Return the verdict: only mandatory rules decide, and one that is not met outweighs all unknowns."""
    outcomes = {each.outcome for each in findings if each.strength == "mandatory"}
    if "not_met" in outcomes:
        return "ineligible"
    return "undetermined" if "unknown" in outcomes else "eligible"
