"""Where the bench keeps its files."""

from pathlib import Path

from tools.places import ROOT, var

PROGRAMME = ROOT / "bench" / "rules" / "programme"
TRACK = "unit"
KEPT = ROOT / "docs" / "bench" / "rules.json"
PICTURE = ROOT / "docs" / "pictures" / "rules-bench.svg"


def workplace() -> Path:
    """Return the folder for registers and results, made where it is not there yet."""
    folder = var() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
