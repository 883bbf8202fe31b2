"""A register read by DuckDB and written down for Spark: the work of a confined child."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from linxuan.language import say
from linxuan.programme.reading import read_programme
from linxuan.rules.sql.dialect import SPARK
from linxuan.screening.counting import Sample
from linxuan.screening.demands import rule_sql
from linxuan.screening.derived import names_of
from linxuan.screening.judged import judged
from linxuan.screening.prepared import Prepared, Tell, connected, prepare, rules_and_overrides, said
from linxuan.screening.register.quoting import text as literal
from linxuan.screening.request import Request, request_from
from linxuan.screening.screen import written_aside
from linxuan.screening.spark.snapshot import FILE, told
from linxuan.screening.watching import watched
from linxuan.screening.writing import check_form

_ROW_GROUP = 122_880


def snapshot_in_child(asked: Mapping[str, Any], tell: Tell) -> Mapping[str, Any]:
    """Read a register and write it down for Spark, in the folder `scratch` of the request."""
    request = request_from(asked)
    rules, overrides = rules_and_overrides(read_programme(request.call), request)
    prepared = prepare(request, connected(request), rules, overrides, tell)
    register = prepared.register
    if request.out:
        check_form(request.out, register.rows)
    carried = register.identity if request.out else {}
    with watched(prepared.connection, say("读取"), tell):
        _write(prepared, carried, request.scratch / FILE)
    written_aside(request, prepared)
    return {
        "columns": {key: told(column) for key, column in register.columns.items()},
        "carried": list(carried),
        "rows": register.rows,
        "unreadable": register.unreadable,
        "said": said(prepared),
        "digest": register.digest,
        "sample": _sampled(request, prepared),
    }


def _write(prepared: Prepared, carried: Mapping[str, str], path: Path) -> None:
    register = prepared.register
    given = [f"{column.sql} AS c{at}" for at, column in enumerate(register.columns.values())]
    along = [f"CAST({sql} AS VARCHAR) AS i{at}" for at, sql in enumerate(carried.values())]
    prepared.connection.execute(
        f"COPY (SELECT {', '.join(['r.row AS row', *given, *along])} FROM {register.relation} AS r) "
        f"TO {literal(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_ROW_GROUP})"
    )


def _sampled(request: Request, prepared: Prepared) -> dict[str, list[bool | None]]:
    """What the one-record evaluator says of some rows, read again from their raw cells: for the guard."""
    register, rules = prepared.register, prepared.ruleset
    drawn = Sample(request.sample, register.rows, request.seed)
    query = f"SELECT row FROM {register.relation} AS r WHERE {drawn.sql} ORDER BY row"
    rows = [row for (row,) in prepared.connection.execute(query).fetchall()]
    names = names_of(rules, register.columns, on=request.on, dialect=SPARK)
    found = rule_sql(rules, names, prepared.overrides, on=request.on, dialect=SPARK)
    judge = prepared.judge(judged("", found, {}, asked=False))
    return {str(row): list(judge.columns(answers)) for row, answers in prepared.reread(rows).items()}
