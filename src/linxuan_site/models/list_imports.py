"""Lists of designated entities that came as files: as they were uploaded, and as they were entered into the register."""

from django.db import models
from django.db.models import F, Q

from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account

WAITING, ENTERED, DISCARDED = "waiting", "entered", "discarded"


class ListUpload(models.Model):
    """A list as it came, and what was decided of its rows so far. Nothing of it is in the register yet."""

    call = models.SlugField(max_length=60)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    """SHA-256 of the file, hexadecimal; it is held under it, and kept once the list is entered."""
    given = models.JSONField(default=dict)
    """What was typed for all rows: `cohort`, `track`, `document`, `designated_on`."""
    decisions = models.JSONField(default=dict)
    """Place of a row → what was chosen for it, one of `linxuan.designations.known.CHOICES`."""
    uploaded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    """None for the command line."""
    uploaded_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=WAITING)
    discarded_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)
    """When the file of a list that was discarded was removed; the row stays."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(WAITING, ENTERED, DISCARDED)), name="list_upload_state_known"
            ),
        ]
        indexes = [models.Index(fields=["call", "-id"], name="list_upload_by_call")]

    def __str__(self) -> str:
        return self.file_name


class ListImport(Signed):
    """That a list was entered: which file, by whom, when, what was decided and what came of it. Never updated."""

    upload = models.OneToOneField(ListUpload, models.PROTECT, related_name="entered")
    call = models.SlugField(max_length=60)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    given = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    rows = models.PositiveIntegerField()
    entered = models.PositiveIntegerField()
    """New titles."""
    renamed = models.PositiveIntegerField()
    """Entities."""
    corrected = models.PositiveIntegerField()
    """Titles that were there."""
    recorded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(digest=""), name="list_import_names_its_file"),
            models.CheckConstraint(condition=Q(entered__lte=F("rows")), name="list_import_enters_its_rows"),
        ]
        indexes = [models.Index(fields=["call", "-id"], name="list_import_by_call")]

    def __str__(self) -> str:
        return self.file_name
