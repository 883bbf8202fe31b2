"""The conditions of a call as rows: what does not hold first, what holds folded."""

from collections.abc import Iterable, Mapping

from linxuan.checking import Finding
from linxuan_site.portal.gaps import Gap

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
) -> dict[str, object]:
    """`{% condition finding call.id links gaps %}`: mark, name, because, word of the state, chip, next step.

    `links` maps field id → (label, address of its input); missing fields found there become links.
    `gaps` are those of `portal.gaps`: what is lacking is then the largest figure of the row.
    """
    targets = links or {}
    return {
        "finding": finding,
        "kind": kind_of(finding),
        "call": call,
        "missing": [targets[one] for one in finding.missing if one in targets],
        "gap": (gaps or {}).get(finding.rule),
    }


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
