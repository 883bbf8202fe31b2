"""Every row of a snapshot with the outcome of every rule, as a DataFrame of Spark."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from linxuan.checking.ruleset import RuleSet
from linxuan.programme.definition import ParameterValue
from linxuan.rules.sql.dialect import SPARK
from linxuan.screening.cells import answers_reader
from linxuan.screening.demands import rule_sql
from linxuan.screening.derived import names_of
from linxuan.screening.judged import Judged, judged, needs_asking
from linxuan.screening.reference import Judge, Reference
from linxuan.screening.spark.snapshot import Snapshot

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

EVERY = "TRUE"
"""The condition for asking of every row."""
_SNAPSHOT = "linxuan_snapshot"
_ASKED = "linxuan_asked"


@dataclass(frozen=True)
class Rows:
    """`frame` has `row`, what is carried through (`i0`, …) and the columns of `judged`."""

    frame: "DataFrame"
    judged: Judged
    to_ask: "DataFrame | None" = None
    """The rows of the snapshot that the one-record evaluator is asked of; None for none."""

    def asked(self) -> int:
        """Count the rows that the one-record evaluator is asked of."""
        return self.to_ask.count() if self.to_ask is not None else 0


@dataclass(frozen=True)
class Question:
    """What a worker needs to answer for one record; it travels to where the rows are."""

    rules: RuleSet
    on: date | None
    overrides: Mapping[str, ParameterValue]
    snapshot: Snapshot
    judged: Judged

    @cached_property
    def _judge(self) -> Judge:
        return Reference(self.rules, self.on, self.overrides).judge(self.judged)

    @cached_property
    def _read(self) -> Any:
        return answers_reader(self.rules.call, self.snapshot.columns)

    def __call__(self, cells: Any) -> list[bool | None]:
        """Answer for the given cells of one row, in the order of the snapshot's columns."""
        return list(self._judge.columns(self._read([_plain(cell) for cell in cells])))


def judged_rows(
    spark: "SparkSession",
    snapshot: Snapshot,
    rules: RuleSet,
    overrides: Mapping[str, ParameterValue],
    *,
    on: date | None,
) -> Rows:
    """Return the rows of a snapshot judged by `rules`: by SQL, and where it cannot by the other evaluator."""
    spark.read.parquet(snapshot.path).createOrReplaceTempView(_SNAPSHOT)
    names = names_of(rules, snapshot.columns, on=on, dialect=SPARK)
    told = rule_sql(rules, names, overrides, on=on, dialect=SPARK)
    along = {heading: f"r.i{at}" for at, heading in enumerate(snapshot.carried)}
    found = judged(_SNAPSHOT, told, along, asked=False)
    condition = needs_asking(told)
    if condition is None:
        return Rows(spark.sql(found.sql), found)
    question = Question(rules, on, overrides, snapshot, found)
    asked, to_ask = _asked(spark, question, condition), spark.table(_SNAPSHOT).where(condition)
    if condition == EVERY:
        return Rows(asked, found, to_ask)
    settled = spark.sql(f"{found.sql} WHERE NOT coalesce({condition}, FALSE)")
    return Rows(settled.unionByName(asked), found, to_ask)


def _asked(spark: "SparkSession", question: Question, condition: str) -> "DataFrame":
    """The rows that SQL cannot settle, each asked where it lies."""
    from pyspark.sql.types import ArrayType, BooleanType

    spark.udf.register(_ASKED, question, ArrayType(BooleanType()))
    cells = ", ".join(column.sql for column in question.snapshot.columns.values())
    along = "".join(f", i{at}" for at in range(len(question.snapshot.carried)))
    answered = f"SELECT row{along}, {_ASKED}(struct({cells})) AS found FROM {_SNAPSHOT} WHERE {condition}"
    columns = [f"found[{at}] AS {name}" for at, name in enumerate(question.judged.columns)]
    return spark.sql(f"SELECT {', '.join([f'row{along}', *columns])} FROM ({answered})")


def _plain(cell: Any) -> Any:
    """Rows of a group come as rows of Spark."""
    if isinstance(cell, list):
        return [each.asDict() if hasattr(each, "asDict") else each for each in cell]
    return cell
