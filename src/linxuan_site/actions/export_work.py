"""The work on exports, in a process of its own: claim one, write its archive, say how far it is.

Whoever claims an export writes a claim of his own into its row, and every later write asks for it.
"""

import logging
import time
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.db import transaction
from django.utils import timezone, translation

from linxuan.language import say, speaking
from linxuan_site import clock
from linxuan_site.actions.export_archive import write_archive
from linxuan_site.models import Export
from linxuan_site.models.screenings import AT_WORK, DONE, FAILED, RUNNING, STOPPED, UNFINISHED, WAITING
from linxuan_site.queries.exports import export_path, is_lost_export

BEAT = 0.5
"""Seconds between two signs of life."""
_LOG = logging.getLogger(__name__)
_BYTES_AT_A_TIME = 2**20


class Interrupted(Exception):
    """The work was told to stop, or somebody else has been given it."""


def work_on_exports() -> int:
    """Work on what waits, one after another; return how many were worked on."""
    done = 0
    while (claimed := claim_export()) is not None:
        carry_out_export(claimed)
        done += 1
    return done


@transaction.atomic
def claim_export() -> Export | None:
    """Claim the export that has waited longest, if nothing else is at work."""
    rows = list(Export.objects.select_for_update().filter(state__in=UNFINISHED).order_by("pk"))
    waiting = [one for one in rows if one.state == WAITING]
    if not waiting or any(one.state in AT_WORK and not is_lost_export(one) for one in rows):
        return None
    chosen = waiting[0]
    chosen.state, chosen.worker, chosen.beat_at = RUNNING, uuid4().hex, timezone.now()
    chosen.save(update_fields=["state", "worker", "beat_at"])
    return chosen


def carry_out_export(export: Export) -> None:
    """Write the archive of an export that this process claimed, and note how it ended."""
    path = export_path(export)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.stem}-{export.worker}.part")
    with speaking(export.language), translation.override(export.language or "zh-hans"):
        try:
            count = write_archive(export, unfinished, _Beat(export))
            digest = _digest(unfinished)
            unfinished.replace(path)
        except Interrupted:
            _finish(export, state=STOPPED)
        except Exception:  # noqa: BLE001 - whatever it is, the row has to say that it ended
            _LOG.exception("export %s", export.pk)
            told = say("导出中途意外结束，没有结果；请再导出一次，还是这样就请系统管理员看记录")
            _finish(export, state=FAILED, fault=told)
        else:
            size = path.stat().st_size
            _finish(export, state=DONE, done=count, total=count, file=path.name, size=size, digest=digest)
        finally:
            unfinished.unlink(missing_ok=True)


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


def _finish(export: Export, **values: object) -> None:
    own = Export.objects.filter(pk=export.pk, worker=export.worker, state__in=AT_WORK)
    own.update(worker="", finished_at=clock.now(), **values)


def _digest(path: Path) -> str:
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(_BYTES_AT_A_TIME):
            digest.update(piece)
    return digest.hexdigest()
