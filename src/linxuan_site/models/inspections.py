"""What was seen in the files that were handed in: kept by their digest, so that a file is looked at once."""

from django.db import models
from django.db.models import F, Q

from linxuan_site.models.applications import Attachment
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account


class FileInspection(models.Model):
    """One look at a file: a row is never changed, and the newest one of a file counts."""

    digest = models.CharField(max_length=64)
    """SHA-256 of the file as it came, hexadecimal."""
    content_type = models.CharField(max_length=100)
    """As what it was handed in: the same bytes may be looked at as one kind and as another."""
    how = models.CharField(max_length=16)
    """The way of looking and the certificates that were trusted: the beginning of their SHA-256."""
    seen = models.JSONField()
    """Kind, pages, findings and signatures, as `linxuan.uploads.Look.to_data` writes them."""
    copy_digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the copy without what acts; '' where there is none."""
    looked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "content_type", "how"], name="file_inspected_once_each_way"
            ),
            models.CheckConstraint(
                condition=~Q(copy_digest=F("digest")), name="file_inspection_copy_is_another_file"
            ),
        ]


class OriginalTaken(Signed):
    """An officer took a file as it came, with what acts in it. Never updated."""

    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="originals_taken")
    taken_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
