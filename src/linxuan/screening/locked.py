"""DuckDB with everything shut that a query on one file does not need.

The second line: no text of a programme ever becomes SQL, only our own terms do. The first is the
language, the third the limits and the reach of the process (`confined.py`).
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

DEEPEST_EXPRESSION = 1_000
SPILL_AT_MOST = 8 * 2**30
"""Bytes in the scratch folder."""
AT_REST = 100 * 2**20
"""Bytes that a child keeps before its data, and what DuckDB does not count as its own: 91 MB measured."""


def locked_connection(
    inputs: Sequence[Path], scratch: Path, *, memory: int, threads: int, ordered: bool = False
) -> duckdb.DuckDBPyConnection:
    """Return a connection in memory that can read `inputs`, and read and write below `scratch`.

    An input is a file, or a folder for all that lies below it. `memory` is that of the whole process in
    bytes, of which DuckDB may count on three fifths of what the rest of it leaves, since it takes more
    than it counts; at least 64 MB. `ordered` keeps the order of
    rows where no other is asked for, and takes more memory. None of this can be changed by SQL.
    """
    connection = duckdb.connect(":memory:", config=_config(scratch, memory, threads))
    for statement in _lock(inputs, scratch, ordered):
        connection.execute(statement)
    return connection


def _config(scratch: Path, memory: int, threads: int) -> dict[str, str | bool | int | float | list[str]]:
    return {
        "threads": str(threads),
        "memory_limit": f"{max((memory - AT_REST) * 3 // 5, 64 * 2**20)}B",
        "temp_directory": str(scratch / "spill"),
        "max_temp_directory_size": f"{SPILL_AT_MOST}B",
        "autoload_known_extensions": "false",
        "autoinstall_known_extensions": "false",
        "allow_community_extensions": "false",
        "allow_unsigned_extensions": "false",
        "allow_persistent_secrets": "false",
        "python_enable_replacements": "false",
        "python_scan_all_frames": "false",
    }


def _lock(inputs: Sequence[Path], scratch: Path, ordered: bool) -> Iterator[str]:
    """The order matters: the lists close once access is off, and everything once it is locked."""
    files = [path for each in inputs for path in (each, each.resolve()) if not each.is_dir()]
    folders = [path for each in inputs for path in (each, each.resolve()) if each.is_dir()]
    yield f"SET max_expression_depth = {DEEPEST_EXPRESSION}"
    yield f"SET preserve_insertion_order = {'true' if ordered else 'false'}"
    yield f"SET allowed_paths = {_listed(files)}"
    yield f"SET allowed_directories = {_listed([*folders, scratch, scratch.resolve()])}"
    yield "SET enable_external_access = false"
    yield "SET lock_configuration = true"


def _listed(paths: Sequence[Path]) -> str:
    """A list of texts in SQL; the only place where a path becomes part of a statement."""
    return "[" + ", ".join("'" + str(path).replace("'", "''") + "'" for path in dict.fromkeys(paths)) + "]"
