"""What the bench of evaluation found: its aims, its tables, and that a small one runs."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from bench.evaluation.aims import aims
from bench.evaluation.places import PACKAGE
from bench.evaluation.tables import YEARS, write
from linxuan.evaluation import Asked, Evaluated, evaluate_all, read_grade_book
from linxuan.programme.reading import read_programme

KEPT = Path(__file__).parents[3] / "docs" / "bench" / "evaluation.json"


def measured(**changed: Any) -> dict[str, dict[str, Any]]:
    one = {"entities": 10, "read_cpu_s": 1.0, "evaluated_cpu_s": 2.0}
    many = {"entities": 100, "read_cpu_s": 10.0, "evaluated_cpu_s": 40.0, **changed}
    return {"shipped 10": one, "shipped 100": many, "places 10": one}


def test_an_aim_is_met_or_not_or_was_not_measured() -> None:
    found = [(one.found, one.met) for one in aims(measured(), (10, 100))]

    assert found == [(4, False), (2, False), (None, None), (None, None)]
    assert [one.met for one in aims(measured(evaluated_cpu_s=20), (10, 100))][:2] == [True, True]


def test_the_same_number_of_entities_gives_the_same_tables_and_no_row_is_wrong(tmp_path: Path) -> None:
    call = read_programme(PACKAGE)
    files = write(call, 30, tmp_path)
    before = [file.read_bytes() for file in files]
    assert [file.read_bytes() for file in write(call, 30, tmp_path)] == before

    with files[1].open(encoding="utf-8", newline="") as lines:
        book = read_grade_book(call, lines)
    with files[0].open(encoding="utf-8", newline="") as lines:
        found = list(evaluate_all(call, lines, book, Asked(YEARS[-1])))

    assert book.faults == []
    assert len(found) == 30
    assert all(isinstance(one, Evaluated) for one in found)
    with files[1].open(encoding="utf-8", newline="") as lines:
        assert sum(1 for _ in csv.reader(lines)) > 30 * 0.9 * len(YEARS)


def test_the_page_tells_the_figures_that_were_kept() -> None:
    kept = json.loads(KEPT.read_text("utf-8"))
    text = (KEPT.parents[1] / "bench-evaluation.md").read_text("utf-8")

    lines = [
        f"| {one['name']} | {one['wanted']} | {one['found']:.3g} | {'✓' if one['met'] else '✗'} |"
        for one in kept["aims"]
    ]
    rows = [
        f"| {one['rows']:,} | {one['csv_cpu_s']:.3g} | {one['read_cpu_s']:.3g} | {one['evaluated_cpu_s']:.3g} |"
        for one in kept["measured"].values()
    ]
    assert [line for line in (*lines, *rows) if line not in text] == []


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_a_readme_leads_to_the_page(readme: str) -> None:
    assert "docs/bench-evaluation.md" in (KEPT.parents[2] / readme).read_text("utf-8")
