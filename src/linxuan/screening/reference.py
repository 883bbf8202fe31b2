"""The one-record evaluator over rows of a register: for what SQL cannot settle, and for the guard."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeAlias

import duckdb

from linxuan.checking.findings import Outcome
from linxuan.checking.outcomes import outcomes
from linxuan.checking.ruleset import RuleSet, ruleset
from linxuan.programme.definition import Call, ParameterValue
from linxuan.rules.terms import Value
from linxuan.screening.cells import answers_reader
from linxuan.screening.judged import ASKED, Judged
from linxuan.screening.register import Register

_AT_ONCE = 2_048
Evaluate: TypeAlias = Callable[[Mapping[str, Value | None]], tuple[Outcome | None, ...]]


@dataclass(frozen=True)
class Reference:
    """What one record comes to under the rules of a procedure, on a day, with what-if values."""

    ruleset: RuleSet
    on: date | None
    overrides: Mapping[str, ParameterValue]

    def judge(self, judged: Judged) -> "Judge":
        """Return the evaluator that answers in the columns of `judged`."""
        evaluate = outcomes(
            self.ruleset.call, self.ruleset.procedure, on=self.on, overrides=dict(self.overrides)
        )
        places = {each.id: place for place, each in enumerate(judged.rules)}
        # The evaluator answers for all rules of the procedure, also where only some are judged.
        everything = ruleset(self.ruleset.call, self.ruleset.procedure)
        order = [places.get(each.rule.id) for each in everything.demands]
        return Judge(judged, evaluate, tuple(order))


class Answering(Protocol):
    """Whatever answers in the columns of rows that are judged."""

    @property
    def judged(self) -> Judged:
        """The rows, whose columns it answers in."""

    def columns(self, answers: Mapping[str, Value | None]) -> tuple[bool | None, ...]:
        """Return the outcomes of one record in the order of `Judged.columns`."""


@dataclass(frozen=True)
class Judge:
    """Answers as `Judged` tells them: an outcome for each rule, TRUE where there is no finding."""

    judged: Judged
    evaluate: Evaluate
    order: tuple[int | None, ...]

    def columns(self, answers: Mapping[str, Value | None]) -> tuple[bool | None, ...]:
        """Return the outcomes of one record in the order of `Judged.columns`."""
        found = dict(zip(self.order, self.evaluate(answers), strict=True))
        told: list[bool | None] = []
        for place in range(len(self.judged.rules)):
            outcome = found[place]
            told.append(_WORDS[outcome])
            told += [outcome is not None] if place in self.judged.partial else []
        return tuple(told)


_WORDS: Mapping[str | None, bool | None] = {"met": True, "not_met": False, "unknown": None, None: True}


def ask(
    connection: duckdb.DuckDBPyConnection, judge: Answering, call: Call, register: Register, condition: str
) -> int:
    """Fill the table of asked rows with what the one-record evaluator says of them; return how many."""
    names = judge.judged.columns
    _make_table(connection, names)
    read = answers_reader(call, register.columns)
    told = [each.sql for each in register.columns.values()]
    reading = connection.cursor()
    reading.execute(f"SELECT {', '.join(('r.row', *told))} FROM {register.relation} AS r WHERE {condition}")
    count = 0
    while batch := reading.fetchmany(_AT_ONCE):
        judged = [judge.columns(read(cells)) for _, *cells in batch]
        _append(connection, [row for row, *_ in batch], judged)
        count += len(batch)
    return count


def _make_table(connection: duckdb.DuckDBPyConnection, names: Iterable[str]) -> None:
    columns = ", ".join(f"{name} BOOLEAN" for name in names)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {ASKED} (row BIGINT{', ' * bool(columns)}{columns})")


def _append(
    connection: duckdb.DuckDBPyConnection, rows: list[int], judged: list[tuple[bool | None, ...]]
) -> None:
    columns = [rows, *map(list, zip(*judged, strict=True))]
    types = ["BIGINT[]", *["BOOLEAN[]"] * (len(columns) - 1)]
    told = ", ".join(f"unnest(?::{type})" for type in types)
    connection.execute(f"INSERT INTO {ASKED} SELECT {told}", columns)
