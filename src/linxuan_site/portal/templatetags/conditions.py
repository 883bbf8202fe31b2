"""The conditions of a call as rows: what does not hold first, what holds folded."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.utils.safestring import SafeString

from linxuan.checking import Finding
from linxuan_site.portal.gaps import Gap
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.portal.templatetags.shown_answers import amount

Links = Mapping[str, tuple[str, str]]
ORDER = ("not", "soft", "unknown", "met")


def kind_of(finding: Finding) -> str:
    """Return the mark of a finding: `not`, `soft` (in principle), `unknown` or `met`."""
    if finding.outcome == "met":
        return "met"
    if finding.outcome == "unknown":
        return "unknown"
    return "not" if finding.strength == "mandatory" else "soft"


def condition(
    finding: Finding, call: str = "", links: Links | None = None, gaps: Mapping[str, Gap] | None = None
) -> SafeString:
    """`{% condition finding call.id links gaps %}`: mark, name, because, word of the state, chip, next step.

    `links` maps field id → (label, address of its input); missing fields found there become links.
    `gaps` are those of `portal.gaps`: what is lacking is then the largest figure of the row.
    """
    targets, gap = links or {}, (gaps or {}).get(finding.rule)
    words = ConditionWords(
        name=finding.name,
        kind=kind_of(finding),
        facts=finding.facts and (finding.facts if gap else finding.plain),
        clause=finding.clause,
        reading=finding.reading,
        call=call,
        missing=tuple(targets[one] for one in finding.missing if one in targets),
        gap=words_of_gap(gap),
    )
    return _draw(words)


class GapWords(NamedTuple):
    """All that a page writes of what is lacking: numbers as they are read, as equal ones may be written otherwise."""

    lacking: str
    unit: str
    now_percent: str
    bound_percent: str
    filled: int
    line: int


def words_of_gap(gap: Gap | None) -> GapWords | None:
    """Return what a page writes of a gap."""
    if gap is None:
        return None
    return GapWords(amount(gap.lacking), gap.unit, gap.now_percent, gap.bound_percent, gap.filled, gap.line)


class ConditionWords(NamedTuple):
    """All that a page writes of one condition."""

    name: str
    kind: str
    facts: str
    clause: str
    reading: str
    call: str
    missing: tuple[tuple[str, str], ...]
    gap: GapWords | None


def _page(words: ConditionWords) -> dict[str, object]:
    return {"words": words}


_draw = drawn("parts/condition.html", _page)


def conditions(
    findings: Iterable[Finding],
    call: str = "",
    links: Links | None = None,
    gaps: Mapping[str, Gap] | None = None,
) -> dict[str, object]:
    """`{% conditions check.findings call.id links gaps %}`: rows in the order of need, those met folded."""
    ordered = sorted(findings, key=lambda one: ORDER.index(kind_of(one)))
    met = [one for one in ordered if kind_of(one) == "met"]
    still_open = [one for one in ordered if one not in met]
    return {"open": still_open, "met": met, "call": call, "links": links, "gaps": gaps}


def tally(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each mark, in the order of need, without those that are none."""
    kinds = [kind_of(one) for one in findings]
    return {kind: kinds.count(kind) for kind in ORDER if kind in kinds}
