"""The SQL for Spark says of every row of a register what the evaluator of one record says."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from linxuan.rules.evaluate import compiled
from linxuan.rules.parse import parse
from linxuan.rules.sql.dialect import SPARK
from linxuan.rules.sql.env import doubtful
from linxuan.rules.sql.lower import truth
from linxuan.rules.sql.unsayable import Unsayable
from linxuan.rules.terms import Term
from tests.core.rules import writing
from tests.core.rules.sql import wider
from tests.core.rules.sql.register import env, records, table

AT_ONCE = 12
# PySpark leaves it to the collector to close its sockets, and Python complains of each.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
tried = settings(
    max_examples=4,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(scope="module")
def register(spark: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The register of the invented form, as Spark reads it from Parquet."""
    path: Path = tmp_path_factory.mktemp("register") / "register.parquet"
    connection, _ = table()
    connection.execute(f"COPY register TO '{path}' (FORMAT parquet)")
    spark.read.parquet(str(path)).createOrReplaceTempView("register")
    return spark


_terms = st.one_of(writing.conditions.map(parse), wider.conditions.map(parse), wider.scored)


@given(terms=st.lists(_terms, min_size=AT_ONCE, max_size=AT_ONCE))
@tried
def test_conditions_mean_the_same_on_spark(register: Any, terms: list[Term]) -> None:
    said = {term: written for term in terms if (written := _written(term))}
    selected = ", ".join(f"{sql} AS a{at}, {asked} AS b{at}" for at, (sql, asked) in enumerate(said.values()))
    if not said:
        return
    rows = register.sql(f"SELECT {selected} FROM register ORDER BY row").collect()
    for at, term in enumerate(said):
        evaluator = compiled(term)
        for record, row in zip(records(), rows, strict=True):
            assert row[2 * at + 1] or row[2 * at] is evaluator(record), (term, record.values)


def _written(term: Term) -> tuple[str, str] | None:
    over = env(SPARK)
    try:
        sql = truth(term, over)
    except Unsayable:
        return None
    return sql, doubtful(tuple(over.doubts)) if over.doubts else "FALSE"
