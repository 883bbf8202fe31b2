"""What administrators do: every act leaves a row, and the days that they import stand as they came."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.people import Account


class AdministrationRecord(models.Model):
    """One act of administration: who did what to what, when, and why. Never updated."""

    act = models.CharField(max_length=40)
    """Such as `office.ended`."""
    subject = models.CharField(max_length=80, blank=True)
    """What it was done to: `office:12`, `account:3`, `call:prize`."""
    name = models.CharField(max_length=200)
    """The name of that at the time."""
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(act="") & ~Q(by_name=""), name="administration_says_who_and_what"
            )
        ]
        indexes = [models.Index(fields=["subject", "id"], name="administration_by_subject")]

    def __str__(self) -> str:
        return f"{self.act} {self.name}"


class HolidayDay(models.Model):
    """What an imported table says of one day. Never updated: of several rows for a day the newest counts."""

    day = models.DateField()
    works = models.BooleanField()
    name = models.CharField(max_length=200, blank=True)
    document = models.CharField(max_length=200)
    """The document that arranges it."""
    imported_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(document=""), name="holiday_names_its_document"),
        ]
        indexes = [models.Index(fields=["day", "id"], name="holiday_by_day")]

    def __str__(self) -> str:
        return f"{self.day}"
