"""An application, from its first draft to its end, and the record of every step."""

from django.db import models
from django.db.models import F, Q

from linxuan_site.models.calls import PublishedCall
from linxuan_site.models.delegations import Signed
from linxuan_site.models.loaded import Loaded
from linxuan_site.models.people import Account, Organisation
from linxuan_site.models.register import Designation


class Application(Loaded):
    """What an organisation files under a procedure: a track of the selection, or an evaluation round."""

    published_call = models.ForeignKey(PublishedCall, models.PROTECT, related_name="applications")
    call = models.SlugField(max_length=60)
    procedure = models.CharField(max_length=60)
    track = models.CharField(max_length=60)
    category = models.CharField(max_length=60, blank=True)
    item = models.CharField(max_length=200, blank=True)
    """The thing chosen, where a track chooses things and not applicants."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="applications")
    designation = models.ForeignKey(Designation, models.PROTECT, null=True, related_name="reports")
    stage = models.CharField(max_length=60)
    closed = models.BooleanField(default=False)
    """At an end of the procedure."""
    in_charge = models.CharField(max_length=60, blank=True)
    """The key of the office that is in charge, such as the code of a district."""
    offices = models.JSONField(default=dict)
    """Where several levels have rows, the key of each: by office, as `{"county": "990101", "city": "9901"}`."""
    answers = models.JSONField(default=dict)
    """As they were typed, by field id; `Submission` keeps what was filed."""
    version = models.PositiveIntegerField(default=1)
    """Grows with every save."""
    touched = models.JSONField(default=dict)
    """The version at which each answer last changed: nobody overwrites what he has not seen."""
    number = models.CharField(max_length=40, null=True)
    filed_on = models.DateField(null=True)
    started_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="application_number_once"),
            models.UniqueConstraint(
                fields=["call", "procedure", "organisation", "item"],
                condition=Q(closed=False, designation=None),
                name="application_open_once",
            ),
            models.UniqueConstraint(
                fields=["call", "procedure", "designation"],
                condition=Q(designation__isnull=False),
                name="report_once_a_round",
            ),
            models.CheckConstraint(
                condition=Q(number=None, filed_on=None) | Q(number__isnull=False, filed_on__isnull=False),
                name="application_number_with_filing_date",
            ),
        ]
        indexes = [
            # A print tells its number, and not of which call.
            models.Index(fields=["number"], name="application_by_number"),
            # Lists are read in the order of waiting, a page at a time: for everybody, and for an office in charge.
            models.Index(
                fields=["call", "procedure", "stage", "changed_at", "id"], name="application_by_stage"
            ),
            models.Index(
                fields=["call", "in_charge", "procedure", "stage", "changed_at", "id"],
                name="application_by_desk",
            ),
            # A quota may be for one category, of which perhaps nobody waits where a million of others do.
            models.Index(
                fields=["call", "procedure", "category", "stage", "changed_at", "id"],
                name="application_by_category",
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"#{self.pk}"

    @property
    def subject(self) -> str:
        """What is chosen: the thing, and in brackets whose it is; without a thing the applicant."""
        return f"{self.item}（{self.organisation.name}）" if self.item else self.organisation.name


class Submission(Loaded):
    """The answers as they were filed: one row a revision, never changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="submissions")
    published_call = models.ForeignKey(PublishedCall, models.PROTECT)
    revision = models.PositiveIntegerField()
    answers = models.JSONField()
    digest = models.CharField(max_length=64)
    """SHA-256 over the answers as canonical JSON (until 2026 as sorted JSON), hexadecimal."""
    filed_on = models.DateField()
    submitted_by = models.ForeignKey(Account, models.PROTECT, null=True)
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "revision"], name="submission_revision_once")
        ]


class Step(Signed):
    """One act on an application: who, for which office, with which words, when, by which clause."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="steps")
    position = models.PositiveIntegerField()
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=60)
    target = models.CharField(max_length=60)
    office = models.CharField(max_length=60)
    office_key = models.CharField(max_length=200, blank=True)
    actor = models.ForeignKey(Account, models.PROTECT, null=True)
    actor_name = models.CharField(max_length=60)
    opinion = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    document = models.CharField(max_length=200, blank=True)
    clause = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)
    at = models.DateTimeField()
    """Business time."""
    recorded_at = models.DateTimeField(auto_now_add=True)
    """Real time."""

    class Meta:
        ordering = ["application", "position"]
        constraints = [
            models.UniqueConstraint(fields=["application", "position"], name="step_position_once"),
            models.CheckConstraint(
                condition=~Q(kind__in=["return", "decline", "veto"]) | ~Q(opinion="") | ~Q(document=""),
                name="step_against_the_applicant_says_why",
            ),
        ]


class Attachment(Loaded):
    """A file handed in for a field, or for a paper (`paper:ID`)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="attachments")
    slot = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=0)
    """The revision after which it came: a scan counts for the revision that it is a scan of."""
    uploaded_by = models.ForeignKey(Account, models.PROTECT)
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)


class AnswerChange(Signed):
    """What one save changed, and who saved: one row a save, never changed.

    `changes` has by field what leads from the earlier answer to this one, see `linxuan.answers.changes`;
    files that came or went stand there by their slot.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="answer_changes")
    version = models.PositiveIntegerField()
    """The version of the application that the save made."""
    changes = models.JSONField()
    changed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=60)
    """Of the person, as it was then."""
    office = models.CharField(max_length=60, blank=True)
    """The office of the programme that the person acted for; '' for the applicant's own people."""
    copied_from = models.ForeignKey(Application, models.PROTECT, null=True, related_name="+")
    """The application from which the answers were copied."""
    at = models.DateTimeField()
    """Business time."""
    recorded_at = models.DateTimeField(auto_now_add=True)
    """Real time."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "version"], name="answer_change_once_a_version"),
            models.CheckConstraint(condition=~Q(changes={}), name="answer_change_changes_something"),
        ]


class Placement(Signed):
    """The place that an office gave an application in its order, or its score; the newest row counts."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="placements")
    office = models.CharField(max_length=60)
    office_key = models.CharField(max_length=60, blank=True)
    rank = models.PositiveIntegerField(null=True)
    score = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    reason = models.TextField(blank=True)
    placed_by = models.ForeignKey(Account, models.PROTECT)
    placed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rank__isnull=False) | Q(score__isnull=False), name="placement_says_something"
            ),
            models.CheckConstraint(condition=Q(rank=None) | Q(rank__gte=1), name="placement_counts_from_one"),
        ]


class Place(models.Model):
    """A place of a quota: taken by a step, released by a later one."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="places")
    call = models.SlugField(max_length=60)
    quota = models.CharField(max_length=60)
    key = models.CharField(max_length=200, blank=True)
    taken_by = models.ForeignKey(Step, models.PROTECT, related_name="places_taken")
    released_by = models.ForeignKey(Step, models.PROTECT, null=True, related_name="places_released")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "quota"], condition=Q(released_by=None), name="place_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(released_by=None) | ~Q(released_by=F("taken_by")), name="place_released_later"
            ),
        ]
        indexes = [models.Index(fields=["call", "quota", "key"], name="place_by_quota")]


class NumberSeries(models.Model):
    """The last number given in a procedure of a call."""

    call = models.SlugField(max_length=60)
    procedure = models.CharField(max_length=60)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "procedure"], name="number_series_once")]
