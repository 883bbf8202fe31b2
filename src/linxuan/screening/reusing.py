"""Another threshold over verdicts that are kept: only the rules that it reaches are evaluated again."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb

from linxuan.checking.ruleset import Demand, RuleSet
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.judged import Judged
from linxuan.screening.prepared import Overrides, Prepared, Tell, data_of, prepare
from linxuan.screening.provenance import MadeFrom, made_from
from linxuan.screening.register.quoting import name as quoted
from linxuan.screening.register.quoting import text as literal
from linxuan.screening.request import Request
from linxuan.screening.stored import made_from_of, stored_columns, warnings_of

NOT_IN_STEP = "linxuan: rows out of step"


def prepare_again(
    request: Request,
    connection: duckdb.DuckDBPyConnection,
    rules: RuleSet,
    overrides: Overrides,
    tell: Tell,
) -> Prepared:
    """Open the register for the rules that a changed parameter reaches. Raises BadInput.

    The kept verdicts have to be of the same programme, track, day and data. What was odd about these data
    is taken from them as well, in the words that it was told in.
    """
    assert request.reuse is not None
    kept = made_from_of(connection, request.reuse)
    now = made_from(rules, overrides, on=request.on, data={}, engine="")
    _check_same(kept, now, request.reuse)
    prepared = prepare(
        request, connection, rules, overrides, tell, demands=_reached(rules.demands, kept, now)
    )
    # The same bytes under another name are the same data.
    if {**data_of(request, prepared.register), "file": kept["data"]["file"]} != kept["data"]:
        raise BadInput(say("{file} 不是从这份数据筛查出来的，不能接着用", file=request.reuse.name))
    return replace(prepared, warnings=warnings_of(connection, request.reuse))


def judged_again(prepared: Prepared, again: Judged, rules: RuleSet, kept: Path) -> Judged:
    """Return the rows with the outcomes of `again`, and of all other rules as they were kept."""
    partial = _partial(prepared.connection, rules, kept)
    everything = tuple(each.rule for each in rules.demands)
    fresh = {rule.id: place for place, rule in enumerate(again.rules)}
    told = [
        _taken(column, name, fresh, everything[int(column[1:])].id)
        for column, name in stored_columns(everything, partial).items()
    ]
    row = f"CASE WHEN s.row = f.row THEN s.row ELSE error('{NOT_IN_STEP}')::BIGINT END AS row"
    stored = f"read_parquet({literal(kept)}) AS s"
    if in_step(prepared, kept):
        joined = f"{stored} POSITIONAL JOIN ({again.sql}) AS f"
    else:
        joined = f"{stored} JOIN ({again.sql}) AS f ON s.row = f.row"
    cells = (f"f.{each} AS {each}" for each in again.raw)
    sql = f"SELECT {', '.join((row, *cells, *told))} FROM {joined}"
    return Judged(sql, everything, partial, cells=again.cells)


def in_step(prepared: Prepared, kept: Path) -> bool:
    """Tell whether every row of the register was read, then as now: row after row is the same in both."""
    found = prepared.connection.execute(f"SELECT count(*) FROM read_parquet({literal(kept)})").fetchone()
    assert found is not None
    return not prepared.register.unreadable and bool(found[0] == prepared.register.rows)


def only_columns_of(again: Judged, whole: Judged) -> tuple[int, ...]:
    """Return where the columns of `again` stand among those of `whole`."""
    places = {rule.id: place for place, rule in enumerate(whole.rules)}
    columns = list(whole.columns)
    found = []
    for column in again.columns:
        rule = again.rules[int(column[1:])]
        found.append(columns.index(f"{column[0]}{places[rule.id]}"))
    return tuple(found)


def _taken(column: str, name: str, fresh: dict[str, int], rule: str) -> str:
    if rule in fresh:
        return f"f.{column[0]}{fresh[rule]} AS {column}"
    return f"s.{quoted(name)} AS {column}"


def _partial(connection: duckdb.DuckDBPyConnection, rules: RuleSet, kept: Path) -> frozenset[int]:
    described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(kept)})").fetchall()
    names = {name for name, *_ in described}
    return frozenset(place for place, each in enumerate(rules.demands) if f"{each.rule.id}.applies" in names)


def _check_same(kept: MadeFrom, now: MadeFrom, path: Path) -> None:
    words = {
        "programme": say("程序包"),
        "track": say("遴选类别"),
        "on": say("核验日"),
    }
    for key, name in words.items():
        if kept.get(key) != now[key]:
            told = say("{file} 的{what}与这次不同，不能接着用；请重新筛查", file=path.name, what=name)
            raise BadInput(told)


def _reached(demands: Iterable[Demand], kept: MadeFrom, now: MadeFrom) -> tuple[Demand, ...]:
    """The rules that have a parameter whose value is another now, or comes about in another way."""
    changed = {
        id
        for id, value in now["parameters"].items()
        if kept["parameters"].get(id) != value or (id in kept["set"]) != (id in now["set"])
    }
    return tuple(demand for demand in demands if changed.intersection(demand.parameters))
