"""`./run check api`: more calls of every operation of the API than the suite makes, each round with another seed."""

import argparse
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from tools import install
from tools.places import PYTHON, ROOT, succeeds
from tools.words import say, tell

SECONDS = 600
TEST = ROOT / "tests" / "site" / "doors" / "test_fuzzed_api.py"
EXAMPLES = 10
"""Calls of each operation, for each role and sort, in one round."""


def run(arguments: Sequence[str]) -> int:
    """Try the API round after round until the time is over; 1 as soon as a round found something."""
    parser = argparse.ArgumentParser(prog="./run check api")
    parser.add_argument("--seconds", type=int, default=SECONDS, help=say("总秒数", "seconds in all"))
    chosen = parser.parse_args(arguments)
    install.install([install.BASE, install.TEST])
    end = time.monotonic() + chosen.seconds
    for number in count(2):
        tell(f"━━ 接口，第 {number - 1} 轮 …", f"━━ API, round {number - 1} …")
        if not _is_sound(number):
            return 1
        if time.monotonic() >= end:
            break
    return 0


def _is_sound(number: int) -> bool:
    command: list[str | Path] = [PYTHON, "-m", "pytest", "-q", TEST]
    wishes = {"LINXUAN_API_SEED": str(number), "LINXUAN_API_EXAMPLES": str(EXAMPLES)}
    return succeeds(command, wishes)
