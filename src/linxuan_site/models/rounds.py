"""Evaluation rounds: who has to file, as the register said on a day, and the life of each grade."""

from django.db import models
from django.db.models import F, Q

from linxuan.evaluation.lives import NEEDS_REASON, STEPS
from linxuan_site.models.applications import Application
from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import Account
from linxuan_site.models.register import Designation, GradeRecord

LINES = ("at_most", "lowest")
"""What sets a line among all graded: keys of a grade in a package."""
ONCE = ("checked", "published", "final", "dropped")


class FilingList(Signed):
    """That the filing list of a round was made from the register as of a day; its entries are the reports."""

    call = models.SlugField(max_length=60)
    round = models.CharField(max_length=60)
    as_of = models.DateField()
    """The day of which the register was asked, as it was known at `made_at`."""
    made_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    """None where the system did it: by the command line, or before lists were remembered."""
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "round"], name="filing_list_once_a_round")]


class FilingAddition(Signed):
    """That an entity was put on a filing list after it was made, and why."""

    report = models.OneToOneField(Application, models.PROTECT, related_name="filing_addition")
    reason = models.TextField()
    added_by = models.ForeignKey(Account, models.PROTECT)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="filing_addition_says_why")]


class NoGrade(Signed):
    """That a title gets no grade of a year, and why: what was awaited of it is settled. A grade that is published
    later goes before it.
    """

    designation = models.ForeignKey(Designation, models.PROTECT, related_name="no_grades")
    year = models.PositiveIntegerField()
    reason = models.TextField()
    stated_by = models.ForeignKey(Account, models.PROTECT)
    stated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["designation", "year"], name="no_grade_stated_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="no_grade_says_why"),
        ]


class GradeStep(Signed):
    """One step in the life of a grade, never changed: `linxuan.evaluation.lives` says which follows which."""

    record = models.ForeignKey(GradeRecord, models.PROTECT, related_name="steps")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    proposed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    """Who proposed the grade: who checks it is somebody else."""
    reason = models.TextField(blank=True)
    until = models.DateField(null=True)
    """Of publishing, where the programme gives time to object: the last day, which ends at 24:00."""
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "position"], name="grade_step_once"),
            models.UniqueConstraint(
                fields=["record", "kind"], condition=Q(kind__in=ONCE), name="grade_step_of_a_kind_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=STEPS), name="grade_step_known"),
            models.CheckConstraint(
                condition=~Q(kind__in=sorted(NEEDS_REASON)) | ~Q(reason=""), name="grade_step_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(kind="checked")
                | (Q(by__isnull=False) & (Q(proposed_by=None) | ~Q(by=F("proposed_by")))),
                name="grade_checked_by_another",
            ),
        ]


class TieDecision(Signed):
    """Who of those with equal results at a line of a round comes within it, and why; it holds while the tie is the same.

    Of several for one tie the newest counts.
    """

    call = models.SlugField(max_length=60)
    round = models.CharField(max_length=60)
    grade = models.CharField(max_length=60)
    """The grade whose share sets the line."""
    line = models.CharField(max_length=10)
    """`at_most` or `lowest`."""
    tied = models.JSONField()
    """The keys of the titles whose results are equal, in order."""
    within = models.JSONField()
    """The keys of those who come within the line, in order."""
    reason = models.TextField()
    decided_by = models.ForeignKey(Account, models.PROTECT)
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["call", "round"], name="tie_decision_by_round")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="tie_decision_says_why"),
            models.CheckConstraint(condition=Q(line__in=LINES), name="tie_decision_of_a_line"),
        ]
