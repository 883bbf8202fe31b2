"""Typed Parquet that Spark reads as it is, and its columns as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linxuan.rules.sql.columns import Column, Columns, Stored
from linxuan.rules.sql.dialect import SPARK

FILE = "snapshot.parquet"


@dataclass(frozen=True)
class Snapshot:
    """Typed rows in Parquet: `row`, what was given as `c0`, `c1`, …, what is carried through as `i0`, ….

    `columns` are those of what was given, in Spark's spelling; `carried` the headings of the others.
    """

    path: str
    columns: Columns
    carried: tuple[str, ...]


def snapshot_of(given: Mapping[str, Any], folder: Path) -> Snapshot:
    """Return the snapshot that the child wrote, from what it told."""
    columns = {
        key: _column(SPARK.identifier(f"c{at}"), each)
        for at, (key, each) in enumerate(given["columns"].items())
    }
    return Snapshot(str(folder / FILE), columns, tuple(given["carried"]))


def told(column: Column) -> dict[str, Any]:
    """Return a column as JSON, but for its SQL."""
    return {
        "stored": column.stored.value,
        "precision": column.precision,
        "scale": column.scale,
        "fields": {key: {**told(each), "sql": each.sql} for key, each in column.fields.items()},
    }


def _column(sql: str, given: Mapping[str, Any]) -> Column:
    fields = {key: _column(each["sql"], each) for key, each in given["fields"].items()}
    return Column(sql, Stored(given["stored"]), given["precision"], given["scale"], fields)
