"""Verdicts that are kept: one Parquet file with the outcome of every rule for every row.

Columns: `row` (position in the register, from 1), what the column map carries through, `verdict`, and
for each rule its id: true where it is met, false where not, null where it is not known. A rule that is
not for every row has `ID.applies` beside it. What it was made from stands in the metadata of the file.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Rule
from linxuan.screening import kept_counts
from linxuan.screening.judged import Judged
from linxuan.screening.provenance import MadeFrom
from linxuan.screening.register.quoting import name as quoted
from linxuan.screening.register.quoting import text as literal

ROW_GROUP = 61_440
"""Rows written at once: small enough that a register of any length is written in bounded memory."""
_KEY, _WARNINGS = "linxuan", "linxuan_warnings"
APPLIES = ".applies"


def store(
    connection: duckdb.DuckDBPyConnection,
    judged: Judged,
    path: Path,
    made: MadeFrom,
    warnings: Sequence[str] = (),
) -> None:
    """Write the judged rows to `path`, in the order of the register, and what is odd about it."""
    names = [f"{_named(judged, column)}" for column in judged.columns]
    columns = [f"{column} AS {quoted(name)}" for column, name in zip(judged.columns, names, strict=True)]
    carried = [f"i{at} AS {quoted(name)}" for at, name in enumerate(headings(judged))]
    told = ", ".join(["row", *carried, f"{verdict_words(judged.verdict)} AS verdict", *columns])
    said = {
        _KEY: json.dumps(made, ensure_ascii=False),
        _WARNINGS: json.dumps(warnings, ensure_ascii=False),
        kept_counts.KEY: kept_counts.room(judged.rules),
    }
    metadata = ", ".join(f"{key}: {literal(value)}" for key, value in said.items())
    connection.execute(
        f"COPY (SELECT {told} FROM ({judged.sql})) TO {literal(path)} (FORMAT parquet, "
        f"COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}, KV_METADATA {{{metadata}}})"
    )


def headings(judged: Judged) -> tuple[str, ...]:
    """Return the headings of what is carried through, none of them that of another column."""
    taken = {"row", "verdict", *(_named(judged, column) for column in judged.columns)}
    return tuple(f"{name} *" if name in taken else name for name in judged.carried)


def source(judged: Judged, path: Path) -> str:
    """Return SQL that reads what `store` wrote, with the columns that `judged` calls them by."""
    told = [f"{quoted(_named(judged, column))} AS {column}" for column in judged.columns]
    return f"SELECT {', '.join(['row', *told])} FROM read_parquet({literal(path)})"


def made_from_of(connection: duckdb.DuckDBPyConnection, path: Path) -> MadeFrom:
    """Return what a stored file was made from. Raises BadInput where it is no such file."""
    found: MadeFrom | None = _said_of(connection, path, _KEY)
    if found is None:
        raise BadInput(say("{file} 不是筛查结果：要的是 --out 写出的 Parquet 文件", file=path.name))
    return found


def warnings_of(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    """Return what was odd about the register of a stored file, in the words that it was told in."""
    return tuple(_said_of(connection, path, _WARNINGS) or ())


def counts_of(connection: duckdb.DuckDBPyConnection, path: Path) -> dict[str, Any] | None:
    """Return the counts that were kept beside the verdicts; None where nobody counted them."""
    found: dict[str, Any] | None = _said_of(connection, path, kept_counts.KEY)
    return found


def _said_of(connection: duckdb.DuckDBPyConnection, path: Path, key: str) -> Any:
    try:
        found = connection.execute(
            f"SELECT decode(value) FROM parquet_kv_metadata({literal(path)}) WHERE decode(key) = '{key}'"
        ).fetchone()
        return None if found is None else json.loads(found[0])
    except (duckdb.Error, ValueError):
        return None


def stored_columns(rules: Sequence[Rule], partial: frozenset[int]) -> Mapping[str, str]:
    """Return the columns of rules by the names that `Judged` has for them."""
    judged = Judged("", tuple(rules), partial)
    return {column: _named(judged, column) for column in judged.columns}


def _named(judged: Judged, column: str) -> str:
    rule = judged.rules[int(column[1:])]
    return rule.id + (APPLIES if column[0] == "a" else "")


def verdict_words(verdict: str) -> str:
    """Return SQL for the verdict as a word."""
    return f"CASE {verdict} WHEN TRUE THEN 'eligible' WHEN FALSE THEN 'ineligible' ELSE 'undetermined' END"
