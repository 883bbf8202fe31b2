"""What a timer does: jobs one after another, one tick at a time, each written down with how it went.

A job may run at any moment and any number of times: it does what is due, in transactions of its own, and finds
nothing to do when it is asked again. One that fails is told, and does not keep the others from their turn.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from linxuan.errors import Refused
from linxuan.language import say
from linxuan_site import outbox
from linxuan_site.actions import webhook_delivery
from linxuan_site.actions.clearing import clear_unused_uploads, unused_uploads
from linxuan_site.actions.expiring import due_everywhere, expire_everywhere
from linxuan_site.actions.grading import make_final
from linxuan_site.actions.one_at_a_time import only_one
from linxuan_site.actions.reminding_by_clock import count_reminders, send_reminders
from linxuan_site.actions.signing_in import forget_what_is_over, what_is_over
from linxuan_site.models import TimedJob
from linxuan_site.queries.grading import undisputed_grades

_LOG = logging.getLogger(__name__)
LONGEST_FAULT = 500


@dataclass(frozen=True)
class Job:
    """One sort of work that becomes due by itself."""

    name: str
    """Its name for good: what was recorded of it is found by it."""
    due: Callable[[], int]
    """How many things it would do now; changes nothing."""
    work: Callable[[], int]
    """Does them and returns how many were done."""
    told: Callable[[int], str]
    """What so many are, in words."""


JOBS: Sequence[Job] = (
    Job(
        "expire", due_everywhere, expire_everywhere, lambda count: say("登记 {count} 个称号到期", count=count)
    ),
    Job(
        "unused-uploads",
        unused_uploads,
        clear_unused_uploads,
        lambda count: say("清理 {count} 个没有用到的上传文件", count=count),
    ),
    Job(
        "final-grades",
        lambda: undisputed_grades().count(),
        make_final,
        lambda count: say("{count} 个等次过了提出异议的时间，已确定", count=count),
    ),
    Job(
        "webhooks",
        webhook_delivery.waiting,
        webhook_delivery.deliver,
        lambda count: say("推送 {count} 条", count=count),
    ),
    Job(
        "old-webhooks",
        webhook_delivery.what_is_old,
        webhook_delivery.forget_what_is_old,
        lambda count: say("清除 {count} 条已了结的推送记录", count=count),
    ),
    Job(
        "reminders", count_reminders, send_reminders, lambda count: say("到期前提醒 {count} 家", count=count)
    ),
    Job(
        "sign-ins",
        what_is_over,
        forget_what_is_over,
        lambda count: say("清除 {count} 条过期的登录和登录记录", count=count),
    ),
    Job("outbox", outbox.waiting, outbox.deliver, lambda count: say("送出 {count} 条消息", count=count)),
)
"""In this order: what writes messages comes before what sends them."""


@dataclass(frozen=True)
class Ticked:
    """How one job went: what it did, in words, or why it failed."""

    name: str
    words: str
    failed: bool = False


def tick() -> Iterator[Ticked]:
    """Run every job and yield how each went, as it ends. Raises `Refused` where another tick is at work."""
    with only_one("tick") as held:
        if not held:
            raise Refused(say("另一次定时办理还在进行，这一次什么也没有做"), code="at-work")
        for job in JOBS:
            yield _run(job)


def what_is_due() -> Iterator[Ticked]:
    """Yield what a tick would do now, and do nothing."""
    for job in JOBS:
        yield Ticked(job.name, job.told(job.due()))


def _run(job: Job) -> Ticked:
    began = timezone.now()
    row, _new = TimedJob.objects.update_or_create(
        name=job.name, defaults={"began_at": began, "ended_at": None, "done": 0, "fault": ""}
    )
    try:
        done, fault = job.work(), ""
    except Exception as failed:  # noqa: BLE001 - whatever it is, it is told and the others have their turn
        _LOG.exception("job %s of a tick failed", job.name)
        done, fault = 0, f"{type(failed).__name__}: {failed}"[:LONGEST_FAULT]
        if not connection.is_usable():
            connection.close()
    row.done, row.fault, row.ended_at = done, fault, timezone.now()
    if not fault:
        row.went_well_at = row.ended_at
    row.save(update_fields=["done", "fault", "ended_at", "went_well_at"])
    return Ticked(job.name, fault or job.told(done), failed=bool(fault))
