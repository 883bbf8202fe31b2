"""`./run bench evaluation`: registers of two sizes with twenty years of grades, read and evaluated."""

import argparse
import json
import sys
from collections.abc import Sequence
from statistics import median
from typing import Any

from bench.evaluation.aims import aims
from bench.evaluation.places import KEPT, workplace
from bench.evaluation.work import KINDS
from bench.papers.aims import Aim
from bench.rules import measure
from bench.rules.machine import made, processor
from tools.words import say, tell

SIZES = (10_000, 100_000)
ROUNDS = 3


def main(arguments: Sequence[str]) -> int:
    """Run the bench and print what was found; ends with 0 also where an aim is not met."""
    chosen = _parser().parse_args(arguments)
    sizes = tuple(sorted(chosen.entities or SIZES))
    measured = {f"{kind} {size}": _measured(kind, size, chosen.rounds) for size in sizes for kind in KINDS}
    reached = aims(measured, sizes)
    _print(measured, reached)
    machine = {**made(()), "processor": processor()}
    found = {"made": machine, "measured": measured, "aims": [one.as_json() for one in reached]}
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (workplace() / "evaluation.json").write_text(text, "utf-8")
    if chosen.keep:
        KEPT.write_text(text, "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run bench evaluation")
    parser.add_argument(
        "--entities",
        type=_number,
        action="append",
        help=say(
            "多少家，可写多次；不写则一万和十万", "how many, several times; 10,000 and 100,000 unless said"
        ),
    )
    parser.add_argument("--rounds", type=_number, default=ROUNDS, help=say("轮数", "rounds"))
    parser.add_argument(
        "--keep",
        action="store_true",
        help=say("写进 docs/bench/evaluation.json", "write docs/bench/evaluation.json"),
    )
    return parser


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(say("须是 1 以上的数", "a number from 1"))
    return int(text)


def _measured(kind: str, size: int, rounds: int) -> dict[str, Any]:
    """Measure in a process of its own, several times; the medians are what is told."""
    tell(f"{kind} {size:,} …", f"{kind} {size:,} …")
    found: list[dict[str, Any]] = []
    for _ in range(rounds):
        output, cost = measure.run(measure.python("-m", "bench.evaluation.work", str(size), kind))
        found.append(json.loads(output.splitlines()[-1]) | {"peak_mb": cost.peak})
    numbers = {
        key: float(f"{median(each[key] for each in found):.4g}")
        for key in ("csv_cpu_s", "read_cpu_s", "evaluated_cpu_s", "peak_mb")
    }
    return {**found[0], **numbers}


def _print(measured: dict[str, dict[str, Any]], reached: Sequence[Aim]) -> None:
    print()
    for name, one in measured.items():
        told = " ".join(
            f"{key} {one[key]}" for key in ("csv_cpu_s", "read_cpu_s", "evaluated_cpu_s", "peak_mb")
        )
        print(f"  {name}: {told}")
    marks = {True: "✓", False: "✗", None: "–"}
    for aim in reached:
        found = say("未测", "not measured") if aim.found is None else f"{aim.found:.3g}"
        print(f"  {marks[aim.met]} {aim.name}: {found} ({aim.wanted})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
