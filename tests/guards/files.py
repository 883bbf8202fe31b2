"""What the guards look at: the files of this repository, without what is generated."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GENERATED = {".git", ".venv", ".tools", "var", "build", "dist", "node_modules", "__pycache__", "locale"}


def files(*folders: str) -> Iterator[Path]:
    """Yield the files below the folders, by default of the whole repository."""
    for folder in folders or (".",):
        yield from _below(ROOT / folder)


def sources(folder: str = "src") -> Iterator[Path]:
    """Yield the Python files below a folder."""
    return (path for path in files(folder) if path.suffix == ".py")


def name_of(path: Path) -> str:
    """Return a path as people write it."""
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    """Return the text of a file; '' for one that is none."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in GENERATED or path.name.endswith(("_cache", ".egg-info", ".hypothesis")):
            continue
        if path.is_dir():
            yield from _below(path)
        else:
            yield path
