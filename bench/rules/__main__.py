"""`./run bench rules`: make the register, measure every engine in rounds, print and keep what was found."""

import argparse
import json
import sys
from collections.abc import Sequence

from bench.rules.places import KEPT, PICTURE, workplace
from bench.rules.register import SEED
from tools.words import say, tell

MILLION = 1_000_000
QUICK_ROWS = 20_000


def main(arguments: Sequence[str]) -> int:
    """Run the bench."""
    from bench.rules.picture import picture
    from bench.rules.report import printed
    from bench.rules.rounds import Plan, measured

    chosen = _parser().parse_args(arguments)
    plan = _quick(chosen) if chosen.quick else Plan(chosen.rows or [MILLION, 6 * MILLION], chosen.rounds, chosen.seed)
    results = measured(plan)
    tell(*printed(results))
    found = json.dumps(results.as_json(), ensure_ascii=False, indent=1) + "\n"
    for path in (workplace() / "rules.json", *([KEPT] if chosen.keep else [])):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, "utf-8")
    if chosen.keep:
        PICTURE.write_text(picture(results), "utf-8")
    return 0
