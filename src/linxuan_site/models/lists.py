"""What officers keep for their lists: filters under a name, and acts carried out on many rows."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.applications import Application, Step
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account, Office


class SavedList(models.Model):
    """A filter under a name: of one person, or shared by everybody of an office."""

    call = models.SlugField(max_length=60)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    query = models.JSONField()
    """What is asked for, by the names of the page's inputs."""
    shared = models.BooleanField(default=False)
    saved_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "saved_by", "name"], name="saved_list_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_list_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class BulkAct(Signed):
    """One act that was confirmed for many applications. Each of them is carried out by itself."""

    call = models.SlugField(max_length=60)
    key = models.CharField(max_length=40, unique=True)
    """Of the page on which it was confirmed: sent twice, it is one."""
    action = models.CharField(max_length=60)
    typed = models.JSONField()
    """What was typed for all of them: opinion, reason, document, the day received, copies."""
    confirmed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()


class BulkRow(models.Model):
    """One application of a bulk act, and what came of it: a step, or why not; neither while it waits."""

    bulk = models.ForeignKey(BulkAct, models.PROTECT, related_name="rows")
    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()
    """The steps that the person saw when confirming."""
    step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    refusal = models.TextField(blank=True)
    clause = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["bulk", "place"]
        constraints = [
            models.UniqueConstraint(fields=["bulk", "application"], name="bulk_row_once"),
            models.CheckConstraint(condition=Q(step=None) | Q(refusal=""), name="bulk_row_one_outcome"),
        ]
