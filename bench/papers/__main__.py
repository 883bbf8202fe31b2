"""`./run bench papers`: forms by themselves, many, and through other programs; a scan verified and merely drawn;
simulated scans compared with their prints.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from bench.papers.aims import Aim, aims
from bench.papers.places import KEPT, workplace
from bench.rules import measure
from bench.rules.machine import made, processor
from tools.words import say, tell

PACKAGES = ("typst", "weasyprint", "python-docx", "pypdfium2", "zxing-cpp", "numpy")
SAMPLE, ROUNDS, SCANS = 10, 5, 200
BARE = 10
"""As many times the sample are laid out without codes and data, because a child has to start for them."""


def main(arguments: Sequence[str]) -> int:
    """Run the bench and print what was found; ends with 0 also where an aim is not met."""
    chosen = _parser().parse_args(arguments)
    counts = {
        "alone": chosen.sample,
        "batch": chosen.count,
        "bare": BARE * chosen.sample,
        "weasyprint": chosen.sample,
        "libreoffice": chosen.sample,
        "scan": chosen.rounds,
        "compared": chosen.scans,
    }
    machine = {**made(PACKAGES), "processor": processor()}
    measured = {name: _measured(name, count) for name, count in counts.items()}
    reached = aims(measured)
    _print(reached)
    found = {"made": machine, **measured, "aims": [one.as_json() for one in reached]}
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (workplace() / "papers.json").write_text(text, "utf-8")
    if chosen.keep:
        KEPT.write_text(text, "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run bench papers")
    for name, default, words in (
        ("--count", 1000, say("成批排多少份", "how many forms are laid out in a batch")),
        (
            "--sample",
            SAMPLE,
            say("单独排、别的程序各排多少份", "how many by themselves, and through each peer"),
        ),
        ("--rounds", ROUNDS, say("扫描件核验几次", "how often the scan is verified")),
        (
            "--scans",
            SCANS,
            say("多少页模拟的扫描件与打印件对照", "how many simulated scans are compared with prints"),
        ),
    ):
        parser.add_argument(name, type=_number, default=default, help=words)
    parser.add_argument(
        "--keep", action="store_true", help=say("写进 docs/bench/papers.json", "write docs/bench/papers.json")
    )
    return parser


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(say("须是 1 以上的数", "a number from 1"))
    return int(text)


def _measured(name: str, count: int) -> dict[str, Any]:
    """Measure one thing in a process of its own; what fails is said, and takes no other with it."""
    tell(f"{name} × {count} …", f"{name} × {count} …")
    try:
        output, cost = measure.run(measure.python("-m", "bench.papers.work", name, str(count)))
    except measure.Failed as fault:
        return _missing(str(fault).strip().rpartition("\n")[2])
    found = json.loads(output.splitlines()[-1])
    if "missing" in found:
        return _missing(found["missing"])
    return {key: _short(value) for key, value in found.items()} | {"peak_mb": _short(cost.peak)}


def _missing(why: str) -> dict[str, Any]:
    tell(f"  没有测成：{why}", f"  could not be measured: {why}")
    return {"missing": why}


def _short(value: Any) -> Any:
    """Four digits are more than a shared machine can tell."""
    if isinstance(value, list):
        return [_short(one) for one in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


def _print(reached: Sequence[Aim]) -> None:
    marks = {True: "✓", False: "✗", None: "–"}
    print()
    for one in reached:
        found = say("未测", "not measured") if one.found is None else f"{one.found:.3g}"
        print(f"  {marks[one.met]} {one.name}: {found} ({one.wanted})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
