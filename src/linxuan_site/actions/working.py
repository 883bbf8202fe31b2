"""Work that waits in a table, done in a process of its own: claimed, carried out, and its end written down.

Two processes at once never work on the same row: who claims one writes a claim of his own into it, and
every later write asks for that claim.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import uuid4

from django.db import transaction
from django.utils import timezone, translation

from linxuan.errors import BadInput, InvalidProgramme
from linxuan.language import CHINESE, say, speaking
from linxuan.screening.confined import Stopped
from linxuan_site import clock
from linxuan_site.models import Export, ScanExamination, Screening
from linxuan_site.models.screenings import AT_WORK, DONE, FAILED, RUNNING, STOPPED, UNFINISHED, WAITING

Job = TypeVar("Job", Screening, Export, ScanExamination)
_LOG = logging.getLogger(__name__)


class Interrupted(Exception):
    """The work was told to stop, or somebody else has been given it."""


@dataclass(frozen=True)
class Work(Generic[Job]):
    """One sort of work. `make` does it and returns the columns that hold what came of it."""

    rows: type[Job]
    at_once: int
    is_lost: Callable[[Job], bool]
    make: Callable[[Job], Mapping[str, Any]]
    broke_off: Callable[[], str]
    """What the row says where the work ended in a way that nobody foresaw."""
    tell: Callable[[Job], None] = lambda _job: None
    """What is written together with the end of work that was done."""


def work_on(work: Work[Job]) -> int:
    """Work on what waits, one after another; return how many were worked on.

    Ends when nothing waits, or when enough others are at work: whoever of them finishes takes the next.
    """
    done = 0
    while (claimed := claim(work)) is not None:
        carry_out(work, claimed)
        done += 1
    return done


@transaction.atomic
def claim(work: Work[Job]) -> Job | None:
    """Claim the row that has waited longest, if fewer than may be are at work."""
    # All that claim lock the same rows in the same order: the second sees what the first did.
    rows = list(work.rows.objects.select_for_update().filter(state__in=UNFINISHED).order_by("pk"))
    at_work = [one for one in rows if one.state in AT_WORK and not work.is_lost(one)]
    chosen = next((one for one in rows if one.state == WAITING), None)
    if chosen is None or len(at_work) >= work.at_once:
        return None
    chosen.state, chosen.worker, chosen.beat_at = RUNNING, uuid4().hex, timezone.now()
    chosen.save(update_fields=["state", "worker", "beat_at"])
    return chosen


def carry_out(work: Work[Job], job: Job) -> None:
    """Do what this process claimed, in the language of whoever asked, and write how it ended."""
    language = job.language or CHINESE
    with speaking(language), translation.override(language):
        try:
            made = work.make(job)
        except Interrupted:
            _finish(job, state=STOPPED)
        except (BadInput, InvalidProgramme) as fault:
            if isinstance(fault, Stopped):
                _LOG.warning("%s %s ended by %s\n%s", _kind(job), job.pk, fault.limit, fault.detail)
            _finish(job, state=FAILED, fault=str(fault) or say("没有结果"))
        except Exception:  # noqa: BLE001 - whatever it is, the row has to say that it ended
            _LOG.exception("%s %s", _kind(job), job.pk)
            _finish(job, state=FAILED, fault=work.broke_off())
        else:
            with transaction.atomic():
                if _finish(job, state=DONE, **made):
                    work.tell(job)


def _kind(job: Screening | Export | ScanExamination) -> str:
    return type(job).__name__.lower()


def _finish(job: Job, **values: Any) -> bool:
    """Write the end and return whether it was written: not where somebody else holds the row now."""
    own = type(job).objects.filter(pk=job.pk, worker=job.worker, state__in=AT_WORK)
    return bool(own.update(worker="", finished_at=clock.now(), **values))
