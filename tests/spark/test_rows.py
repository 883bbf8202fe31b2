"""Rows judged by Spark against the one-record evaluator: the same outcomes, whoever was asked."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from linxuan.checking.outcomes import outcomes
from linxuan.checking.ruleset import ruleset
from linxuan.rules.terms import Value
from linxuan.screening.funnel import Funnel
from linxuan.screening.spark import rows as spark_rows
from linxuan.screening.spark.counting import count, drawn
from linxuan.screening.spark.snapshot import Snapshot, snapshot_of, told
from tests.core.screening.random_register import Questions
from tests.core.screening.test_rules_in_sql import CALLS, DAYS, PROCEDURES

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROWS = 60
ON = date(2023, 5, 16)
Words = tuple[str | None, ...]


@pytest.mark.parametrize(("package", "procedure"), PROCEDURES)
def test_every_row_has_the_outcomes_of_the_one_record_evaluator(
    spark: "SparkSession", tmp_path: Path, package: str, procedure: str
) -> None:
    questions, answers = register(package, procedure)
    found = screened(spark, snapshot(questions, answers, tmp_path), questions)

    assert found == [expected(questions, each) for each in answers]


def test_rows_that_sql_cannot_settle_are_asked_where_they_lie(
    spark: "SparkSession", tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions, answers = register("champion", "enterprise")
    needed = spark_rows.needs_asking
    monkeypatch.setattr(
        spark_rows, "needs_asking", lambda rules: f"({needed(rules) or 'FALSE'}) OR row % 3 = 0"
    )
    some = screened(spark, snapshot(questions, answers, tmp_path), questions)
    monkeypatch.setattr(spark_rows, "needs_asking", lambda _: spark_rows.EVERY)
    every = screened(spark, snapshot(questions, answers, tmp_path), questions)

    assert some == every == [expected(questions, each) for each in answers]


def test_spark_counts_what_the_rows_say(spark: "SparkSession", tmp_path: Path) -> None:
    questions, answers = register("guild", "workshop")
    rules = ruleset(questions.call, questions.procedure)
    judged = spark_rows.judged_rows(spark, snapshot(questions, answers, tmp_path), rules, {}, on=ON)
    funnel = count(spark, judged.frame, judged.judged, unreadable=7)

    wanted = [expected(questions, each) for each in answers]
    assert funnel.rows == ROWS + 7
    assert counted(funnel) == [
        [sum(row[at] == word for row in wanted) for word in ("met", "not_met", "unknown", None)]
        for at in range(len(rules.demands))
    ]


def test_some_rows_are_drawn_by_their_number(spark: "SparkSession", tmp_path: Path) -> None:
    questions, answers = register("dalian", "enterprise")
    rules = ruleset(questions.call, questions.procedure)
    judged = spark_rows.judged_rows(spark, snapshot(questions, answers, tmp_path), rules, {}, on=ON)

    assert sorted(drawn(judged.frame, judged.judged, [3, 5, 1000])) == [3, 5]


def register(package: str, procedure: str) -> tuple[Questions, list[dict[str, Value]]]:
    questions = Questions(CALLS[package], procedure, DAYS[package])
    random = Random(f"{package}{procedure}")
    return questions, [questions.answers(random) for _ in range(ROWS)]


def snapshot(questions: Questions, answers: Sequence[Mapping[str, Value]], folder: Path) -> Snapshot:
    """Write the register down as the child does."""
    columns = questions.columns()
    given = ", ".join(f"{column.sql} AS c{at}" for at, column in enumerate(columns.values()))
    questions.table(answers).execute(
        f"COPY (SELECT row, {given} FROM register) TO '{folder / 'snapshot.parquet'}' (FORMAT parquet)"
    )
    return snapshot_of({"columns": {key: told(each) for key, each in columns.items()}, "carried": []}, folder)


def screened(spark: "SparkSession", taken: Snapshot, questions: Questions) -> list[Words]:
    rules = ruleset(questions.call, questions.procedure)
    found = spark_rows.judged_rows(spark, taken, rules, {}, on=ON)
    rows = found.frame.orderBy("row").collect()
    assert [row["row"] for row in rows] == list(range(ROWS))
    return [tuple(word(found.judged.partial, row, at) for at in range(len(rules.demands))) for row in rows]


def word(partial: frozenset[int], row: Mapping[str, bool | None], at: int) -> str | None:
    if at in partial and not row[f"a{at}"]:
        return None
    return {True: "met", False: "not_met", None: "unknown"}[row[f"o{at}"]]


def expected(questions: Questions, answers: Mapping[str, Value]) -> Words:
    return outcomes(questions.call, questions.procedure, on=ON)(answers)


def counted(funnel: Funnel) -> list[list[int]]:
    return [[each.met, each.not_met, each.unknown, each.absent] for each in funnel.rules]
