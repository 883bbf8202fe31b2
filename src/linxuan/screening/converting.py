"""A stored result written again as CSV or xlsx: what people open, made from the Parquet file that is kept."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from linxuan.checking.ruleset import ruleset
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.reading import read_programme
from linxuan.screening.confined import Progress, Reach, confined
from linxuan.screening.judged import Judged
from linxuan.screening.locked import locked_connection
from linxuan.screening.register.quoting import text as literal
from linxuan.screening.request import Request, request_from, to_json
from linxuan.screening.stored import APPLIES, made_from_of
from linxuan.screening.watching import watched
from linxuan.screening.writing import check_form, write


def convert(
    request: Request,
    paths: Sequence[Path],
    *,
    seconds: float,
    progress: Callable[[Progress], None] | None = None,
) -> None:
    """Write what a screening stored at `request.out`, as Parquet, to `paths` in the form that each name says.

    They lie in one folder. Runs in a confined child. Raises BadInput, and Stopped where a limit ended it.
    """
    stored = _stored(request)
    with tempfile.TemporaryDirectory(prefix=".linxuan-", dir=paths[0].parent) as name:
        scratch = Path(name).resolve()
        made = {path: scratch / path.name for path in paths}
        confined(
            "convert",
            {"request": to_json(request), "paths": [str(path) for path in made.values()]},
            memory=request.memory,
            seconds=seconds,
            progress=progress,
            reach=Reach(reads=(request.call, stored), writes=(scratch,)),
        )
        for path, written in made.items():
            written.replace(path)


def convert_in_child(asked: Mapping[str, Any], tell: Callable[[str, float], None]) -> Mapping[str, Any]:
    """Convert as a request in JSON says."""
    request, paths = request_from(asked["request"]), [Path(each) for each in asked["paths"]]
    stored = _stored(request)
    connection = locked_connection(
        (stored,), paths[0].parent, memory=request.memory, threads=request.threads, ordered=True
    )
    names, rows = _names(connection, stored)
    judged, made = _judged(request, names), made_from_of(connection, stored)
    for at, path in enumerate(paths):
        check_form(path, rows)
        with watched(connection, say("写结果"), _share_of(tell, at, len(paths))):
            write(connection, judged, stored, path, made)
    return {}


def _share_of(tell: Callable[[str, float], None], at: int, of: int) -> Callable[[str, float], None]:
    """Tell how far one file of several is as a part of the whole."""
    return lambda stage, done: tell(stage, (at + done) / of)


def _stored(request: Request) -> Path:
    if request.out is None:
        raise BadInput(say("没有结果文件"))
    return request.out


def _names(connection: duckdb.DuckDBPyConnection, stored: Path) -> tuple[list[str], int]:
    relation = f"FROM read_parquet({literal(stored)})"
    columns = connection.execute(f"DESCRIBE SELECT * {relation}").fetchall()
    found = connection.execute(f"SELECT count(*) {relation}").fetchone()
    return [str(column[0]) for column in columns], int(found[0]) if found else 0


def _judged(request: Request, names: list[str]) -> Judged:
    """The rules as the file has them; what stands between the row and the verdict was carried through."""
    rules = tuple(demand.rule for demand in ruleset(read_programme(request.call), request.track).demands)
    partial = frozenset(at for at, rule in enumerate(rules) if rule.id + APPLIES in names)
    return Judged("", rules, partial, tuple(names[1 : names.index("verdict")]))
