"""Parquet: one file, a folder of them, or a pattern; scanned where they lie."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import duckdb

from linxuan.language import say
from linxuan.screening.register import quoting
from linxuan.screening.register.source import Given, Range, Source, refused

_CHUNK = 1 << 20
_MOST_YEARS = 100


def parquet_source(connection: duckdb.DuckDBPyConnection, path: Path, files: Sequence[Path]) -> Source:
    """Return the files as one table, in the order of their names. Raises BadInput if they are no Parquet."""
    scan = f"read_parquet({quoting.texts(files)}, binary_as_string = true, hive_partitioning = false)"
    try:
        described = connection.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall()
        counted = connection.execute(
            f"SELECT num_rows FROM parquet_file_metadata({quoting.texts(files)}) ORDER BY file_name"
        ).fetchall()
        given = tuple(_given(connection, scan, heading, kind) for heading, kind, *_ in described)
        ranges = ranges_of(connection, quoting.texts(files))
    except duckdb.Error:
        raise refused(path, say("不是可以读取的Parquet文件，或者各文件的列不一致")) from None
    counts = [rows for (rows,) in counted]
    return Source(
        scan=scan,
        row=_place(counts),
        given=given,
        rows=sum(counts),
        digest=digest_of(files),
        typed=True,
        ranges=ranges,
    )


def _given(connection: duckdb.DuckDBPyConnection, scan: str, heading: str, kind: str) -> Given:
    cell = quoting.name(heading)
    members: dict[str, str] = {}
    if kind.startswith("STRUCT(") and not kind.endswith("]"):
        described = connection.execute(f"DESCRIBE SELECT {cell}.* FROM {scan}").fetchall()
        members = {name: f"{cell}.{quoting.name(name)}" for name, *_ in described}
    if kind.startswith("MAP(") and not kind.endswith("]"):
        keys = connection.execute(f"SELECT DISTINCT unnest(map_keys({cell})) FROM {scan} LIMIT {_MOST_YEARS}")
        members = {str(key): f"{cell}[{quoting.text(key)}]" for (key,) in keys.fetchall()}
    years = {int(name): sql for name, sql in members.items() if name.isascii() and name.isdecimal()}
    return Given(
        heading,
        cell,
        kind,
        {year: Given(heading, sql, _type(connection, scan, sql)) for year, sql in years.items()},
    )


def _type(connection: duckdb.DuckDBPyConnection, scan: str, sql: str) -> str:
    return str(connection.execute(f"DESCRIBE SELECT {sql} AS cell FROM {scan}").fetchall()[0][1])


def digest_of(files: Sequence[Path]) -> str:
    """Return the SHA-256 of a file; of several, that over their names and digests, in their order."""
    if len(files) == 1:
        return _digest(files[0])
    lines = (f"{_digest(file)}  {file.name}\n" for file in files)
    return sha256("".join(lines).encode()).hexdigest()


def _digest(file: Path) -> str:
    found = sha256()
    for chunk in _chunks(file):
        found.update(chunk)
    return found.hexdigest()


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk


def _place(counts: Sequence[int]) -> str:
    """SQL for the place of a row among those of all files."""
    if len(counts) == 1:
        return "file_row_number + 1"
    before = [sum(counts[:each]) for each in range(len(counts))]
    return f"{before}[file_index::BIGINT + 1] + file_row_number + 1"


def ranges_of(connection: duckdb.DuckDBPyConnection, files: str) -> dict[str, Range]:
    """Return least and greatest by column, of those that every row group states; `files` is SQL."""
    found = connection.execute(
        f"""
        WITH stated AS (
            SELECT path_in_schema AS heading, stats_null_count = num_values AS empty,
                   TRY_CAST(stats_min_value AS DECIMAL(38, 10)) AS least,
                   TRY_CAST(stats_max_value AS DECIMAL(38, 10)) AS most,
                   TRY_CAST(stats_min_value AS DATE) AS first,
                   TRY_CAST(stats_max_value AS DATE) AS last
            FROM parquet_metadata({files})
        )
        SELECT heading, min(least), max(most), min(first), max(last),
               bool_and(empty OR least IS NOT NULL AND most IS NOT NULL),
               bool_and(empty OR first IS NOT NULL AND last IS NOT NULL)
        FROM stated GROUP BY heading
        """
    ).fetchall()
    return {
        heading: (least, most) if numbers else (first, last)
        for heading, least, most, first, last, numbers, days in found
        if (numbers and least is not None) or (days and first is not None)
    }
