"""The work on exports, in a process of its own: write the archive of one, say how far it is."""

import shutil
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils import timezone

from linxuan.language import say
from linxuan_site.actions.export_archive import write_archive
from linxuan_site.actions.export_forms import write_forms
from linxuan_site.actions.working import Interrupted, Work, work_on
from linxuan_site.models import Export
from linxuan_site.models.exports import FORMS
from linxuan_site.models.screenings import RUNNING
from linxuan_site.queries.exports import export_folder, export_path, is_lost_export

BEAT = 0.5
"""Seconds between two signs of life."""
_BYTES_AT_A_TIME = 2**20


def work_on_exports() -> int:
    """Work on what waits, one after another; return how many were worked on."""
    return work_on(Work(Export, at_once=1, is_lost=is_lost_export, make=_made, broke_off=_broke_off))


def _made(export: Export) -> Mapping[str, Any]:
    """Write the archive; return the columns of the row that tell of it."""
    path = export_path(export)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.stem}-{export.worker}.part")
    try:
        count, fault = _written(export, unfinished)
        digest = _digest(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    shutil.rmtree(export_folder(export), ignore_errors=True)
    size = path.stat().st_size
    made = {"done": count, "total": count, "file": path.name, "size": size, "digest": digest}
    return {**made, "fault": fault}


def _written(export: Export, path: Path) -> tuple[int, str]:
    """Write the archive; return how many are in it, and what has to be said of the others."""
    if export.kind != FORMS:
        return write_archive(export, path, _Beat(export)), ""
    made = write_forms(export, path, _Beat(export))
    return made.done, made.told


def _broke_off() -> str:
    return say("导出中途意外结束，没有结果；请再导出一次，还是这样就请系统管理员看记录")


class _Beat:
    """Notes how many are done, at most twice a second; raises `Interrupted` once it is not to go on."""

    def __init__(self, export: Export) -> None:
        self._export, self._last = export, 0.0

    def __call__(self, done: int) -> None:
        if time.monotonic() - self._last < BEAT:
            return
        self._last = time.monotonic()
        own = Export.objects.filter(pk=self._export.pk, worker=self._export.worker, state=RUNNING)
        if not own.update(done=done, beat_at=timezone.now()):
            raise Interrupted


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(_BYTES_AT_A_TIME):
            digest.update(piece)
    return digest.hexdigest()
