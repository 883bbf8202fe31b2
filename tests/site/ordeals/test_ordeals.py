"""A few kills and a few races on the database of this run; `./run check kills` and `races` do hundreds and thousands."""

import os
import subprocess
import sys

import pytest
from django.db import connection

from tools.places import ROOT

LONGEST = 900
"""Seconds, on a machine that does much else."""


def ordeal(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run one in a process of its own, which has a database of its own of the kind of this run."""
    server = ["--postgres"] if connection.vendor == "postgresql" else []
    return subprocess.run(
        [sys.executable, "-m", *arguments, *server],
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
        },
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


@pytest.mark.parametrize(
    "arguments",
    [("tests.kills", "--times", "10", "--people", "3"), ("tests.races", "--times", "50")],
    ids=["kills", "races"],
)
def test_nothing_is_lost_and_nothing_is_half_done(arguments: tuple[str, ...]) -> None:
    done = ordeal(*arguments)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
