"""A register held against the conditions of a call: what was asked, how far it is, what came of it."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.calls import PublishedCall
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account, Office

WAITING, RUNNING, STOPPING = "waiting", "running", "stopping"
DONE, FAILED, STOPPED = "done", "failed", "stopped"
AT_WORK = (RUNNING, STOPPING)
UNFINISHED = (WAITING, *AT_WORK)
FINISHED = (DONE, FAILED, STOPPED)


class Screening(Signed):
    """One screening that an office asked for. It is no part of the record of applications.

    Its files lie in `folder` below `var/screenings`; deleting it takes them away and leaves this row.
    """

    published_call = models.ForeignKey(PublishedCall, models.PROTECT)
    call = models.SlugField(max_length=60)
    office = models.ForeignKey(Office, models.PROTECT)
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=10)
    """The language of whoever asked: in it the work tells how far it is, and what went wrong."""

    folder = models.CharField(max_length=40, unique=True)
    file_name = models.CharField(max_length=200)
    """The name of the register as it was uploaded; it is kept under a name of ours."""
    file_size = models.PositiveBigIntegerField()
    file_digest = models.CharField(max_length=64)
    """SHA-256, hexadecimal."""

    track = models.CharField(max_length=60)
    day = models.DateField(null=True)
    """The day of the check; None leaves it to the package."""
    sheet = models.CharField(max_length=100, blank=True)
    column_map = models.TextField(blank=True)
    overrides = models.JSONField(default=dict)
    """Parameter id → the value to try, as it was typed."""
    vary = models.CharField(max_length=200, blank=True)
    """`parameter=from..to:step` of the curve; empty where none is wanted."""

    state = models.CharField(max_length=10, default=WAITING)
    worker = models.CharField(max_length=40, blank=True)
    """The claim of the process at work: who holds another must not write here."""
    beat_at = models.DateTimeField(null=True)
    """Real time of the last sign of life; while it waits, of when it was put in the queue."""
    stage = models.CharField(max_length=200, blank=True)
    percent = models.PositiveSmallIntegerField(default=0)
    """How far the stage is."""
    finished_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)
    result = models.JSONField(default=dict)
    curve = models.JSONField(default=dict)
    files = models.JSONField(default=dict)
    """What can be downloaded: `parquet`, `csv`, `xlsx`, `unreadable`, `curve` → path inside `folder`."""

    deleted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[*UNFINISHED, *FINISHED]), name="screening_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AT_WORK) | (~Q(worker="") & Q(beat_at__isnull=False)),
                name="screening_at_work_has_a_worker",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=UNFINISHED, finished_at=None),
                name="screening_finished_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=FAILED) | ~Q(fault=""), name="screening_that_failed_says_why"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="screening_percent_to_hundred"),
            models.CheckConstraint(
                condition=Q(deleted_by=None, deleted_at=None)
                | Q(deleted_by__isnull=False, deleted_at__isnull=False, state__in=FINISHED),
                name="screening_deleted_by_somebody_when_finished",
            ),
        ]
        indexes = [models.Index(fields=["call", "office"], name="screening_by_call")]

    def __str__(self) -> str:
        return self.file_name
