"""What an applicant and the offices in charge write to each other about an application: rows that are written once."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.applications import Application
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account


class ThreadEntry(Signed):
    """One thing that one side wrote to the other. It is no part of the answers and of no paper."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="thread")
    position = models.PositiveIntegerField()
    office = models.CharField(max_length=60, blank=True)
    """The office that wrote, by its kind and key; '' for the applicant."""
    office_key = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="thread_entry_position_once"),
            models.CheckConstraint(condition=~Q(text=""), name="thread_entry_says_something"),
            models.CheckConstraint(
                condition=~Q(office="") | Q(office_key=""), name="thread_entry_of_one_side"
            ),
        ]


class ThreadFile(models.Model):
    """The file that came with an entry, if one did."""

    entry = models.OneToOneField(ThreadEntry, models.PROTECT, related_name="file")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    came_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="thread_file_not_empty")]


class ThreadRead(models.Model):
    """How far a person has read what was written about an application. Not part of the record: it moves on."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField()
    read_at = models.DateTimeField()
    """Real time; when he read the entry at `position`."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "account"], name="thread_read_once_a_person")
        ]
