"""A whole register held against the rules of a track: counted in one pass, guarded, and written out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from linxuan.checking.ruleset import RuleSet
from linxuan.language import say
from linxuan.programme.reading import read_programme
from linxuan.screening.counting import Drawn, Sample, count
from linxuan.screening.funnel import Funnel
from linxuan.screening.guard import Guarded, guard
from linxuan.screening.judged import Judged
from linxuan.screening.kept_counts import keep, with_kept
from linxuan.screening.prepared import (
    NOTHING,
    Prepared,
    Tell,
    connected,
    data_of,
    prepare,
    rules_and_overrides,
    said,
)
from linxuan.screening.provenance import MadeFrom, made_from
from linxuan.screening.reference import Judge
from linxuan.screening.request import Request, request_from
from linxuan.screening.reusing import in_step, judged_again, only_columns_of, prepare_again
from linxuan.screening.stored import counts_of, headings, source, store
from linxuan.screening.watching import watched
from linxuan.screening.writing import check_form, write, write_origin, write_unreadable

STORED = "verdicts.parquet"
ASIDE = "unreadable.csv"
ORIGIN = ".json"
"""What a result was made from lies beside it under its name with this; a Parquet file has it inside."""


@dataclass(frozen=True)
class Counted:
    """What one pass found, before the guard has looked at it.

    `drawn` are the sampled rows, in the columns that `judge` answers in.
    """

    judged: Judged
    judge: Judge
    funnel: Funnel
    drawn: Drawn
    asked: int
    stored: Path | None = None


def screen_in_child(asked: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Screen as a request in JSON says; the result is JSON, its files lie in the folder `scratch`."""
    return screen(request_from(asked), tell)


def screen(request: Request, tell: Tell) -> dict[str, Any]:
    """Screen a register. Raises BadInput, and Disagreement where the guard finds a difference.

    Beside the counts the result has `details` of each rule (name, strength, how many rows it alone keeps
    out, how many have no finding), what has to be said first (`missing`, `unused`, `warnings`), how many
    rows the one-record evaluator was `asked` of, what it was `made_from`, and its `files`.
    """
    call = read_programme(request.call)
    rules, overrides = rules_and_overrides(call, request)
    connection = connected(request)
    if request.reuse:
        prepared = prepare_again(request, connection, rules, overrides, tell)
        counted = _counted_again(request, prepared, rules, tell)
    else:
        prepared = prepare(request, connection, rules, overrides, tell)
        counted = _counted(request, prepared, tell)
    made = _made_from(request, prepared, rules)
    guarded = _guarded(request, prepared, counted, tell)
    made["sample"] = {"rows": guarded.rows, "seed": guarded.seed}
    return {
        **counted.funnel.as_json(),
        "details": {each.rule: each.details() for each in counted.funnel.rules},
        "identity": list(headings(counted.judged)),
        "asked": counted.asked,
        **said(prepared),
        "made_from": made,
        "files": _written(request, prepared, counted, made, tell),
    }


def _counted(request: Request, prepared: Prepared, tell: Tell) -> Counted:
    """Without a file to write one pass counts; with one, the file is written first and then counted."""
    register, connection = prepared.register, prepared.connection
    if request.out:
        check_form(request.out, register.rows)
    judged, asked = prepared.judged(register.identity if request.out else NOTHING)
    stored = request.scratch / STORED if request.out else None
    with watched(connection, say("判断"), tell):
        if stored:
            made = _made_from(request, prepared, prepared.ruleset)
            store(connection, judged, stored, made, prepared.warnings)
        rows = source(judged, stored) if stored else judged.sql
        # What was written has the outcomes only: the sampled cells are read again from the register.
        counted = replace(judged, cells=0) if stored else judged
        sample = Sample(request.sample, register.rows, request.seed)
        funnel, drawn = count(connection, counted, rows, sample, unreadable=register.unreadable)
    if stored:
        keep(stored, funnel, judged.rules)
    return Counted(judged, prepared.judge(judged), funnel, drawn, asked, stored)


