"""The counts of a screening beside its verdicts, in the same file: so that nobody has to count them again.

They are known only once the verdicts are written, so that room is left for them and filled in place.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from linxuan.programme.definition import Rule
from linxuan.screening.funnel import Funnel, rule_counts

KEY = "linxuan_counts"
_MARK = "counts follow: "
_OF_A_RULE = 200
"""Bytes that the counts of a rule take at most, its id included."""
_FOOTER = 16 * 2**20
"""Bytes at the end of a file among which the room is looked for."""


def room(rules: Sequence[Rule]) -> str:
    """Return a text that leaves room for the counts of the rules."""
    return _MARK + " " * _OF_A_RULE * (len(rules) + 2)


def keep(path: Path, funnel: Funnel, rules: Sequence[Rule]) -> None:
    """Put the counts where `room` was left for them; where there is none, they are counted again one day."""
    left = room(rules).encode()
    told = json.dumps(_numbers(funnel)).encode()
    with path.open("r+b") as file:
        start = max(0, path.stat().st_size - _FOOTER)
        file.seek(start)
        at = file.read().rfind(left)
        if at >= 0 and len(told) <= len(left):
            file.seek(start + at)
            file.write(told.ljust(len(left)))


def _numbers(funnel: Funnel) -> dict[str, Any]:
    verdicts = {key: getattr(funnel, key) for key in _VERDICTS}
    rules = {each.rule: [each.met, each.not_met, each.absent, each.alone] for each in funnel.rules}
    return {**verdicts, "rules": rules}


_VERDICTS = ("rows", "unreadable", "eligible", "ineligible", "undetermined")
_COUNTED = ("met", "not_met", "absent", "alone")


def with_kept(fresh: Funnel, kept: dict[str, Any], rules: Sequence[Rule]) -> Funnel:
    """Return the counts that were kept, with those of the rules in `fresh` in their place.

    None of these may be a mandatory one: then no verdict changes, and no rule keeps out other rows alone.
    """
    counted = [dict(zip(_COUNTED, kept["rules"][each.id], strict=True)) for each in rules]
    readable = kept["rows"] - kept["unreadable"]
    anew = {each.rule: each for each in fresh.rules}
    told = rule_counts(rules, readable, counted)
    return replace(
        fresh,
        **{key: kept[key] for key in _VERDICTS},
        rules=tuple(anew.get(each.rule, each) for each in told),
    )
