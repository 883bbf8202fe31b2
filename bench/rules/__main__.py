"""`./run bench rules`: make the register, measure every engine in rounds, print and keep what was found."""

import argparse
import json
import sys
from collections.abc import Sequence

from bench.rules.aims import aims
from bench.rules.places import KEPT, PICTURE, workplace
from bench.rules.register import SEED
from bench.rules.report import printed
from bench.rules.results import Results
from bench.rules.rounds import Plan, measured
from tools.words import say

MILLION = 1_000_000
QUICK = Plan((20_000,), rounds=1, seed=SEED, records=500, cells=2_000)


def main(arguments: Sequence[str]) -> int:
    """Run the bench; it fails where others who know unknown say something else than we do."""
    chosen = _parser().parse_args(arguments)
    results = measured(_plan(chosen))
    print(printed(results))
    _keep(results, keep=chosen.keep)
    return 1 if results.differing() else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run bench rules")
    parser.add_argument(
        "--rows",
        type=int,
        action="append",
        help=say(
            "名录的行数，可写多次；不写则一百万和六百万",
            "rows of the register, several times; 1 and 6 million unless said",
        ),
    )
    parser.add_argument("--rounds", type=int, default=3, help=say("轮数", "rounds"))
    parser.add_argument("--seed", type=int, default=SEED, help=say("名录的种子", "seed of the register"))
    parser.add_argument(
        "--quick",
        action="store_true",
        help=say("小跑一轮，看看都能跑", "one small round, to see that all run"),
    )
    parser.add_argument(
        "--spark", action="store_true", help=say("也用 Spark 筛查", "screen through Spark as well")
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help=say("写进 docs/bench/rules.json 和图", "write docs/bench/rules.json and the picture"),
    )
    return parser


def _plan(chosen: argparse.Namespace) -> Plan:
    if chosen.quick:
        return QUICK
    sizes = tuple(chosen.rows or (MILLION, 6 * MILLION))
    return Plan(sizes, chosen.rounds, chosen.seed, spark=chosen.spark)


def _keep(results: Results, *, keep: bool) -> None:
    found = {**results.as_json(), "aims": [aim.as_json() for aim in aims(results)]}
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (workplace() / "rules.json").write_text(text, "utf-8")
    if keep:
        from bench.rules.picture import picture

        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(text, "utf-8")
        PICTURE.write_text(picture(found), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
