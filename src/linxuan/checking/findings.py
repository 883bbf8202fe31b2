"""What one rule says of one application, and what all of them come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from linxuan.programme.definition import Rule, Strength
from linxuan.rules.explain import Explanation

Outcome = Literal["met", "not_met", "unknown"]
Verdict = Literal["eligible", "ineligible", "undetermined"]

_OMISSION = "……"
"""Chinese marks what a quotation leaves out with six dots."""


@dataclass(frozen=True)
class Finding:
    """What one rule says of one application.

    `missing` are the fields that could still settle an unknown outcome, most useful first; `text` the
    words of the notice, empty where the authority added the rule; `because` one sentence with the
    values; `reading` how the authority reads the words, where they leave it open.
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


def finding(rule: Rule, value: bool | None, explanation: Explanation) -> Finding:
    """Return the finding for a rule whose demand has the given value: true, false or unknown."""
    return Finding(
        rule=rule.id,
        name=rule.name,
        clause=rule.clause,
        strength=rule.strength,
        outcome="unknown" if value is None else "met" if value else "not_met",
        missing=explanation.missing,
        text=_OMISSION.join(cite.words for cite in rule.cites),
        because=explanation.because,
        reading=rule.reading,
    )


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    """Return the verdict: only mandatory rules decide, and one that is not met outweighs all unknowns."""
    outcomes = {each.outcome for each in findings if each.strength == "mandatory"}
    if "not_met" in outcomes:
        return "ineligible"
    return "undetermined" if "unknown" in outcomes else "eligible"
