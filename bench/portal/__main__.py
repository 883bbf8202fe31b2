"""`./run bench portal`: many applications on PostgreSQL, and what every page costs beside an empty one."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from typing import Any

from bench.portal.installation import environment, load_demonstration
from bench.portal.places import KEPT, workplace
from tests.support import postgres
from tools.places import VENV
from tools.words import say, tell

SIZES = (1_000, 100_000, 1_000_000)


def main(arguments: Sequence[str]) -> int:
    """Run the bench and print what was found; ends with 0 also where an aim is not met."""
    chosen = _parser().parse_args(arguments)
    sizes = sorted(chosen.size or SIZES)
    with postgres.server(next((VENV / "lib").glob("python3*/site-packages"))) as address:
        found = _measured(address, sizes, chosen.rounds, chosen.only)
    _print(found)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (workplace() / "portal.json").write_text(text, "utf-8")
    if chosen.keep:
        KEPT.write_text(text, "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run bench portal")
    parser.add_argument(
        "--size",
        type=int,
        action="append",
        help=say(
            "申报件数，可写多次；不写则一千、十万、一百万",
            "how many applications, several times; 1,000, 100,000 and 1,000,000 unless said",
        ),
    )
    parser.add_argument(
        "--rounds", type=int, default=24, help=say("每页打开几次", "how often a page is opened")
    )
    parser.add_argument(
        "--only",
        default="",
        help=say("只量名字里有这几个字的页", "only the pages whose name holds this"),
    )
    parser.add_argument(
        "--keep", action="store_true", help=say("写进 docs/bench/portal.json", "write docs/bench/portal.json")
    )
    return parser


def _measured(address: str, sizes: Sequence[int], rounds: int, only: str) -> dict[str, Any]:
    surroundings = environment(address, workplace() / "var", "bench.portal.settings")
    os.environ.update(surroundings)
    tell("装入演示 …", "Loading the demonstration …")
    load_demonstration()
    from bench.portal.course import Course, measured
    from bench.rules.machine import made

    return {"made": {**made()}, **measured(address, sizes, Course(rounds, only), surroundings)}


def _print(found: dict[str, Any]) -> None:
    for size, costs in found["pages"].items():
        print(f"\n{int(size):,}")
        for page, cost in costs.items():
            print(
                f"  {page:<24} web {cost['web_ms']:8.1f}  db {cost['database_ms']:8.1f}  "
                f"wall {cost['wall_ms']:8.1f} ms  {cost['kilobytes']:7.1f} KiB  {cost['times_empty']:7.2f} × empty"
            )
    for size, cost in found["typing"].items():
        print(
            f"\n100 people typing, {int(size):,}: {cost['web_ms']:.1f} + {cost['database_ms']:.1f} ms a save, {cost['times_empty']:.2f} × empty"
        )
    print()
    for aim in found["aims"]:
        print(f"  {'✓' if aim['met'] else '✗'} {aim['name']}: {aim['found']} (≤ {aim['at_most']})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
