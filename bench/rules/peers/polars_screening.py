"""Polars, written by hand: one lazy query over the Parquet file, with the streaming engine.

To be fair: it reads only the columns that the rules mention, compares amounts as whole numbers of 64 bits
(as quick as decimals here, and as exact), and asks nothing twice. Its unknown is ours: null, with Kleene's
and, or, not.
"""

from pathlib import Path

import polars as pl

from bench.rules.cells import RULES
from bench.rules.counts import DECIDING, VERDICT, Counts
from bench.rules.peers.polars_rules import rules


def count(register: Path) -> Counts:
    """Count the outcomes over a register."""
    keys = (*RULES, VERDICT)
    held = [pl.col(key).sum().alias(f"{key} held") for key in keys]
    unknown = [pl.col(key).null_count().alias(f"{key} unknown") for key in keys]
    found = (
        _outcomes(register)
        .select(pl.len().alias("rows"), *held, *unknown)
        .collect(engine="streaming")
        .row(0, named=True)
    )
    return {key: _numbers(found["rows"], found[f"{key} held"], found[f"{key} unknown"]) for key in keys}


def write(register: Path, out: Path) -> None:
    """Write of every row its position, its name, the outcome of every rule and the verdict."""
    named = _outcomes(register, "name").with_row_index("row", 1)
    named.sink_parquet(out, compression="zstd", engine="streaming")


def cells(register: Path) -> list[str]:
    """Return the rows of a register as letters."""
    letter = {True: "1", False: "0", None: "?"}
    return [
        "".join(letter[value] for value in row)
        for row in _outcomes(register).select(RULES).collect().iter_rows()
    ]


def _outcomes(register: Path, *carried: str) -> pl.LazyFrame:
    found = pl.scan_parquet(register).select(*carried, **rules())
    return found.with_columns(pl.all_horizontal(DECIDING).alias(VERDICT))


def _numbers(rows: int, held: int, unknown: int) -> list[int]:
    return [held, rows - held - unknown, unknown]
