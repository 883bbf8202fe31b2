"""Where the bench of the portal keeps its files."""

from functools import cache
from pathlib import Path

from tools.places import ROOT, var

PACKAGE = ROOT / "programmes" / "dalian-2023"
STAGE = "review"
EMPTY = "bench/empty/"
"""The address of the page that all others are compared with."""
KEPT = ROOT / "docs" / "bench" / "portal.json"


@cache
def workplace() -> Path:
    """Return the folder of the bench, made where it is not there yet; the same for the whole run."""
    folder = var() / "bench" / "portal"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
