"""A register that is opened, and the rules that are held against it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

import duckdb

from linxuan.answers.choices import listed
from linxuan.answers.fields import FILED_ON
from linxuan.answers.raw import shown
from linxuan.checking import parse_override
from linxuan.checking.ruleset import Demand, RuleSet, ruleset
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, ParameterValue
from linxuan.rules.sql.columns import Column, Columns
from linxuan.rules.sql.dialect import DUCKDB
from linxuan.rules.terms import Value
from linxuan.screening.counting import Drawn
from linxuan.screening.demands import RuleSql, rule_sql
from linxuan.screening.derived import names_of
from linxuan.screening.judged import Judged, judged, needs_asking
from linxuan.screening.locked import locked_connection
from linxuan.screening.reference import Judge, Reference, ask
from linxuan.screening.register import (
    NO_MAP,
    Doubt,
    Register,
    cells_of,
    open_register,
    read_map,
    without_bounds,
)
from linxuan.screening.request import Request
from linxuan.screening.rereading import read_again
from linxuan.screening.wanted import wanted_fields

Tell = Callable[[str, float], None]
Overrides = Mapping[str, ParameterValue]
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True)
class Prepared:
    """The rules of a track over a register: everything that outcomes depend on."""

    connection: duckdb.DuckDBPyConnection
    register: Register
    ruleset: RuleSet
    on: date | None
    overrides: Overrides
    columns: Columns
    """Every name that the rules use."""
    warnings: tuple[str, ...] = ()
    """What is to be said before the counts."""

    def rules(self, overrides: Mapping[str, ParameterValue | Column] | None = None) -> tuple[RuleSql, ...]:
        """Return the rules as SQL, with the values of the request or with others."""
        chosen = self.overrides if overrides is None else overrides
        return rule_sql(self.ruleset, self.columns, chosen, on=self.on, dialect=DUCKDB)

    def judged(self, carried: Mapping[str, str] = NOTHING) -> tuple[Judged, int]:
        """Return the rows with their outcomes, and how many the one-record evaluator was asked of."""
        rules = self.rules()
        condition = needs_asking(rules)
        if condition is None:
            return self.judged_by(rules, carried, asked=False), 0
        found = self.judged_by(rules, carried, asked=True)
        asked = ask(self.connection, self.judge(found), self.ruleset.call, self.register, condition)
        return found, asked

    def judged_by(
        self, rules: Sequence[RuleSql], carried: Mapping[str, str] = NOTHING, *, asked: bool
    ) -> Judged:
        """Return the rows with what some rules come to."""
        return judged(self.register.relation, rules, carried, self.register.raw, asked=asked)

    def judge(self, found: Judged) -> Judge:
        """Return the one-record evaluator that answers in the columns of `found`."""
        return Reference(self.ruleset, self.on, self.overrides).judge(found)

    def reread(self, rows: Iterable[int]) -> dict[int, Mapping[str, Value]]:
        """Read rows again from the file, as the answers of an applicant are read."""
        return self._answers(cells_of(self.connection, self.register, sorted(rows)))

    def reread_drawn(self, drawn: Drawn) -> dict[int, Mapping[str, Value]]:
        """Read the cells of sampled rows again, from the file where they were not taken along."""
        return self._answers(drawn.cells) if drawn.cells else self.reread(drawn.outcomes)

    def _answers(self, rows: Mapping[int, Sequence[object]]) -> dict[int, Mapping[str, Value]]:
        return read_again(without_bounds(self.ruleset.call), self.ruleset.procedure, self.register, rows)

    def only(self, demands: Iterable[Demand]) -> "Prepared":
        """Return the same with some of the rules only."""
        return replace(self, ruleset=replace(self.ruleset, demands=tuple(demands)))


def data_of(request: Request, register: Register) -> dict[str, object]:
    """Return what tells a register, as it was read, from any other: its bytes, and the map and sheet."""
    return described(request, digest=register.digest, rows=register.rows)


def described(request: Request, *, digest: str, rows: int) -> dict[str, object]:
    """Return the data of a request whose bytes have this digest (SHA-256, hexadecimal) and so many rows."""
    column_map = sha256(request.map.read_bytes()).hexdigest() if request.map else None
    told = {"file": request.data.name, "sha256": digest, "rows": rows, "map": column_map}
    return {**told, "sheet": request.sheet} if request.sheet else told


def connected(request: Request) -> duckdb.DuckDBPyConnection:
    """Return a database that can reach what a request needs, and nothing else."""
    return locked_connection(
        request.inputs(), request.scratch, memory=request.memory, threads=request.threads, ordered=True
    )


def prepare(
    request: Request,
    connection: duckdb.DuckDBPyConnection,
    rules: RuleSet,
    overrides: Overrides,
    tell: Tell,
    *,
    demands: Iterable[Demand] | None = None,
) -> Prepared:
    """Open the register of a request for `rules`, or for some demands of them. Raises BadInput."""
    call, chosen = rules.call, replace(rules, demands=rules.demands if demands is None else tuple(demands))
    register = open_register(
        connection,
        request.data,
        call,
        rules.procedure,
        wanted=wanted_fields(chosen),
        mapping=read_map(request.map, call, rules.procedure) if request.map else NO_MAP,
        scratch=request.scratch,
        sheet=request.sheet,
        watch=request.doubts and not request.reuse,
        progress=lambda stage, done, total: tell(
            say("读 {what}", what=stage), done / total if total else 0.0
        ),
    )
    columns = names_of(chosen, register.columns, on=request.on, dialect=DUCKDB)
    warnings = tuple(_warnings(request, register))
    return Prepared(connection, register, chosen, request.on, overrides, columns, warnings)


def _warnings(request: Request, register: Register) -> Iterator[str]:
    yield from register.notes
    yield from map(_doubt, register.warnings)
    if not request.doubts:
        yield say("没有查找重复或有误的信用代码、超出范围的数（--no-doubts）")


def rules_and_overrides(call: Call, request: Request) -> tuple[RuleSet, Overrides]:
    """Return the rules of the track and the what-if values of a request. Raises BadInput."""
    tracks = {track.id: track.name for track in lookup.open_tracks(call)}
    if request.track not in tracks:
        told = say("--track 不能是“{name}”；可填：{known}", name=shown(request.track), known=listed(tracks))
        raise BadInput(told)
    return ruleset(call, request.track), dict(parse_override(call, each) for each in request.overrides)


def said(prepared: Prepared) -> dict[str, list[Any]]:
    """Return what has to be known before the counts: fields that no column gives, columns without use, doubts."""
    register, wanted = prepared.register, set(wanted_fields(prepared.ruleset)) - {FILED_ON}
    missing = [key for key in register.missing if key.partition("@")[0] in wanted]
    return {
        "missing": [{"field": key, "name": _named(prepared.ruleset, key)} for key in missing],
        "unused": list(register.unused),
        "warnings": list(prepared.warnings),
    }


def _named(rules: RuleSet, key: str) -> str:
    id, _, year = key.partition("@")
    variable = rules.scope.names.get(id)
    label = variable.name if variable else id
    return say("{year}年{label}", year=year, label=label) if year else label


def _doubt(doubt: Doubt) -> str:
    return say(
        "{problem}（{column}列）：{count}行，如第{rows}行",
        column=doubt.column,
        problem=doubt.problem,
        count=f"{doubt.count:,}",
        rows=say("、").join(map(str, doubt.rows)),
    )
