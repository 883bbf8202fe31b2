"""Objections to a publication of names: who objects to what, and each step of their handling."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.applications import Step
from linxuan_site.models.calls import Publicity, PublicityEntry
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account

PERSON, UNIT = "person", "unit"
FILED, ACCEPTED, ASKED, SUPPLEMENTED = "filed", "accepted", "asked", "supplemented"
REJECTED, UNFOUNDED, CORRECTED, UPHELD = "rejected", "unfounded", "corrected", "upheld"
OPEN = (FILED, ACCEPTED, ASKED, SUPPLEMENTED)
SETTLED = (REJECTED, UNFOUNDED, CORRECTED, UPHELD)


class Objection(models.Model):
    """What somebody has against one name of a publicity. Who objects is for the publishing office alone."""

    publicity = models.ForeignKey(Publicity, models.PROTECT, related_name="objections")
    entry = models.ForeignKey(PublicityEntry, models.PROTECT, related_name="objections")
    number = models.CharField(max_length=20, unique=True)
    """The receipt: chance, so that nobody finds the objection of somebody else by counting."""
    key = models.CharField(max_length=40, unique=True)
    """Of the form that was filled in: sent twice, it is one objection."""
    sender = models.CharField(max_length=64)
    """A keyed digest of where it came from and on which day, only to count how many came from there."""
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=100)
    text = models.TextField()
    filed_at = models.DateTimeField()
    """When it was made, or entered by an officer."""
    received_on = models.DateField(null=True)
    """The day on which it came in writing; None where it was made here."""

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=(PERSON, UNIT)), name="objection_kind_known"),
            models.CheckConstraint(
                condition=~Q(contact="") & ~Q(text=""), name="objection_says_what_and_whom_to_ask"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ObjectionStep(Signed):
    """One step in the handling of an objection, never changed; the newest says where it stands."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="steps")
    position = models.PositiveIntegerField()
    state = models.CharField(max_length=15)
    text = models.TextField(blank=True)
    """What is asked for, the reason of the outcome, or what the objector adds."""
    removal = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+")
    """The step that took the entity off the list, where the objection was upheld."""
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    """The officer, also of one who entered what came in writing; None where the objector did it."""
    at = models.DateTimeField()

    class Meta:
        ordering = ["objection", "position"]
        constraints = [
            models.UniqueConstraint(fields=["objection", "position"], name="objection_step_position_once"),
            models.CheckConstraint(
                condition=Q(state__in=(*OPEN, *SETTLED)), name="objection_step_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(FILED, ACCEPTED)) | ~Q(text=""), name="objection_step_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=FILED)
                | Q(state=SUPPLEMENTED, by=None)
                | (~Q(state__in=(FILED, SUPPLEMENTED)) & Q(by__isnull=False)),
                name="objection_step_by_the_right_one",
            ),
            models.CheckConstraint(
                condition=Q(removal=None) | Q(state=UPHELD), name="objection_removes_where_upheld"
            ),
        ]


class ObjectionFile(models.Model):
    """The signed statement of an objection, or a piece of its evidence."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="files")
    statement = models.BooleanField(default=False)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    came_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["objection"], condition=Q(statement=True), name="objection_has_one_statement"
            ),
            models.CheckConstraint(condition=Q(size__gt=0), name="objection_file_not_empty"),
        ]
