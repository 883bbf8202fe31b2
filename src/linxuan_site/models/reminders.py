"""What the authority reminded of: an office of what lies with it, an applicant of what he has to do."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.applications import Application
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account, Office


class Reminder(Signed):
    """One reminder by e-mail: `review` to an office, `returned` or `draft` to an applicant."""

    call = models.SlugField(max_length=60)
    kind = models.CharField(max_length=20)
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    """Of how many applications."""
    addresses = models.PositiveIntegerField()
    """To how many addresses."""
    sent_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(office=None, application__isnull=False)
                | Q(office__isnull=False, application=None),
                name="reminder_reminds_one",
            )
        ]
        indexes = [models.Index(fields=["call", "sent_at"], name="reminder_by_day")]
