"""The register of designated entities: who was designated, how graded, and in which state it is."""

from django.db import models

from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account, Organisation


class Designation(models.Model):
    """A title that an organisation holds. The tracks of earlier cohorts may be lacking in today's call."""

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
        # The public register is read in this order, a page at a time.
        indexes = [models.Index(fields=["-cohort", "track", "id"], name="designation_by_cohort")]


class GradeRecord(Signed):
    """The grade of one year with its source; a later row for the same year corrects the earlier."""

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="grades")
    year = models.PositiveIntegerField()
    grade = models.CharField(max_length=60)
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(Account, models.PROTECT, null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(source=""), name="grade_names_its_source")]


class StatusRecord(Signed):
    """The operating status of a designated entity: our word, the register's own, and the proof."""

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="statuses")
    status = models.CharField(max_length=60)
    raw_word = models.CharField(max_length=60, blank=True)
    holds_from = models.DateField()
    source = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(Account, models.PROTECT, null=True)
    recorded_at = models.DateTimeField()


class Revocation(Signed):
    """The decision that took a title away, with its document. What a rule suggests is no decision."""

    designation = models.OneToOneField(Designation, models.PROTECT, related_name="revocation")
    document = models.CharField(max_length=200)
    reason = models.TextField()
    decided_on = models.DateField()
    recorded_by = models.ForeignKey(Account, models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(document="") & ~models.Q(reason=""),
                name="revocation_names_document_and_reason",
            )
        ]
