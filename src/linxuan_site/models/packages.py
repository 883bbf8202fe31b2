"""Programme packages that administrators upload, before and after they are published."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.calls import PublishedCall
from linxuan_site.models.people import Account

FAULTY, SOUND, PUBLISHED, DISCARDED = "faulty", "sound", "published", "discarded"


class UploadedPackage(models.Model):
    """A package as it came, and what its inspection found. Nothing of that changes; what becomes of it does."""

    call = models.SlugField(max_length=60)
    name = models.CharField(max_length=200)
    authority = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    """SHA-256 over the files, as of a published version."""
    files = models.JSONField()
    """Path → text."""
    report = models.JSONField()
    """What the inspection said: see `linxuan.screening.package`."""
    file_name = models.CharField(max_length=200)
    against = models.ForeignKey(PublishedCall, models.PROTECT, null=True, related_name="+")
    """The version that was in force when it came, with which it was compared."""
    uploaded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=10)
    published = models.ForeignKey(PublishedCall, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(FAULTY, SOUND, PUBLISHED, DISCARDED)), name="package_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=PUBLISHED, published__isnull=False)
                | (~Q(state=PUBLISHED) & Q(published=None)),
                name="package_published_as_a_version",
            ),
        ]
        indexes = [models.Index(fields=["call", "id"], name="package_by_call")]

    def __str__(self) -> str:
        return f"{self.call} {self.digest[:8]}"
