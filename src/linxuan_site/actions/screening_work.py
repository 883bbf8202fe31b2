"""The work on screenings, in a process of its own: run one in a confined child, keep what came of it."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings

from linxuan.language import say
from linxuan.screening.converting import convert
from linxuan.screening.request import Request, WhatIf
from linxuan.screening.run import run_screening, run_what_if
from linxuan_site.actions import working
from linxuan_site.actions.screening_course import CONVERT, CURVE, SCREEN, Course
from linxuan_site.actions.screening_pulse import Pulse
from linxuan_site.actions.working import Work, claim, work_on
from linxuan_site.documents.curve import curve_page
from linxuan_site.models import PublishedCall, Screening
from linxuan_site.queries.screenings import folder_of, is_lost, register_of

MOST_SHEET_ROWS = 50_000
"""With more rows no sheet is written beside the CSV: it takes many times as long as the screening."""
_RUN = "run-"


def work_on_all() -> int:
    """Work on what waits, one after another; return how many were worked on."""
    return work_on(_work())


def claim_next() -> Screening | None:
    """Claim the screening that has waited longest, if fewer than may be are at work."""
    return claim(_work())


def carry_out(screening: Screening) -> None:
    """Run one screening that this process claimed, and write how it ended."""
    working.carry_out(_work(), screening)


def _work() -> Work[Screening]:
    at_once = settings.SCREENINGS_AT_ONCE
    return Work(Screening, at_once=at_once, is_lost=is_lost, make=_watched, broke_off=_broke_off)


def _broke_off() -> str:
    return say("运行中途意外结束，没有结果；请再运行一次，还是这样就请系统管理员看记录")


def _watched(screening: Screening) -> Mapping[str, Any]:
    with Pulse(screening) as pulse:
        return {"percent": 100, **_made(screening, pulse)}


def _made(screening: Screening, pulse: Pulse) -> dict[str, Any]:
    """Run the engine; return the columns of the row that hold what came of it."""
    run = _fresh_folder(screening)
    course = Course((SCREEN, CONVERT, *((CURVE,) if screening.vary else ())), pulse.show)
    with _package(screening) as call:
        request = _request(screening, call, run)
        aside = run / "unreadable.csv"
        seconds = settings.SCREENING_SECONDS
        result = run_screening(request, aside=aside, seconds=seconds, progress=course.of(SCREEN))
        files = {"parquet": request.out, "unreadable": aside if aside.exists() else None}
        files |= _converted(request, result, course)
        curve = _curve(request, screening.vary, course)
    for made in filter(None, (result, curve)):
        # The register lies under a name of ours; people know it by theirs.
        made["made_from"]["data"]["file"] = screening.file_name
    if curve:
        drawn = files["curve"] = run / "curve.html"
        drawn.write_text(curve_page(curve), "utf-8")
    inside = {key: str(path.relative_to(run.parent)) for key, path in files.items() if path}
    return {"result": {**result, "files": {}}, "curve": curve, "files": inside}


def _fresh_folder(screening: Screening) -> Path:
    """A folder for this run; what an earlier one left goes."""
    folder = folder_of(screening)
    for old in folder.glob(f"{_RUN}*"):
        shutil.rmtree(old, ignore_errors=True)
    run = folder / f"{_RUN}{screening.worker}"
    run.mkdir(mode=0o700)
    return run


@contextmanager
def _package(screening: Screening) -> Iterator[Path]:
    """The published version as a folder: it must have the name of the call."""
    files = PublishedCall.objects.values_list("files", flat=True).get(pk=screening.published_call_id)
    with tempfile.TemporaryDirectory(prefix="linxuan-") as name:
        folder = Path(name).resolve() / screening.call
        for inside, text in files.items():
            path = folder / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        yield folder


def _request(screening: Screening, call: Path, run: Path) -> Request:
    mapping = None
    if screening.column_map:
        mapping = run / "columns.toml"
        mapping.write_text(screening.column_map, "utf-8")
    return Request(
        call=call,
        track=screening.track,
        data=register_of(screening),
        map=mapping,
        sheet=screening.sheet,
        on=screening.day,
        overrides=tuple(f"{id}={value}" for id, value in screening.overrides.items()),
        out=run / "result.parquet",
        memory=settings.SCREENING_MEMORY,
        seed=int(screening.worker[:7], 16),
    )


def _converted(request: Request, result: Mapping[str, Any], course: Course) -> dict[str, Path]:
    """Write the result again in the forms that people open."""
    forms = ("csv", "xlsx") if result["rows"] <= MOST_SHEET_ROWS else ("csv",)
    made = {form: request.out.with_suffix(f".{form}") for form in forms if request.out}
    seconds = settings.SCREENING_SECONDS
    convert(request, list(made.values()), seconds=seconds, progress=course.of(CONVERT))
    return made


def _curve(request: Request, vary: str, course: Course) -> dict[str, Any]:
    if not vary or request.out is None:
        return {}
    # What could not be read was told by the screening; this is the same again.
    aside = request.out.with_name("curve-unreadable.csv")
    asked = WhatIf(screening=replace(request, out=None), vary=vary)
    seconds = settings.SCREENING_SECONDS
    curve = run_what_if(asked, aside=aside, seconds=seconds, progress=course.of(CURVE))
    aside.unlink(missing_ok=True)
    return curve
