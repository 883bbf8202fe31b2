"""Screenings as the doors ask for them: in a child with limits, its files put in place at the end."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.screening.confined import Progress, Reach, confined
from linxuan.screening.request import FORMS, Request, WhatIf, absolute, to_json

SECONDS = 3_600.0
"""The longest that a screening may take, by the clock on the wall."""

Watch = Callable[[Progress], None]


def run_screening(
    request: Request, *, aside: Path, seconds: float = SECONDS, progress: Watch | None = None
) -> dict[str, Any]:
    """Screen a register in a child; return the result as JSON values, its files by their final paths.

    The cells that could not be read go to `aside`, where there are any. Nothing is put in place unless
    everything went well. Raises BadInput, InvalidProgramme, and Stopped where a limit ended it.
    """
    with _scratch(request.out) as scratch:
        asked = replace(absolute(request), scratch=scratch)
        _check_files(asked, aside, request.out)
        run = partial(
            confined,
            memory=request.memory,
            seconds=seconds,
            progress=progress,
            reach=_reach(asked, asked.call),
        )
        result = _on_spark(asked, run, progress) if asked.engine == "spark" else run("screen", to_json(asked))
        _put_in_place(
            result, scratch, {"out": request.out, "origin": _origin(request.out), "unreadable": aside}
        )
    return result


def _on_spark(
    asked: Request, run: Callable[[str, Mapping[str, Any]], dict[str, Any]], progress: Watch | None
) -> dict[str, Any]:
    """Only what reads and writes files is done in children: Spark has processes of its own."""
    from linxuan.screening.spark.screening import screen_on_spark

    if asked.reuse:
        raise BadInput(say("--reuse 只用于 duckdb"))
    return screen_on_spark(
        asked, run, lambda stage, done: progress(Progress(stage, done)) if progress else None
    )


def run_what_if(
    asked: WhatIf, *, aside: Path, seconds: float = SECONDS, progress: Watch | None = None
) -> dict[str, Any]:
    """Vary a parameter, or compare with another call, in a child; otherwise as `run_screening`."""
    with _scratch(asked.changed) as scratch:
        screening = replace(absolute(asked.screening), scratch=scratch)
        other = asked.against.resolve() if asked.against else None
        _check_files(screening, aside, asked.changed)
        result = confined(
            "against" if other else "what_if",
            to_json(replace(asked, screening=screening, against=other)),
            memory=screening.memory,
            seconds=seconds,
            progress=progress,
            reach=_reach(screening, screening.call, *([other] if other else [])),
        )
        _put_in_place(result, scratch, {"changed": asked.changed, "unreadable": aside})
    return result


def _origin(out: Path | None) -> Path | None:
    return out and out.with_name(out.name + ".json")


def _check_files(request: Request, *written: Path | None) -> None:
    """Say at once, and before the child starts, what is not there, also of where something is `written`."""
    for path in (request.data, request.map, request.reuse):
        if path is not None and not path.exists():
            raise BadInput(say("没有文件 {file}", file=path))
    if request.out and request.reuse:
        raise BadInput(say("--reuse 只重新计数，不能和 --out 同用；要每行的结论请重新筛查"))
    if request.out and request.out.suffix.lower() not in FORMS:
        raise BadInput(say("{file}：结果写成 .parquet、.csv 或 .xlsx", file=request.out.name))
    for path in filter(None, written):
        if not path.resolve().parent.is_dir():
            raise BadInput(say("没有文件夹 {folder}", folder=path.parent))


def _reach(request: Request, *packages: Path) -> Reach:
    read = [*packages, *request.inputs(), *([request.map] if request.map else [])]
    return Reach(reads=tuple(read), writes=(request.scratch,))


@contextmanager
def _scratch(out: Path | None) -> Iterator[Path]:
    """A folder of its own beside where the result goes, so that putting it in place is one step."""
    beside = out.resolve().parent if out and out.resolve().parent.is_dir() else None
    with tempfile.TemporaryDirectory(prefix=".linxuan-", dir=beside) as folder:
        yield Path(folder).resolve()


def _put_in_place(result: dict[str, Any], scratch: Path, wanted: Mapping[str, Path | None]) -> None:
    """Move the files to where they were wanted; what stood there before is replaced in one step."""
    placed = {}
    for key, name in result["files"].items():
        path = wanted[key]
        if path is not None:
            _move(scratch / name, path)
            placed[key] = str(path)
    result["files"] = placed


def _move(made: Path, path: Path) -> None:
    try:
        made.replace(path)
    except OSError:
        _copy(made, path)


def _copy(made: Path, path: Path) -> None:
    """To another file system: the scratch folder lies beside the result, not beside every file."""
    try:
        shutil.copyfile(made, path)
    except OSError as fault:
        raise BadInput(say("写不了 {file}：{why}", file=path, why=fault.strerror or fault)) from None
