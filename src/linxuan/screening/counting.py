"""Counting judged rows in one pass: verdicts, outcomes, what each rule alone keeps out, and a sample."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb

from linxuan.screening.funnel import Funnel, rule_counts
from linxuan.screening.judged import Judged, conjunction

_OF_A_RULE = ("met", "not_met", "absent", "alone")


@dataclass(frozen=True)
class Sample:
    """Which rows the guard looks at again: about `size` of `rows`, drawn by `seed`."""

    size: int
    rows: int
    seed: int

    @property
    def sql(self) -> str:
        """SQL over a judged row: whether it is drawn."""
        every = max(1, self.rows // max(1, self.size))
        return f"hash(row, {int(self.seed)}) % {every} = 0"


Drawn = dict[int, tuple[bool | None, ...]]
"""The outcomes of sampled rows by the number of the row, in the order of `Judged.columns`."""


def count(
    connection: duckdb.DuckDBPyConnection, judged: Judged, source: str, sample: Sample, *, unreadable: int
) -> tuple[Funnel, Drawn]:
    """Count the rows of `source`, which has the columns of `judged`, and draw the sample on the way."""
    drawn = f"list([{', '.join(judged.columns)}]) FILTER ({sample.sql})" if judged.rules else "NULL"
    rows = f"list(row) FILTER ({sample.sql})" if judged.rules else "NULL"
    aggregates = ["count(*)", "count_if(v)", "count_if(v IS FALSE)", *_rules(judged), rows, drawn]
    found = connection.execute(f"SELECT {', '.join(aggregates)} FROM ({_flagged(judged, source)})").fetchone()
    assert found is not None
    *counts, numbers, outcomes = found
    # DuckDB counts NULL where a condition is never known.
    total, eligible, ineligible, *others = (each or 0 for each in counts)
    counted = [dict(zip(_OF_A_RULE, each, strict=True)) for each in _in_fours(others)]
    funnel = Funnel(
        rows=total + unreadable,
        unreadable=unreadable,
        eligible=eligible,
        ineligible=ineligible,
        undetermined=total - eligible - ineligible,
        rules=rule_counts(judged.rules, total, counted),
    )
    return funnel, dict(zip(numbers or (), map(tuple, outcomes or ()), strict=True))


def _flagged(judged: Judged, source: str) -> str:
    """The rows with their verdict and how many mandatory rules they do not meet."""
    failed = " + ".join(f"(o{place} IS FALSE)::UTINYINT" for place in judged.mandatory) or "0"
    return f"SELECT *, {judged.verdict} AS v, ({failed}) AS failed FROM ({source})"


def _rules(judged: Judged) -> Iterator[str]:
    for place, rule in enumerate(judged.rules):
        outcome = f"o{place}"
        absent = f"count_if(NOT a{place})" if place in judged.partial else "0"
        there = conjunction([outcome, f"a{place}"]) if place in judged.partial else outcome
        alone = f"count_if(failed = 1 AND {outcome} IS FALSE)" if rule.strength == "mandatory" else "0"
        yield from (f"count_if({there})", f"count_if({outcome} IS FALSE)", absent, alone)


def _in_fours(values: Sequence[int]) -> Iterator[Sequence[int]]:
    step = len(_OF_A_RULE)
    return (values[at : at + step] for at in range(0, len(values), step))
