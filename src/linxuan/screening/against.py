"""Two definitions side by side over one register: who gains, who loses, and by which rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from linxuan.language import say
from linxuan.screening.prepared import Tell, connected
from linxuan.screening.register.quoting import name as quoted
from linxuan.screening.register.quoting import text as literal
from linxuan.screening.request import Request, WhatIf, what_if_from
from linxuan.screening.screen import STORED, screen
from linxuan.screening.writing import check_form, harmless

CHANGED = "changed"
_GAINS = "r.verdict = 'eligible' AND l.verdict <> 'eligible'"
_LOSES = "l.verdict = 'eligible' AND r.verdict <> 'eligible'"


@dataclass(frozen=True)
class _Side:
    """What one of the two definitions came to: `file` has a verdict and the outcomes for every row."""

    name: str
    result: Mapping[str, Any]
    file: Path

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(each["rule"] for each in self.result["rules"])


def against_in_child(asked: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Compare two calls as a request in JSON says; the result is JSON."""
    return against(what_if_from(asked), tell)


def against(asked: WhatIf, tell: Tell) -> dict[str, Any]:
    """Screen a register under two calls and compare the verdicts row by row. Raises BadInput.

    `gains` are eligible under the other call only, `loses` under the first only. For each rule: how many
    of the losers do not meet it under the other call (or are not known to), and how many of the gainers
    did not under the first; `alone` where it is the only mandatory one. What-if values are for the first.
    """
    request = asked.screening
    assert asked.against is not None
    other = replace(
        request, call=asked.against, track=asked.against_track or request.track, overrides=(), map=request.map
    )
    left, right = _screened("l", request, tell), _screened("r", other, tell)
    tell(say("比较"), 0.0)
    connection = connected(replace(request, data=left.file))
    joined = _joined(left, right)
    found = {**_counts(connection, joined), **_by_rule(connection, joined, left, right)}
    files = {}
    if asked.changed:
        check_form(asked.changed, found["gains"] + found["loses"])
        files["changed"] = _write_changed(connection, joined, left, right, request.scratch, asked.changed)
    return {
        **found,
        "first": left.result,
        "other": right.result,
        "files": {**files, **_aside(left, right)},
    }


def _screened(name: str, request: Request, tell: Tell) -> _Side:
    scratch = request.scratch / name
    scratch.mkdir()
    result = screen(replace(request, out=Path(STORED), scratch=scratch), tell)
    return _Side(name, result, scratch / STORED)


def _aside(left: _Side, right: _Side) -> dict[str, str]:
    """The cells that could not be read: those of the first call, or else of the other."""
    for side in (left, right):
        if "unreadable" in side.result["files"]:
            return {"unreadable": f"{side.name}/{side.result['files']['unreadable']}"}
    return {}


def _joined(left: _Side, right: _Side) -> str:
    """The rows that both could read."""
    one, other = (f"read_parquet({literal(side.file)}) AS {side.name}" for side in (left, right))
    if left.result["unreadable"] or right.result["unreadable"]:
        return f"{one} JOIN {other} ON l.row = r.row"
    return f"{one} POSITIONAL JOIN {other}"


def _counts(connection: duckdb.DuckDBPyConnection, joined: str) -> dict[str, Any]:
    rows = connection.execute(
        f"SELECT l.verdict, r.verdict, count(*) FROM {joined} GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    verdicts = [{"first": first, "other": other, "rows": count} for first, other, count in rows]
    gains = sum(count for first, other, count in rows if other == "eligible" and first != other)
    loses = sum(count for first, other, count in rows if first == "eligible" and first != other)
    return {
        "rows": sum(count for *_, count in rows),
        "gains": gains,
        "loses": loses,
        "verdicts": verdicts,
    }


def _by_rule(
    connection: duckdb.DuckDBPyConnection, joined: str, left: _Side, right: _Side
) -> dict[str, list[dict[str, Any]]]:
    return {
        "loses_by": _deciding(connection, joined, right, _LOSES),
        "gains_by": _deciding(connection, joined, left, _GAINS),
    }


def _deciding(
    connection: duckdb.DuckDBPyConnection, joined: str, side: _Side, changed: str
) -> list[dict[str, Any]]:
    """Which rules keep those who changed from being eligible on the one side."""
    rules = _mandatory(side)
    if not rules:
        return []
    short = {rule: _short(side, rule) for rule in rules}
    lacking = " + ".join(f"({sql})::UTINYINT" for sql in short.values())
    told = [
        aggregate
        for sql in short.values()
        for aggregate in (f"count_if({sql})", f"count_if({sql} AND ({lacking}) = 1)")
    ]
    counted = connection.execute(f"SELECT {', '.join(told)} FROM {joined} WHERE {changed}").fetchone()
    assert counted is not None
    pairs = zip(counted[::2], counted[1::2], strict=True)
    return [
        {"rule": rule, "rows": rows, "alone": alone}
        for rule, (rows, alone) in zip(rules, pairs, strict=True)
        if rows
    ]


def _mandatory(side: _Side) -> tuple[str, ...]:
    details = side.result["details"]
    return tuple(rule for rule in side.rules if details[rule]["strength"] == "mandatory")


def _short(side: _Side, rule: str) -> str:
    """SQL for: this rule is not met, or not known to be. Where there is no finding it is kept as met."""
    return f"{side.name}.{quoted(rule)} IS NOT TRUE"


def _write_changed(
    connection: duckdb.DuckDBPyConnection,
    joined: str,
    left: _Side,
    right: _Side,
    scratch: Path,
    wanted: Path,
) -> str:
    form = wanted.suffix.lower()
    path = scratch / f"{CHANGED}{form}"
    columns = [
        "l.row AS row",
        *(f"{harmless('l.' + quoted(name))} AS {quoted(name)}" for name in left.result["identity"]),
        "l.verdict AS first",
        "r.verdict AS other",
        f"CASE WHEN {_GAINS} THEN {_names(left)} ELSE {_names(right)} END AS rules",
    ]
    source = f"SELECT {', '.join(columns)} FROM {joined} WHERE ({_GAINS}) OR ({_LOSES})"
    options = "FORMAT parquet, COMPRESSION zstd" if form == ".parquet" else "FORMAT csv, HEADER"
    if form == ".xlsx":
        _write_sheet(connection, source, path)
    else:
        connection.execute(f"COPY ({source}) TO {literal(path)} ({options})")
    return path.name


def _names(side: _Side) -> str:
    """SQL for the rules that decide, their ids with commas between."""
    told = ", ".join(f"CASE WHEN {_short(side, rule)} THEN {literal(rule)} END" for rule in _mandatory(side))
    return f"concat_ws(', ', {told})" if told else "''"


def _write_sheet(connection: duckdb.DuckDBPyConnection, source: str, path: Path) -> None:
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "tmpdir": str(path.parent)}
    with Workbook(path, options) as book:
        sheet = book.add_worksheet(say("变化"))
        reading = connection.cursor()
        reading.execute(source)
        _write_rows(sheet, [[column[0] for column in reading.description or ()], *reading.fetchall()])


def _write_rows(sheet: Any, rows: Sequence[Sequence[object]]) -> None:
    for at, cells in enumerate(rows):
        sheet.write_row(at, 0, cells)
