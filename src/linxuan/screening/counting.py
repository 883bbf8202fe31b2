"""Counting judged rows in one pass: verdicts, outcomes, what each rule alone keeps out, and a sample."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from linxuan.screening.funnel import Funnel, rule_counts
from linxuan.screening.judged import Judged

_OF_A_RULE = 4
"""Numbers that are counted of each rule."""
_ONE = 1 << 16
"""What a mandatory rule that is not met adds up to, beside its place: the sum tells both, if it is one."""

_RUN = 8


@dataclass(frozen=True)
class Sample:
    """Which rows the guard looks at again: about `size` of `rows`, drawn by `seed`.

    They are drawn in runs of `_RUN` neighbours: most rows are then never touched for the sample's sake.
    """

    size: int
    rows: int
    seed: int

    @property
    def sql(self) -> str:
        """SQL over a judged row: whether it is drawn."""
        every = max(1, self.rows // max(1, self.size))
        return f"hash(row // {_RUN}, {int(self.seed)}) % {every} = 0"


@dataclass(frozen=True)
class Drawn:
    """Sampled rows by their number: the outcomes in the order of `Judged.columns`, and the cells.

    There are no cells where the rows were not taken from the register itself.
    """

    outcomes: Mapping[int, tuple[bool | None, ...]] = field(default_factory=dict)
    cells: Mapping[int, tuple[object, ...]] = field(default_factory=dict)


def drawing(judged: Judged) -> str:
    """Return what gathers the rows that are `drawn`, a column beside those of `judged`.

    Only for these a list is made: of all rows it would take a sixth of the time.
    """
    if not judged.rules:
        return "NULL"
    cells = f"struct_pack({', '.join(f'{each} := {each}' for each in judged.raw)})" if judged.raw else "NULL"
    row = f"struct_pack(row := row, outcomes := [{', '.join(judged.columns)}], cells := {cells})"
    return f"list(CASE WHEN drawn THEN {row} END) FILTER (drawn)"


def drawn_rows(gathered: Sequence[Mapping[str, Any]] | None) -> Drawn:
    """Return what `drawing` gathered."""
    rows = gathered or ()
    return Drawn(
        {each["row"]: tuple(each["outcomes"]) for each in rows},
        {each["row"]: tuple(each["cells"].values()) for each in rows if each["cells"] is not None},
    )


def count(
    connection: duckdb.DuckDBPyConnection, judged: Judged, source: str, sample: Sample, *, unreadable: int
) -> tuple[Funnel, Drawn]:
    """Count the rows of `source`, which has the columns of `judged`, and draw the sample on the way."""
    aggregates = ["count(*)", "count_if(v)", "count(v)", *_rules(judged), drawing(judged)]
    found = connection.execute(
        f"SELECT {', '.join(aggregates)} FROM ({_flagged(judged, source, sample)})"
    ).fetchone()
    assert found is not None
    *counts, gathered = found
    # DuckDB counts NULL where a condition is never known.
    total, eligible, settled, *others = (each or 0 for each in counts)
    funnel = Funnel(
        rows=total + unreadable,
        unreadable=unreadable,
        eligible=eligible,
        ineligible=settled - eligible,
        undetermined=total - settled,
        rules=rule_counts(judged.rules, total, [_of_a_rule(each) for each in _in_fours(others)]),
    )
    return funnel, drawn_rows(gathered)


def _of_a_rule(counted: Sequence[int]) -> dict[str, int]:
    """A rule without a finding is kept as met, and is known."""
    met, known, absent, alone = counted
    return {"met": met - absent, "not_met": known - met, "absent": absent, "alone": alone}


def _flagged(judged: Judged, source: str, sample: Sample) -> str:
    """The rows with their verdict, which mandatory rules they do not meet, and whether they are drawn."""
    failed = " + ".join(
        f"CASE WHEN o{place} IS FALSE THEN {_ONE + place}::UINTEGER ELSE 0::UINTEGER END"
        for place in judged.mandatory
    )
    told = f"{judged.verdict} AS v, ({failed or 0}) AS failed, {sample.sql} AS drawn"
    return f"SELECT *, {told} FROM ({source})"


def _rules(judged: Judged) -> Iterator[str]:
    for place, rule in enumerate(judged.rules):
        yield from (f"count_if(o{place})", f"count(o{place})")
        yield f"count_if(NOT a{place})" if place in judged.partial else "0"
        yield f"count_if(failed = {_ONE + place})" if rule.strength == "mandatory" else "0"


def _in_fours(values: Sequence[int]) -> Iterator[Sequence[int]]:
    return (values[at : at + _OF_A_RULE] for at in range(0, len(values), _OF_A_RULE))
