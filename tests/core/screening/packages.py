"""Dalian's package with other words in it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.core.screening.enterprises import DALIAN


def with_other_words(folder: Path, changes: Mapping[str, str]) -> Path:
    """Return a copy of the package with each of these words replaced by others in `call.toml`."""
    shutil.copytree(DALIAN, folder / DALIAN.name, ignore=shutil.ignore_patterns("demo", "cases"))
    call = folder / DALIAN.name / "call.toml"
    text = call.read_text("utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    call.write_text(text, "utf-8")
    return folder / DALIAN.name
