"""All cells of all engines, row by row, against ours; and ours against the rules written by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.rules.bulk import PEERS
from bench.rules.cells import RULES, compared, written
from bench.rules.engines import ENGINES, OURS
from bench.rules.measure import Failed, python, run
from bench.rules.places import workplace
from bench.rules.register import register
from bench.rules.results import Results
from bench.rules.screenings import WRITTEN, screenings, stored
from tools.words import warn

SCREENED = "ours, screened"
APPLIES = ".applies"
"""What follows the id of a rule in the column that tells whether it applies to the row."""


def compare(rows: int, seed: int, stored_rows: Path, results: Results) -> None:
    """Hold every engine against our evaluator for one record, and that against the oracle."""
    right = _one_by_one(OURS, rows, stored_rows)
    for engine in ENGINES:
        if engine != OURS and engine not in results.failed:
            with attempted(engine, results):
                results.cells[engine] = compared(right, _one_by_one(engine, rows, stored_rows))
    small = register(rows, seed)
    for peer in PEERS:
        with attempted(peer, results):
            results.cells[f"{peer}, screened"] = compared(right, _screened_by(peer, small))
    with attempted(SCREENED, results):
        results.cells[SCREENED] = compared(right, _screened_by_us(small))


@contextmanager
def attempted(name: str, results: Results) -> Iterator[None]:
    """An engine that breaks is left out from there on, and the results say why."""
    try:
        yield
    except (Failed, ImportError, OSError, ValueError, KeyError) as fault:
        results.failed[name] = str(fault).strip().splitlines()[-1] if str(fault).strip() else repr(fault)
        warn(f"！！{name}：{results.failed[name]}", f"!! {name}: {results.failed[name]}")


def _one_by_one(engine: str, rows: int, stored_rows: Path) -> list[str]:
    return _lines(python("-m", "bench.rules.one_record", engine, str(stored_rows), str(rows)))


def _screened_by(peer: str, small: Path) -> list[str]:
    return _lines(python("-m", "bench.rules.bulk", peer, "cells", str(small)))


def _lines(command: list[str]) -> list[str]:
    out = workplace() / "cells.txt"
    run([*command, str(out)])
    return out.read_text("utf-8").splitlines()


def _screened_by_us(small: Path) -> list[str]:
    """Read the verdicts that `linxuan screen --out` wrote."""
    import duckdb

    run(next(each.command for each in screenings(small) if each.name == WRITTEN))
    with duckdb.connect() as connection:
        found = connection.read_parquet(str(stored(small))).order('"row"')
        columns = frozenset(found.columns)
        told = [
            f'coalesce(NOT "{rule}{APPLIES}", false) OR "{rule}"'
            if rule + APPLIES in columns
            else f'"{rule}"'
            for rule in RULES
        ]
        return [written(row) for row in found.project(", ".join(told)).fetchall()]
