"""Compiling modules beforehand: our own, and those of the libraries that only a confined process opens.

Python writes the compiled form of a module beside it, where it may. The process of a screening may not.
"""

import compileall
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

from tools.places import ROOT

SOURCES = ROOT / "src"
_CONFINED = (
    "duckdb",
    "python_calamine",
    "xlsxwriter",
    "typst",
    "PIL",
    "pypdfium2",
    "pypdfium2_raw",
    "zxingcpp",
)
"""Libraries that nothing but a confined process imports: for a screening, for a paper."""


def state(requirements: str) -> str:
    """Return what changes when a module of ours does, or what is installed."""
    newest = max(file.stat().st_mtime_ns for file in SOURCES.rglob("*.py"))
    return f"{requirements} {newest}"


def compiled(folders: Iterable[Path]) -> None:
    """Compile what lies below the folders and is not compiled yet; what cannot be is left as it is."""
    for folder in folders:
        compileall.compile_dir(folder, quiet=2, workers=0)


def folders_of(packages: Iterable[str]) -> list[Path]:
    """Return the folders of those packages that are installed."""
    specs = filter(None, map(find_spec, packages))
    return [Path(place) for spec in specs for place in spec.submodule_search_locations or ()]


def main() -> int:
    """Compile ours and theirs."""
    compiled([SOURCES, *folders_of(_CONFINED)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
