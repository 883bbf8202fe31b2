"""What was erased because it had been kept long enough."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account


class Erasure(Signed):
    """Something was erased by a rule of its package: what is left of it, and never changed."""

    call = models.SlugField(max_length=60)
    rule = models.CharField(max_length=60)
    what = models.CharField(max_length=20)
    subject = models.CharField(max_length=120)
    """The key of what was erased, or the day up to which many were."""
    rows = models.JSONField()
    """How many rows went, by their table."""
    last_on = models.DateField()
    """The business day from which it was kept for so long."""
    erased_on = models.DateField()
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    """None for a command."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_on__gt=models.F("last_on")), name="erased_after_its_time"
            ),
            models.CheckConstraint(condition=~Q(subject=""), name="erasure_says_of_what"),
        ]
        indexes = [models.Index(fields=["call", "id"], name="erasure_by_call")]
