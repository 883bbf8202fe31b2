"""`./run check who-may`: every door as every role, held to the table in `docs/who-may.md`, or written into it."""

import argparse
import os
from collections.abc import Sequence

from tests.support.who_may import PAGE, WRITE
from tools import checks
from tools.words import say, tell

DOORS = (
    "tests/site/doors/test_routes.py",
    "tests/site/doors/test_operations.py",
    "tests/site/doors/test_acts.py",
)


def run(arguments: Sequence[str]) -> int:
    """Walk; with `--write` the table becomes what was met, and the diff says what that changes."""
    parser = argparse.ArgumentParser(prog="./run check who-may")
    parser.add_argument("--write", action="store_true", help=say("重写对照表", "write the table"))
    if parser.parse_args(arguments).write:
        os.environ[WRITE] = "1"
    ended = checks.run(["site", *DOORS])
    tell(f"对照表：{PAGE}", f"The table: {PAGE}")
    return ended
