"""Where the bench of filing keeps its files."""

from functools import cache
from pathlib import Path

from tools.places import ROOT, var

KEPT = ROOT / "docs" / "bench" / "filing.json"
PICTURE = ROOT / "docs" / "pictures" / "filing-bench.svg"
TRACK = "enterprise"
SECTIONS = ("economics", "measures")
"""The two sections that a filer opens and saves."""


@cache
def workplace() -> Path:
    """Return the folder of the bench, made where it is not there yet; the same for the whole run."""
    folder = var() / "bench" / "filing"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
