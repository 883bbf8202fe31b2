"""Signs of life of a screening at work: how far it is, twice a second, and whether it has been told to stop."""

import logging
import os
import threading
import time
from typing import Self

from django.db import DatabaseError, connection
from django.utils import timezone

from linxuan.screening.confined import Progress
from linxuan_site import clock
from linxuan_site.actions.screening_worker import start_worker
from linxuan_site.actions.working import Interrupted
from linxuan_site.models import Screening
from linxuan_site.models.screenings import AT_WORK, RUNNING, STOPPED, WAITING

EVERY = 0.5
"""Seconds between two signs of life."""
GRACE = 10
"""Seconds that the work has to end by itself once it was told to."""
_LOG = logging.getLogger(__name__)


class Pulse:
    """Writes signs of life in a thread of its own, to be used in a `with` around the work.

    The work tells through `show` how far it is; that raises `Interrupted` once it is not to go on.
    Work that does not listen takes the whole process with it: its confined child ends with its parent.
    """

    def __init__(self, screening: Screening) -> None:
        self._screening, self._worker = screening.pk, screening.worker
        self._progress = Progress("", 0.0)
        self._ended, self._told_to_stop = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def show(self, progress: Progress) -> None:
        """Note how far the work is. Raises Interrupted."""
        self._progress = progress
        if self._told_to_stop.is_set():
            raise Interrupted

    def _run(self) -> None:
        try:
            while not self._ended.wait(EVERY):
                if self._may_go_on():
                    continue
                self._told_to_stop.set()
                if not self._ended.wait(GRACE):
                    self._end_process()
                return
        finally:
            connection.close()

    def _may_go_on(self) -> bool:
        """Write a sign of life, also for those that wait their turn; tell whether the work may go on."""
        try:
            now = timezone.now()
            told = {"stage": self._progress.stage[:200], "percent": _percent(self._progress), "beat_at": now}
            own = Screening.objects.filter(pk=self._screening, worker=self._worker)
            own.filter(state__in=AT_WORK).update(**told)
            Screening.objects.filter(state=WAITING).update(beat_at=now)
            return own.filter(state=RUNNING).exists()
        except DatabaseError:
            # It may be busy, or gone for a moment; the next sign of life comes soon.
            _LOG.warning("no sign of life of screening %s", self._screening, exc_info=True)
            time.sleep(EVERY)
            return True

    def _end_process(self) -> None:
        """Leave what waits to another process."""
        own = Screening.objects.filter(pk=self._screening, worker=self._worker, state__in=AT_WORK)
        own.update(state=STOPPED, worker="", finished_at=clock.now())
        start_worker()
        os._exit(1)


def _percent(progress: Progress) -> int:
    return max(0, min(100, round(100 * progress.done)))
