"""A deadline that the authority put off, for everybody or for one applicant."""

from django.db import models
from django.db.models import F, Q

from linxuan_site.models.applications import Application
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account


class Extension(Signed):
    """A later last day. Of those for everybody, and of those for one application, the newest row counts."""

    call = models.SlugField(max_length=60)
    deadline = models.CharField(max_length=60)
    of = models.DateField()
    """The day of the notice that is put off: a deadline may have several."""
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="extensions")
    """Whose day it is; None for everybody."""
    day = models.DateField()
    reason = models.TextField()
    document = models.CharField(max_length=200)
    """The document by which the authority decided it."""
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(day__gt=F("of")), name="extension_shortens_nothing"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(document=""), name="extension_says_why_and_by_what"
            ),
        ]
        indexes = [models.Index(fields=["call", "application"], name="extension_by_call")]
