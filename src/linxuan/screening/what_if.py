"""How many would be eligible at each value of a parameter, in one pass over the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from linxuan.checking.ruleset import Demand, RuleSet
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import ParameterValue
from linxuan.programme.reading import read_programme
from linxuan.screening.counting import Drawn, Sample, drawing, drawn_rows
from linxuan.screening.curve import Curve, CurveJudge
from linxuan.screening.demands import RuleSql
from linxuan.screening.guard import guard
from linxuan.screening.judged import needs_asking
from linxuan.screening.prepared import (
    Prepared,
    Tell,
    connected,
    data_of,
    prepare,
    rules_and_overrides,
    said,
)
from linxuan.screening.provenance import made_from, plain
from linxuan.screening.reference import Reference, ask
from linxuan.screening.request import WhatIf, what_if_from
from linxuan.screening.screen import written_aside
from linxuan.screening.varying import Varied, read_varied
from linxuan.screening.watching import watched

SAMPLE = 200
"""Rows that the guard evaluates again, each of them at every value."""


def what_if_in_child(asked: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Vary a parameter as a request in JSON says; the result is JSON."""
    return what_if(what_if_from(asked), tell)


def what_if(asked: WhatIf, tell: Tell) -> dict[str, Any]:
    """Count the verdicts at each value of a parameter. Raises BadInput, and Disagreement of the guard.

    `fulfilled` are those who are eligible and meet every rule that the parameter reaches as well: for a
    rule in principle, which keeps nobody out, that is what changes.
    """
    request = asked.screening
    call = read_programme(request.call)
    rules, overrides = rules_and_overrides(call, request)
    varied = read_varied(call, asked.vary)
    reached = _reached(rules, varied)
    connection = connected(request)
    prepared = prepare(request, connection, rules, overrides, tell)
    pass_ = _Pass(prepared, varied, reached)
    found = pass_.count(Sample(SAMPLE, prepared.register.rows, request.seed), tell)
    tell(say("抽样复核"), 0.0)
    guarded = guard(pass_.judge, found.drawn, prepared.reread_drawn(found.drawn), request.seed)
    data = data_of(request, prepared.register)
    made = made_from(rules, overrides, on=request.on, data=data, engine=f"duckdb {duckdb.__version__}")
    return {
        "parameter": varied.parameter,
        "name": call.parameters[varied.parameter].name,
        "rows": found.rows + prepared.register.unreadable,
        "unreadable": prepared.register.unreadable,
        "values": found.values,
        **said(prepared),
        "made_from": {**made, "sample": {"rows": guarded.rows, "seed": guarded.seed}},
        "files": written_aside(request, prepared),
    }


def _reached(rules: RuleSet, varied: Varied) -> tuple[Demand, ...]:
    found = tuple(demand for demand in rules.demands if varied.parameter in demand.parameters)
    if not found:
        told = say("类别“{track}”没有一条规则用到参数“{id}”", track=rules.procedure, id=varied.parameter)
        raise BadInput(told)
    return found


@dataclass(frozen=True)
class _Found:
    rows: int
    values: list[dict[str, Any]]
    drawn: Drawn


class _Pass:
    """One pass: the rules that are reached at each value, beside the others."""

    def __init__(self, prepared: Prepared, varied: Varied, reached: tuple[Demand, ...]) -> None:
        others = [demand for demand in prepared.ruleset.demands if demand not in reached]
        self._settled, self._reached = prepared.only(others), prepared.only(reached)
        self._all, self._varied = prepared, varied
        rules = [*self._settled.rules(), *(rule for value in varied.values for rule in self._at(value))]
        condition = needs_asking(rules)
        found = prepared.judged_by(rules, asked=condition is not None)
        self._curve = Curve(found, len(others), reached, varied.values)
        self.judge = self._make_judge()
        if condition:
            register = prepared.register
            ask(prepared.connection, self.judge, prepared.ruleset.call, register, condition)

    def count(self, sample: Sample, tell: Tell) -> _Found:
        """Count at every value, and draw the sample on the way."""
        curve = self._curve
        told = ["count(*)", *curve.aggregates(), drawing(curve.judged)]
        rows = f"SELECT *, {curve.base} AS base, {sample.sql} AS drawn FROM ({curve.judged.sql})"
        with watched(self._all.connection, say("判断"), tell):
            found = self._all.connection.execute(f"SELECT {', '.join(told)} FROM ({rows})").fetchone()
        assert found is not None
        *counts, gathered = found
        total, *counted = (each or 0 for each in counts)
        return _Found(total, curve.told(total, counted, plain), drawn_rows(gathered))

    def _overrides(self, value: ParameterValue) -> dict[str, ParameterValue]:
        return {**self._all.overrides, self._varied.parameter: value}

    def _at(self, value: ParameterValue) -> tuple[RuleSql, ...]:
        return self._reached.rules(self._overrides(value))

    def _make_judge(self) -> CurveJudge:
        judged_one = self._curve.judged
        settled = Reference(self._settled.ruleset, self._all.on, self._all.overrides)
        return CurveJudge(
            judged_one,
            settled.judge(judged_one.part(range(self._curve.settled))),
            tuple(
                Reference(self._reached.ruleset, self._all.on, self._overrides(value)).judge(
                    judged_one.part(self._curve.at(at))
                )
                for at, value in enumerate(self._varied.values)
            ),
        )
