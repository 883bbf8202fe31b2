"""What came to the paper desk: one row for each time that something came, and one for each correction."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.applications import Application, Step
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account, Office

NOTHING, LACKING, COMPLETE = "nothing", "lacking", "complete"


class Arrival(Signed):
    """Papers of an application, or of an office, that came together; never changed.

    A correction is another row with the same number: it says all anew, and the one that it corrects
    counts no more.
    """

    call = models.SlugField(max_length=60)
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="arrivals")
    sender = models.ForeignKey(Office, models.PROTECT, null=True, related_name="+")
    """The office whose papers came, where they are not an application's."""
    receiver = models.ForeignKey(Office, models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    """Of the receipt."""
    revision = models.PositiveIntegerField()
    """Of the receipt: 1, and one more with every correction."""
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    why = models.TextField(blank=True)
    """Why it was corrected."""
    of_revision = models.PositiveIntegerField(null=True)
    """Which revision of the application was the newest then."""
    state = models.CharField(max_length=10)
    """What was there of the papers on this desk once this had come: `nothing`, `lacking` or `complete`."""
    wrong = models.JSONField(default=list)
    """What was wrong with it: `late`, `superseded`, `early`, `returned`, `closed`."""
    brought_by = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    by_post = models.BooleanField(default=False)
    arrived_at = models.DateTimeField()
    note = models.TextField(blank=True)
    box = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=200, blank=True)
    """Where the box stands."""
    said = models.JSONField()
    """What its receipt says."""
    digest = models.CharField(max_length=64)
    """SHA-256 over what the receipt says, as canonical JSON, hexadecimal."""
    step = models.OneToOneField(Step, models.PROTECT, null=True, related_name="arrival")
    """The act of the programme that entered it, where that was not done at the desk."""
    received_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(application=None, sender__isnull=False, of_revision=None)
                | Q(application__isnull=False, sender=None, of_revision__isnull=False),
                name="arrival_is_of_one",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, revision=1)
                | (Q(corrects__isnull=False, revision__gt=1) & ~Q(why="")),
                name="arrival_corrects_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(NOTHING, LACKING, COMPLETE)), name="arrival_has_a_state"
            ),
            models.UniqueConstraint(fields=["call", "number", "revision"], name="arrival_receipt_once"),
        ]
        indexes = [
            models.Index(fields=["application", "of_revision", "-id"], name="arrival_by_application"),
            models.Index(fields=["call", "sender", "id"], name="arrival_by_sender"),
            models.Index(fields=["call", "-id"], name="arrival_by_call"),
            models.Index(fields=["number"], name="arrival_by_number"),
        ]

    def __str__(self) -> str:
        return self.number


class ArrivedPaper(models.Model):
    """How many copies of a paper came, and what was found on them."""

    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="papers")
    paper = models.CharField(max_length=60)
    copies = models.PositiveIntegerField()
    seals = models.JSONField(default=list)
    """The seals and signatures that every copy bears."""
    electronic = models.BooleanField(default=False)
    """Whether an electronic copy came with it."""
    print_revision = models.PositiveIntegerField(null=True)
    """Which revision it is a print of; None for a paper whose prints have none."""
    proved = models.BooleanField(default=False)
    """Whether the code of the print proved that; else it was read from the sheet."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["arrival", "paper"], name="arrived_paper_once")]
