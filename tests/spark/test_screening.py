"""A whole screening on Spark against the same on DuckDB: the same counts, the same rows, the same file."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from linxuan.errors import BadInput
from linxuan.screening.request import Request
from linxuan.screening.run import run_screening
from linxuan.screening.spark import session
from tests.core.screening.enterprises import DALIAN, ROOT, TRACK, rows, write_csv

SAME = ("rows", "unreadable", "verdicts", "rules", "details", "identity", "missing", "unused", "warnings")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """Two rows of it cannot be read."""
    given = [dict(row) for row in rows(300)]
    given[7]["operating_income"] = "many"
    given[11] |= {"service_income_direct": "9" * 25, "operating_income": "1"}
    return write_csv(tmp_path / "register.csv", given)


def screened(register: Path, engine: str, out: str) -> dict[str, Any]:
    return run_screening(
        Request(call=DALIAN, track=TRACK, data=register, out=register.parent / out, engine=engine, seed=5),
        aside=register.parent / f"{engine}.unreadable.csv",
    )


def of_file(path: Path) -> list[tuple[Any, ...]]:
    return duckdb.connect().execute(f"SELECT * FROM '{path}'").fetchall()


@pytest.mark.usefixtures("spark")
def test_spark_and_duckdb_come_to_the_same(register: Path) -> None:
    by_duckdb = screened(register, "duckdb", "duckdb.parquet")
    by_spark = screened(register, "spark", "spark.parquet")

    assert {key: by_spark[key] for key in SAME} == {key: by_duckdb[key] for key in SAME}
    assert by_spark["unreadable"] == 2
    assert of_file(register.parent / "spark.parquet") == of_file(register.parent / "duckdb.parquet")
    assert by_spark["made_from"]["engine"].startswith("spark ")
    assert by_spark["made_from"]["sample"]["rows"] == 298


def test_the_command_screens_on_a_spark_of_its_own_and_says_nothing_else(register: Path) -> None:
    command = "import sys; from linxuan_site.cli import main; sys.exit(main())"
    options = ["--track", TRACK, "--engine", "spark", "--json"]
    run = subprocess.run(
        [sys.executable, "-c", command, "screen", DALIAN, register, *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=register.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )

    assert (run.returncode, run.stderr) == (0, "")
    assert json.loads(run.stdout)["unreadable"] == 2


def test_without_spark_the_command_that_installs_it_is_named(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "find_spec", lambda _: None)
    with pytest.raises(BadInput, match="setup --spark"):
        screened(register, "spark", "spark.csv")