def _counted_again(request: Request, prepared: Prepared, rules: RuleSet, tell: Tell) -> Counted:
    """Take all but the rules that changed from the verdicts that were kept."""
    assert request.reuse is not None
    kept = counts_of(prepared.connection, request.reuse)
    decisive = any(each.rule.strength == "mandatory" for each in prepared.ruleset.demands)
    if kept and not decisive and in_step(prepared, request.reuse):
        return _counted_beside(request, prepared, rules, kept, tell)
    again, asked = prepared.judged()
    whole = judged_again(prepared, again, rules, request.reuse)
    with watched(prepared.connection, say("判断"), tell):
        sample = Sample(request.sample, prepared.register.rows, request.seed)
        found, drawn = count(prepared.connection, whole, whole.sql, sample, unreadable=0)
    # Rows that were read both times: other columns may have kept a row from being read then than now.
    rows = prepared.register.rows
    funnel = replace(found, rows=rows, unreadable=rows - found.rows)
    places = only_columns_of(again, whole)
    outcomes = {row: tuple(each[place] for place in places) for row, each in drawn.outcomes.items()}
    return Counted(whole, prepared.judge(again), funnel, Drawn(outcomes, drawn.cells), asked)


def _counted_beside(
    request: Request, prepared: Prepared, rules: RuleSet, kept: dict[str, Any], tell: Tell
) -> Counted:
    """Where no verdict can change, count the rules that changed, and take all other counts as they are."""
    again, asked = prepared.judged()
    sample = Sample(request.sample, prepared.register.rows, request.seed)
    with watched(prepared.connection, say("判断"), tell):
        fresh, drawn = count(
            prepared.connection, again, again.sql, sample, unreadable=prepared.register.unreadable
        )
    funnel = with_kept(fresh, kept, [each.rule for each in rules.demands])
    return Counted(again, prepared.judge(again), funnel, drawn, asked)


def _guarded(request: Request, prepared: Prepared, counted: Counted, tell: Tell) -> Guarded:
    """Read the cells of the drawn rows again, and judge them one by one."""
    tell(say("抽样复核"), 0.0)
    return guard(counted.judge, counted.drawn, prepared.reread_drawn(counted.drawn), request.seed)


def _made_from(request: Request, prepared: Prepared, rules: RuleSet) -> MadeFrom:
    return made_from(
        rules,
        prepared.overrides,
        on=request.on,
        data=data_of(request, prepared.register),
        engine=f"duckdb {duckdb.__version__}",
    )


def _written(
    request: Request, prepared: Prepared, counted: Counted, made: MadeFrom, tell: Tell
) -> dict[str, str]:
    """Write what was asked for into the scratch folder; return the names of the files there."""
    files = {}
    if counted.stored:
        files = in_form(prepared.connection, request, counted.judged, counted.stored, made, tell)
    return {**files, **written_aside(request, prepared)}


def in_form(
    connection: duckdb.DuckDBPyConnection,
    request: Request,
    judged: Judged,
    stored: Path,
    made: MadeFrom,
    tell: Tell,
) -> dict[str, str]:
    """Write the stored result in the form that `out` names; return the names of the files in the folder."""
    assert request.out is not None
    suffix = request.out.suffix.lower()
    if suffix == ".parquet":
        return {"out": stored.name}
    path = request.scratch / f"result{suffix}"
    with watched(connection, say("写结果"), tell):
        write(connection, judged, stored, path, made)
    write_origin(made, path.with_name(path.name + ORIGIN))
    return {"out": path.name, "origin": path.name + ORIGIN}


def written_aside(request: Request, prepared: Prepared) -> dict[str, str]:
    """Write what could not be read into the scratch folder; return the name of the file, if there is one."""
    if not prepared.register.unreadable:
        return {}
    write_unreadable(prepared.connection, prepared.register.unreadable_rows, request.scratch / ASIDE)
    return {"unreadable": ASIDE}
