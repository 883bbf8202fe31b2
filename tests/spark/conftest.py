"""Spark for the tests: one session for all that want nothing but a session.

Without pyspark or Java they are left out with the reason; with CI=true that is a failure.
"""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from linxuan.screening.spark.session import has_java, session

HERE = Path(__file__).parent

# Every query is run once: compiling it would take longer than running it.
SETTINGS = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What talks to Java leaves its sockets to the garbage collector."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"))
            item.add_marker(
                pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")
            )


@pytest.fixture(scope="session", autouse=True)
def _spark_is_there() -> None:
    reason = _missing()
    if reason and os.environ.get("CI"):
        pytest.fail(reason)
    if reason:
        pytest.skip(reason)


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with session(tmp_path_factory.mktemp("spark"), SETTINGS) as started:
        yield started


def _missing() -> str:
    if find_spec("pyspark") is None:
        return "no Spark: ./run setup --spark"
    return "" if has_java() else "no Java for Spark"
