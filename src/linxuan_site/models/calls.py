"""A programme as it was published, and what an authority does for a whole call."""

from django.db import models
from django.db.models import F, Q

from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account, Office


class PublishedCall(models.Model):
    """One frozen version of a programme package. `files` maps path → text; nothing changes it afterwards."""

    call = models.SlugField(max_length=60)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    authority = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    files = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "version"], name="call_version_once"),
            models.UniqueConstraint(fields=["call", "digest"], name="call_digest_once"),
        ]

    def __str__(self) -> str:
        return f"{self.call} v{self.version}"


class EarlierDay(Signed):
    """A day that an office set its applicants before the deadline; the newest row counts."""

    call = models.SlugField(max_length=60)
    deadline = models.CharField(max_length=60)
    office = models.ForeignKey(Office, models.PROTECT)
    day = models.DateField()
    set_by = models.ForeignKey(Account, models.PROTECT)
    set_at = models.DateTimeField()


class Publicity(Signed):
    """One publication of names for a period: both days belong to it."""

    call = models.SlugField(max_length=60)
    stage = models.CharField(max_length=60)
    opens_on = models.DateField()
    closes_on = models.DateField()
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_firm = models.CharField(max_length=200, null=True)
    closed_on_behalf_of = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    closed_on_behalf_of_name = models.CharField(max_length=60, null=True)
    closed_token_name = models.CharField(max_length=60, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="publicity_has_days"),
            models.CheckConstraint(
                condition=Q(closed_by=None, closed_at=None)
                | Q(closed_by__isnull=False, closed_at__isnull=False),
                name="publicity_closed_by_somebody",
            ),
        ]


class PublicityEntry(models.Model):
    """One name in a publicity."""

    publicity = models.ForeignKey(Publicity, models.PROTECT, related_name="entries")
    application = models.ForeignKey("linxuan_site.Application", models.PROTECT, related_name="publicities")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publicity", "application"], name="publicity_entry_once")
        ]


class IssuedPaper(Signed):
    """A paper that an office made: which one, of which applications, and its file by digest."""

    call = models.SlugField(max_length=60)
    paper = models.CharField(max_length=60)
    kind = models.CharField(max_length=30, null=True)
    """What it is made of, as its programme says; None for what lists applications."""
    office = models.ForeignKey(Office, models.PROTECT)
    applications = models.JSONField()
    """Ids of the applications that it lists, in its order."""
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    number = models.CharField(max_length=40, null=True)
    """The same for all that an office makes of it. None for a workbook of before workbooks had one."""
    revision = models.PositiveIntegerField(null=True)
    said = models.CharField(max_length=64, null=True)
    """SHA-256 over what such a paper says, as canonical JSON, hexadecimal."""
    submission = models.ForeignKey(
        "linxuan_site.Submission", models.PROTECT, null=True, related_name="papers"
    )
    """What a receipt confirms, or a report of a round that a paper is about."""
    step = models.ForeignKey("linxuan_site.Step", models.PROTECT, null=True, related_name="papers")
    """The return that a notice tells of."""
    publicity = models.ForeignKey(Publicity, models.PROTECT, null=True, related_name="papers")
    """What an announcement makes known."""
    designation = models.ForeignKey(
        "linxuan_site.Designation", models.PROTECT, null=True, related_name="papers"
    )
    """The title that a certificate, a report or a revocation is about."""
    issued_by = models.ForeignKey(Account, models.PROTECT)
    issued_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "call", "revision"],
                condition=Q(number__isnull=False),
                name="issued_paper_revision_once",
            ),
            models.UniqueConstraint(
                fields=["paper", "step"], condition=Q(step__isnull=False), name="return_told_once"
            ),
        ]

    @property
    def reference(self) -> str:
        """The document number that it bears; empty without."""
        row = getattr(self, "document_number", None)
        return row.text if row else ""


class IssuedLayout(models.Model):
    """The same issue of a paper in another layout, such as the workbook that the package brings."""

    issued = models.ForeignKey(IssuedPaper, models.PROTECT, related_name="layouts")
    layout = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    file = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issued", "layout"], name="issued_layout_once")]


class DocumentNumber(models.Model):
    """The document number (发文字号) that an issue of a letter bears: of one document, in all its revisions, for good."""

    issued = models.OneToOneField(IssuedPaper, models.PROTECT, related_name="document_number")
    authority = models.CharField(max_length=200)
    text = models.CharField(max_length=40)
    first = models.BooleanField()
    """Whether this issue was the first that bore it."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "text"], condition=Q(first=True), name="document_number_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="document_number_is_one"),
        ]

    def __str__(self) -> str:
        return self.text
