"""`./run check fuzz`: the coverage-guided fuzzer, for a bounded time, on what reads the texts of strangers."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from tools import install
from tools.places import PYTHON, succeeds, var
from tools.words import say, tell

TARGETS = ("expressions", "packages")
"""The modules of tests/fuzz; the time is shared among them."""
SECONDS = 60
_SHOWN = 2_000
"""Characters of a finding that are printed."""


def run(arguments: Sequence[str]) -> int:
    """Fuzz each target; 1 where one found something, with the input shown."""
    parser = argparse.ArgumentParser(prog="./run check fuzz")
    parser.add_argument("--seconds", type=int, default=SECONDS, help=say("总秒数", "seconds in all"))
    parser.add_argument("target", nargs="?", choices=TARGETS, help=say("只查一样", "one only"))
    chosen = parser.parse_args(arguments)
    install.install([install.BASE, install.FUZZ])
    targets = [chosen.target] if chosen.target else TARGETS
    each = max(1, chosen.seconds // len(targets))
    sound = [_is_sound(target, each) for target in targets]
    return 0 if all(sound) else 1


def _is_sound(target: str, seconds: int) -> bool:
    folder = var() / "fuzz"
    before = _findings(folder)
    tell(f"━━ 模糊测试 {target}，{seconds} 秒 …", f"━━ fuzzing {target} for {seconds} s …")
    command: list[str | Path] = [PYTHON, "-m", "tests.fuzz", target, folder, str(seconds)]
    ended_well = succeeds(command)
    for finding in sorted(_findings(folder) - before):
        shown = finding.read_bytes()[:_SHOWN].decode("utf-8", "backslashreplace")
        tell(f"！！发现：{finding}\n{shown!r}", f"!! found: {finding}\n{shown!r}")
    return ended_well


def _findings(folder: Path) -> set[Path]:
    return set((folder / "findings").glob("*"))
