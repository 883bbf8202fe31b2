"""Everything of a call in one archive for the next level: who asked, how far it is, what came of it."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account, Office
from linxuan_site.models.screenings import AT_WORK, FAILED, FINISHED, UNFINISHED, WAITING

ALL, FORMS = "all", "forms"


class Export(Signed):
    """One archive that an office asked for. Its file lies below `var/exports`; deleting it leaves this row."""

    call = models.SlugField(max_length=60)
    kind = models.CharField(max_length=10, default=ALL)
    """Everything that was filed, or the forms as PDFs to print."""
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default=WAITING)
    worker = models.CharField(max_length=40, blank=True)
    """The claim of the process at work: who holds another must not write here."""
    beat_at = models.DateTimeField(null=True)
    """Real time of the last sign of life."""
    done = models.PositiveIntegerField(default=0)
    """Applications that are in the archive already, or whose form was laid out."""
    total = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)
    file = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=[ALL, FORMS]), name="export_kind_known"),
            models.CheckConstraint(
                condition=Q(state__in=[*UNFINISHED, *FINISHED]), name="export_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AT_WORK) | (~Q(worker="") & Q(beat_at__isnull=False)),
                name="export_at_work_has_a_worker",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=UNFINISHED, finished_at=None),
                name="export_finished_at_some_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=FAILED) | ~Q(fault=""), name="export_that_failed_says_why"
            ),
        ]
        indexes = [models.Index(fields=["call", "office"], name="export_by_call")]

    @property
    def percent(self) -> int:
        """How far it is, in hundredths."""
        return min(100, 100 * self.done // self.total) if self.total else 0
