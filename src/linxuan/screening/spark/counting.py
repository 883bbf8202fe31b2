"""Judged rows counted by Spark, as `screening.counting` counts them in DuckDB."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linxuan.screening.funnel import Funnel, rule_counts
from linxuan.screening.judged import Judged

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_JUDGED = "linxuan_judged"
_OF_A_RULE = ("met", "not_met", "absent", "alone")


def count(spark: "SparkSession", frame: "DataFrame", judged: Judged, *, unreadable: int) -> Funnel:
    """Count in one pass."""
    frame.createOrReplaceTempView(_JUDGED)
    failed = " + ".join(f"CAST(o{place} IS FALSE AS INT)" for place in judged.mandatory) or "0"
    flagged = f"SELECT *, {judged.verdict} AS v, ({failed}) AS failed FROM {_JUDGED}"
    told = ["count(*)", "count_if(v)", "count_if(v IS FALSE)", *_of_rules(judged)]
    total, eligible, ineligible, *others = spark.sql(f"SELECT {', '.join(told)} FROM ({flagged})").collect()[
        0
    ]
    counted = [
        dict(zip(_OF_A_RULE, others[at : at + len(_OF_A_RULE)], strict=True))
        for at in range(0, len(others), len(_OF_A_RULE))
    ]
    return Funnel(
        rows=total + unreadable,
        unreadable=unreadable,
        eligible=eligible,
        ineligible=ineligible,
        undetermined=total - eligible - ineligible,
        rules=rule_counts(judged.rules, total, counted),
    )


def _of_rules(judged: Judged) -> Iterator[str]:
    for place, rule in enumerate(judged.rules):
        outcome, partial = f"o{place}", place in judged.partial
        yield f"count_if({outcome} AND a{place})" if partial else f"count_if({outcome})"
        yield f"count_if({outcome} IS FALSE)"
        yield f"count_if(NOT a{place})" if partial else "count_if(FALSE)"
        alone = f"failed = 1 AND {outcome} IS FALSE" if rule.strength == "mandatory" else "FALSE"
        yield f"count_if({alone})"


def drawn(frame: "DataFrame", judged: Judged, rows: list[int]) -> dict[int, tuple[bool | None, ...]]:
    """Return the outcomes of some rows, in the order of `Judged.columns`."""
    found = frame.filter(frame.row.isin(rows)).select("row", *judged.columns).collect()
    return {row: tuple(outcomes) for row, *outcomes in found}
