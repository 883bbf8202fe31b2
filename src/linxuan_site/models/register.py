"""The register of designated entities: who was designated, how graded, and in which state it is."""

from datetime import date, datetime

from django.db import models
from django.db.models import F, Q

from linxuan.designations import KINDS, STATES, STILL
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account, Organisation


class Designation(models.Model):
    """That an organisation was given a title, as it was given; what became of it is told by its events and lines.

    The tracks of earlier cohorts may be lacking in today's call.
    """

    programme = models.CharField(max_length=200)
    authority = models.CharField(max_length=200)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="designations")
    name = models.CharField(max_length=500)
    """The name under which it was designated."""
    item = models.CharField(max_length=200, blank=True)
    """The thing that was chosen, where a track chooses things: one organisation may hold several titles."""
    cohort = models.PositiveIntegerField()
    track = models.CharField(max_length=60)
    category = models.CharField(max_length=60, blank=True)
    mode = models.CharField(max_length=60, blank=True)
    in_charge = models.CharField(max_length=60, blank=True)
    offices = models.JSONField(default=dict)
    """The key of the row in charge, by office, as for an application."""
    document = models.CharField(max_length=200)
    designated_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "authority", "organisation", "cohort", "track", "item"],
                name="designation_once",
            ),
            models.CheckConstraint(condition=~models.Q(document=""), name="designation_names_its_document"),
        ]


class GradeRecord(Signed):
    """The grade of one year with its source, as it was proposed; its steps say whether it counts (`lives.counting`).

    A later row for the same year corrects the earlier, once it is published.
    """

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="grades")
    year = models.PositiveIntegerField()
    grade = models.CharField(max_length=60)
    source = models.CharField(max_length=300)
    score = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    """A local score, for reference only: nothing follows from it."""
    why = models.TextField(null=True)
    """Why a computed grade is what it is."""
    computed_score = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    """The score that a computed grade follows from, rounded down: it tells apart who has the same grade."""
    recorded_by = models.ForeignKey(Account, models.PROTECT, null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(source=""), name="grade_names_its_source")]
        indexes = [models.Index(fields=["year", "designation"], name="grade_by_year")]


class StatusRecord(Signed):
    """The operating status of a designated entity: our word, the register's own, and the proof."""

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=60)
    raw_word = models.CharField(max_length=60, blank=True)
    holds_from = models.DateField()
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(Account, models.PROTECT, null=True)
    recorded_at = models.DateTimeField()


class RegisterEvent(Signed):
    """What happened to a title, by a document: the record, of which the register's lines are computed.

    `linxuan.designations.Event` says what each column means. A correction is a later row that `corrects` one.
    """

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="events")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    holds_from = models.DateField(null=True)
    """The day from which it holds; None for a designation whose day nobody recorded."""
    changes = models.JSONField(default=dict)
    offices = models.JSONField(default=dict)
    """Where it changes who is in charge: the key of the row, by office."""
    document = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    corrects = models.PositiveIntegerField(null=True)
    other = models.ForeignKey(Designation, models.PROTECT, null=True, related_name="+")
    """Of two titles that became one: which this one took in, or which lives on in its place."""
    recorded_by = models.ForeignKey(Account, models.PROTECT, null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["designation", "number"], name="register_event_once"),
            models.UniqueConstraint(
                fields=["designation", "recorded_at"], name="register_event_at_its_moment"
            ),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="register_event_kind_known"),
            models.CheckConstraint(condition=~Q(document=""), name="register_event_names_its_document"),
            models.CheckConstraint(
                condition=Q(holds_from__isnull=False) | Q(kind="designated"),
                name="register_event_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | Q(corrects__lt=F("number")),
                name="register_event_corrects_earlier",
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=False) & ~Q(other=F("designation"))
                | Q(other=None) & ~Q(kind="absorbed"),
                name="register_event_merges_two_titles",
            ),
        ]
        indexes = [models.Index(fields=["-recorded_at", "-id"], name="register_event_by_moment")]


NAME_PART = 6
"""Signs of a name in a `RegisterNamePart`."""


class RegisterLine(models.Model):
    """What the register says of a title while `valid_from <= day < valid_until`, as known while
    `recorded_from <= moment < recorded_until`: `linxuan.designations.Line`.

    Computed from the events of the title in the transaction that records one; nothing else writes it. What never
    changes of the designation stands here too, so that one index serves the public register.
    """

    designation = models.ForeignKey(Designation, models.CASCADE, related_name="lines")
    programme = models.CharField(max_length=200)
    authority = models.CharField(max_length=200)
    cohort = models.PositiveIntegerField()
    track = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="register_lines")
    """The legal entity that has the title."""
    state = models.CharField(max_length=20)
    since = models.DateField(null=True)
    by = models.CharField(max_length=200)
    name = models.CharField(max_length=500)
    names = models.TextField()
    """All that it has had until then, one a line: an old name finds it."""
    category = models.CharField(max_length=60, blank=True)
    mode = models.CharField(max_length=60, blank=True)
    in_charge = models.CharField(max_length=60, blank=True)
    offices = models.JSONField(default=dict)
    document = models.CharField(max_length=200)
    designated_on = models.DateField(null=True)
    valid_from = models.DateField()
    valid_until = models.DateField()
    recorded_from = models.DateTimeField()
    recorded_until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["designation", "valid_from", "recorded_from"], name="register_line_once"
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="register_line_state_known"),
            models.CheckConstraint(
                condition=Q(valid_from__lt=F("valid_until"), recorded_from__lt=F("recorded_until")),
                name="register_line_has_an_extent",
            ),
        ]
        # The register of any day is read in this order, a page at a time; the times are told from the index alone.
        indexes = [
            models.Index(
                fields=[
                    "-cohort",
                    "track",
                    "designation",
                    "valid_from",
                    "valid_until",
                    "recorded_from",
                    "recorded_until",
                ],
                name="register_line_by_cohort",
            )
        ]


class RegisterNamePart(models.Model):
    """A few signs of a name that a title has, or had, in a line of whatever day: where a search among many begins.

    Of every place in the names of a line, as many signs as follow up to `NAME_PART`, in capitals as the database
    makes them, in UTF-8: so a beginning is a range of an index on every database. Triggers write them as lines come;
    what the lines say of a day is asked of the lines.
    """

    pk = models.CompositePrimaryKey("part", "designation_id")
    part = models.BinaryField()
    designation = models.ForeignKey(Designation, models.CASCADE, related_name="name_parts", db_index=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(part=b""), name="register_name_part_not_empty")]


def holding(day: date, known_at: datetime | None = None) -> Q:
    """Return what holds for the lines of a day as known at a moment (now): one of a title, or none."""
    # What is known now is known until `STILL`: asked so, nothing that is recorded meanwhile is missed.
    known = Q(recorded_until=STILL)
    if known_at is not None:
        known = Q(recorded_from__lte=known_at, recorded_until__gt=known_at)
    return known & Q(valid_from__lte=day, valid_until__gt=day)
