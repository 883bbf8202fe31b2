"""`./run bench filing`: what a filing costs, and what comes of those of the last minutes before a deadline."""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from bench.filing.aims import aims
from bench.filing.loads import Curve
from bench.filing.picture import picture
from bench.filing.places import KEPT, PICTURE, workplace
from bench.portal.installation import environment, load_demonstration
from bench.rules.machine import made, processor
from tests.support import postgres
from tools.places import VENV
from tools.words import say, tell

SIZES = (100, 1_000, 10_000, 100_000)


def main(arguments: Sequence[str]) -> int:
    """Run the bench and print what was found; ends with 0 also where an aim is not met."""
    chosen = _parser().parse_args(arguments)
    with postgres.server(next((VENV / "lib").glob("python3*/site-packages"))) as address:
        found = _measured(address, chosen)
    _print(found)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (workplace() / "filing.json").write_text(text, "utf-8")
    if chosen.keep:
        KEPT.write_text(text, "utf-8")
        PICTURE.write_text(picture(json.loads(text)), "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run bench filing")
    parser.add_argument(
        "--size",
        type=int,
        action="append",
        help=say(
            "已有多少件申报，可写多次；不写则一百、一千、一万、十万",
            "how many applications are in already, several times; 100, 1,000, 10,000 and 100,000 unless said",
        ),
    )
    for name, number, chinese, english in (
        ("--filings", 60, "一个一个地报几次", "how many file one after the other"),
        ("--new", 10, "新的申报主体几家", "how many applicants are new"),
        ("--steps", 6, "到达的人数翻几次倍", "how many steps the curve has, each twice the one before"),
        ("--seconds", 10, "每一步几秒", "how long a step is"),
    ):
        parser.add_argument(name, type=int, default=number, help=say(chinese, english))
    parser.add_argument(
        "--first", type=float, default=0.5, help=say("第一步每秒几人", "arrivals a second in the first step")
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help=say("写进 docs/bench/filing.json，并画图", "write docs/bench/filing.json, and draw the picture"),
    )
    return parser


def _measured(address: str, chosen: argparse.Namespace) -> dict[str, Any]:
    surroundings = environment(address, workplace() / "var", "linxuan_site.settings")
    os.environ.update(surroundings)
    tell("装入演示 …", "Loading the demonstration …")
    load_demonstration()
    from bench.filing.course import Course, measured

    curve = Curve(chosen.first, chosen.steps, chosen.seconds)
    course = Course(chosen.filings, chosen.new, curve)
    before = {**made(("django", "gunicorn", "psycopg")), "processor": processor()}
    sizes = measured(address, sorted(chosen.size or SIZES), course, surroundings)
    return {
        "made": before,
        "curve": {"first_per_second": curve.first, "steps": curve.steps, "seconds_a_step": curve.seconds},
        "sizes": {str(size): one for size, one in sizes.items()},
        "aims": [one.as_json() for one in aims(sizes)],
    }


def _print(found: Mapping[str, Any]) -> None:
    for size, one in found["sizes"].items():
        print(f"\n{int(size):,}")
        for name in ("signed_in", "new", "curve"):
            cost = one[name]
            print(
                f"  {name:<10} web {cost['web_ms']:7.1f}  db {cost['database_ms']:6.1f} ms a filing   "
                f"p50 {cost['p50_ms']:.0f}  p95 {cost['p95_ms']:.0f}  p99 {cost['p99_ms']:.0f} ms an answer   "
                f"{cost['receipts']} receipts, {cost['refused']} refused, {cost['errors']} errors"
            )
        print(
            f"  late receipts {one['curve']['late_receipts']}, all answered {one['curve']['drained_s']} s after"
        )
    print()
    for aim in found["aims"]:
        print(f"  {'✓' if aim['met'] else '✗'} {aim['name']}: {aim['found']} (≤ {aim['at_most']})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
