"""The examination of a sealed scan: what was compared with what, what the machine doubts, what people decided."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.applications import Application, Submission
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account
from linxuan_site.models.screenings import AT_WORK, DONE, FAILED, FINISHED, UNFINISHED, WAITING

ACCEPTED, ASKED_AGAIN = "accepted", "asked_again"


class ScanExamination(Signed):
    """One look at the files that were handed in for a paper. What it found is written once, with its end."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="scan_examinations")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    """The revision that the scan was compared with: the newest when it was asked for."""
    paper = models.CharField(max_length=60)
    files = models.JSONField()
    """In their order, each with `attachment` (its id), `name` and `digest`."""
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=WAITING)
    worker = models.CharField(max_length=40, blank=True)
    """The claim of the process at work: who holds another must not write here."""
    beat_at = models.DateTimeField()
    """Real time of the last sign of life."""
    finished_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)
    """Why a file could not be read."""
    pages = models.JSONField(default=list)
    """What each page is, in the order of the files: see `linxuan.papers.scans.ScanPage`."""
    doubts = models.JSONField(default=list)
    """See `linxuan.papers.scans.Doubt`; `picture` is the digest of its picture, '' without one."""
    doubted = models.PositiveIntegerField(default=0)
    """How many doubts there are."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[*UNFINISHED, *FINISHED]), name="scan_examination_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AT_WORK) | ~Q(worker=""), name="scan_examination_at_work_has_a_worker"
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=UNFINISHED, finished_at=None),
                name="scan_examination_finished_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=FAILED) | ~Q(fault=""), name="scan_examination_that_failed_says_why"
            ),
            models.CheckConstraint(
                condition=Q(doubted=0) | Q(state=DONE), name="scan_examination_doubts_at_its_end"
            ),
        ]
        indexes = [
            models.Index(fields=["application", "id"], name="scan_examination_by_filing"),
            models.Index(
                fields=["id"], condition=Q(state__in=UNFINISHED), name="scan_examination_that_waits"
            ),
        ]


class ScanDecision(Signed):
    """What an office holds of one doubt after it looked; the newest row on it counts."""

    examination = models.ForeignKey(ScanExamination, models.PROTECT, related_name="decisions")
    doubt = models.PositiveIntegerField()
    """Its place among the doubts of the examination, from 1."""
    verdict = models.CharField(max_length=12)
    """`accepted`: it is all right, `asked_again`: the applicant has to do something."""
    why = models.TextField()
    office = models.CharField(max_length=60)
    office_key = models.CharField(max_length=60, blank=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=(ACCEPTED, ASKED_AGAIN)), name="scan_decision_says_something"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="scan_decision_says_why"),
            models.CheckConstraint(condition=Q(doubt__gte=1), name="scan_decision_counts_from_one"),
        ]
        indexes = [models.Index(fields=["examination", "doubt", "id"], name="scan_decision_by_doubt")]
