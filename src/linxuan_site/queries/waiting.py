"""What waits to be done beside the web: messages to send, and work of the processes that the site starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q

from linxuan_site import clock
from linxuan_site.models import Delivery, Export, ScanExamination, Screening
from linxuan_site.models.messages import GIVEN_UP, PERHAPS, SENDING
from linxuan_site.models.messages import WAITING as UNSENT
from linxuan_site.models.screenings import WAITING

WORK: Mapping[str, type[Screening] | type[Export] | type[ScanExamination]] = {
    "screenings": Screening,
    "exports": Export,
    "scans": ScanExamination,
}
"""The tables in which work waits, by what it is called."""


@dataclass(frozen=True)
class Outbox:
    """How many messages wait that nobody has tried to send in vain, and how many were tried in vain.

    Those that may have been sent, or were given up, fail until a person has decided what becomes of them.
    """

    waiting: int
    failing: int


def outbox() -> Outbox:
    """Return how the outbox stands, in one read."""
    found = Delivery.objects.filter(state__in=(UNSENT, SENDING, PERHAPS, GIVEN_UP)).aggregate(
        waiting=Count("pk", filter=Q(state__in=(UNSENT, SENDING), fault="")),
        failing=Count("pk", filter=~Q(fault="") | Q(state__in=(PERHAPS, GIVEN_UP))),
    )
    return Outbox(**found)


def work_waiting() -> dict[str, int]:
    """Return how many rows of each sort of work wait for a process to take them."""
    return {name: rows.objects.filter(state=WAITING).count() for name, rows in WORK.items()}


def oldest_work() -> dict[str, timedelta]:
    """Return for how long the first of each sort of work has waited; a sort that does not wait is left out."""
    found = {
        name: rows.objects.filter(state=WAITING).aggregate(since=Min("asked_at"))["since"]
        for name, rows in WORK.items()
    }
    return {name: clock.now() - since for name, since in found.items() if since is not None}
