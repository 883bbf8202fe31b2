"""The keys that sign what is printed: the public halves. The private ones lie in a folder of the installation."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.people import Account


class PaperKey(models.Model):
    """A public key. It is never deleted: what it proved once it goes on proving, unless it is revoked."""

    key_id = models.CharField(max_length=8, unique=True)
    """What names it in a code and on a list: the beginning of its SHA-256, hexadecimal."""
    public = models.CharField(max_length=64)
    """Ed25519, 32 bytes, hexadecimal."""
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    """From when on it signs nothing more."""
    revoked_on = models.DateField(null=True)
    """From when on what it signed proves nothing: its private half got into other hands."""
    why = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_on=None) | Q(retired_at__isnull=False),
                name="paper_key_revoked_is_retired",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | ~Q(why=""), name="paper_key_retired_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.key_id
