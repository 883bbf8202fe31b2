"""Packages in memory: that of Dalian, whole, with something changed, or with an element taken away."""

import re
from collections.abc import Mapping
from pathlib import Path

from linxuan.errors import DefinitionError
from linxuan.programme.reading import package_files, read_with_errors

Files = Mapping[str, bytes]

DALIAN: Files = package_files(Path(__file__).parents[3] / "programmes" / "dalian-2023")
GUILD: Files = package_files(Path(__file__).parent / "guild")
"""An invented package that says what Dalian does not use."""
CRAFT: Files = package_files(Path(__file__).parents[2] / "programmes" / "craft-2024")
"""An invented package with scores, titles and conditions of several kinds, and a case at every boundary."""
CENTRE: Files = package_files(Path(__file__).parents[2] / "programmes" / "centre-2025")
"""An invented package whose grades are computed, with a round every second year."""
CALL = "call.toml"
FIELDS = "forms/fields.toml"


def changed(file: str, old: str, new: str, files: Files = DALIAN) -> Files:
    """Return the package with the first `old` of a file made `new`."""
    text = files[file].decode()
    assert old in text, f"{file} has no {old}"
    return {**files, file: text.replace(old, new, 1).encode()}


def added(file: str, text: str, files: Files = DALIAN) -> Files:
    """Return the package with some lines at the end of a file."""
    return {**files, file: files[file] + f"\n{text}\n".encode()}


def without(file: str, header: str, files: Files = DALIAN) -> Files:
    """Return the package without the element under a header such as `quota.enterprise`."""
    text = files[file].decode()
    block = re.search(
        rf"^\[{re.escape(header)}\].*?(?=^\[(?!{re.escape(header)}\.)|\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert block, f"{file} has no [{header}]"
    return {**files, file: (text[: block.start()] + text[block.end() :]).encode()}


def errors(files: Files) -> tuple[DefinitionError, ...]:
    """Return all that the reader says of a package."""
    return read_with_errors(files, "dalian-2023")[1]


def line_of(files: Files, file: str, words: str) -> int:
    """Return the line of a file where the words first stand, counted from 1."""
    return files[file].decode().split(words)[0].count("\n") + 1


def only_error(files: Files) -> DefinitionError:
    """Return the one thing that is wrong with a package."""
    found = errors(files)
    assert len(found) == 1, "\n".join(map(str, found))
    return found[0]
