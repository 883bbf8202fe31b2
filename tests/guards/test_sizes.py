"""Small files, functions that fit in a glance: what grows past these has two subjects."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.guards.files import name_of, sources

LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def test_no_source_file_is_too_long() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in written()}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    assert {name: lines for name, lines in functions() if lines > LONGEST_FUNCTION} == {}


def written() -> Iterator[Path]:
    """What people wrote: Django generates the migrations."""
    return (path for path in sources() if path.parent.name != "migrations")


def functions() -> Iterator[tuple[str, int]]:
    for path in written():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno:
                yield f"{name_of(path)}:{node.name}", node.end_lineno - node.lineno + 1
