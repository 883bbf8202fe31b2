"""`python -m bench.evaluation.work ENTITIES KIND`: one measurement in a process of its own; prints it as JSON."""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from time import process_time

from bench.evaluation.places import PACKAGE, workplace
from bench.evaluation.tables import YEARS, write
from linxuan.evaluation import Asked, Evaluated, evaluate_all, read_grade_book
from linxuan.programme.definition import Call, StandingRule
from linxuan.programme.reading import read_programme

SHIPPED, PLACES = "shipped", "places"
"""The rules of the shipped programme; and with one more, of the last 5 % of a year three years running."""
KINDS = (SHIPPED, PLACES)


def main(entities: str, kind: str) -> None:
    """Measure reading and evaluating, and print both."""
    call = _call(kind)
    register, grades = write(call, int(entities), workplace())
    found: dict[str, object] = {"entities": int(entities), "kind": kind}
    with _timed(found, "csv_cpu_s"):
        found["rows"] = sum(_rows(path) for path in (register, grades))
    with _timed(found, "read_cpu_s"):
        with grades.open(encoding="utf-8", newline="") as lines:
            book = read_grade_book(call, lines)
        _rows(register)
    with _timed(found, "evaluated_cpu_s"), register.open(encoding="utf-8", newline="") as lines:
        asked = Asked(YEARS[-1])
        counts = Counter(
            one.standing.standing if isinstance(one, Evaluated) else "left out"
            for one in evaluate_all(call, lines, book, asked)
        )
    print(json.dumps({**found, "counts": dict(counts)}))


def _call(kind: str) -> Call:
    call = read_programme(PACKAGE)
    if kind == SHIPPED:
        return call
    rule = StandingRule(
        id="last",
        name="",
        lowest=Decimal("0.05"),
        consecutive=3,
        leads_to="suspend",
        concerns=tuple(call.rounds),
    )
    return replace(call, standings={**call.standings, rule.id: rule})


def _rows(path: Path) -> int:
    """Read a table by the reader of Python, and keep nothing."""
    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines))


@contextmanager
def _timed(found: dict[str, object], name: str) -> Iterator[None]:
    before = process_time()
    yield
    found[name] = process_time() - before


if __name__ == "__main__":
    main(*sys.argv[1:])
