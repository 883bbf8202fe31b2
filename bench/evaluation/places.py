"""Where the bench of evaluation keeps its files."""

from functools import cache
from pathlib import Path

from tools.places import ROOT, var

PACKAGE = ROOT / "programmes" / "dalian-2023"
KEPT = ROOT / "docs" / "bench" / "evaluation.json"


@cache
def workplace() -> Path:
    """Return the folder of the bench, made where it is not there yet; the same for the whole run."""
    folder = var() / "bench" / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
