"""Larger registers: every row in its place, whatever the order in which threads read them."""

import time
from pathlib import Path

import duckdb
import pytest

from linxuan.programme.definition import Call
from linxuan.screening.locked import locked_connection
from linxuan.screening.register import open_register
from tests.core import build

ROWS = 200_000
WANTED = ("name", "status", "functions", "capital", "staff", "income", "live_on", "accident")
SELECT = """
    SELECT '示例' || n AS name, ['active', '注销'][n % 2 + 1] AS status, ['a;b', '[]', ''][n % 3 + 1] AS functions,
           format('{:,}', n) || '.25' AS capital, n AS staff, n * 2 AS income_2022, n / 4 AS income_2021,
           (DATE '2000-01-01' + (n % 9000)::INTEGER)::VARCHAR AS live_on, n % 5 = 0 AS accident
    FROM (SELECT range AS n FROM range(1, {rows} + 1)) ORDER BY n
"""


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_every_row_is_in_its_place(call: Call, tmp_path: Path, scratch: Path, kind: str) -> None:
    file = tmp_path / f"register.{kind}"
    with duckdb.connect() as maker:
        maker.execute(f"COPY ({SELECT.replace('{rows}', str(ROWS))}) TO '{file}'")
    with locked_connection([file], scratch, memory=250 << 20, threads=2) as connection:
        started = time.process_time()
        register = open_register(connection, file, call, build.TRACK, wanted=WANTED, scratch=scratch)
        spent = time.process_time() - started
        wrong = connection.execute(
            f"""SELECT count(*) FROM {register.relation}
                WHERE name <> '示例' || row OR staff <> row OR capital <> row + 0.25 OR accident <> (row % 5 = 0)
                OR status <> ['active', 'closed'][row % 2 + 1] OR "income@2022" <> row * 2
                OR functions IS DISTINCT FROM [['a', 'b'], [], NULL][row % 3 + 1]"""
        ).fetchone()
        count = connection.execute(f"SELECT count(*), sum(row) FROM {register.relation}").fetchone()
    assert wrong == (0,)
    assert count == (ROWS, ROWS * (ROWS + 1) // 2)
    # Seconds on a machine at rest; a reader that asks Python for every row takes minutes.
    assert spent < 30
