"""How many applications stand where, and which grades count, kept as they move, so that no page looks at all rows."""

from django.db import models

from linxuan_site.models.register import Designation, GradeRecord


class ApplicationCount(models.Model):
    """A number of applications alike in everything that lists count by; several rows of one kind add up.

    Triggers of the database write `+1` and `-1` as applications come and move, and now and then fold the
    rows of a call into one a kind. Nobody else writes here; without it nothing would be lost
    (`recount_applications` makes it anew).
    """

    call = models.CharField(max_length=60)
    procedure = models.CharField(max_length=60)
    category = models.CharField(max_length=60)
    stage = models.CharField(max_length=60)
    in_charge = models.CharField(max_length=60)
    offices = models.JSONField()
    filed = models.BooleanField()
    """Whether it was ever submitted: it has a number."""
    closed = models.BooleanField()
    number = models.IntegerField()
    folded = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["call"], name="application_count_by_call")]


class FilingCount(models.Model):
    """How many applications of a procedure have a day as that of their filing; kept and folded in the same way."""

    call = models.CharField(max_length=60)
    procedure = models.CharField(max_length=60)
    filed_on = models.DateField()
    number = models.IntegerField()
    folded = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["call"], name="filing_count_by_call")]


class RegisterCount(models.Model):
    """How many titles alike in all that the register is counted by it has from a day on, as known now: a difference.

    Kept and folded in the same way, from the lines that are known now; the titles of a day are the sum until that day.
    """

    programme = models.CharField(max_length=200)
    authority = models.CharField(max_length=200)
    cohort = models.PositiveIntegerField()
    track = models.CharField(max_length=60)
    category = models.CharField(max_length=60)
    mode = models.CharField(max_length=60)
    in_charge = models.CharField(max_length=60)
    state = models.CharField(max_length=20)
    year = models.PositiveIntegerField(null=True)
    """Of the designation; None where nobody recorded its day."""
    day = models.DateField()
    number = models.IntegerField()
    folded = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["programme", "authority"], name="register_count_by_programme")]


class CountingGrade(models.Model):
    """The grade of a title and year that counts, if one does, as `linxuan.evaluation.lives.counting` says.

    A trigger looks again whenever a grade takes a step; nobody else writes here. What is asked of the grades of
    decades stands here too, so that one index answers how many of a year got what.
    """

    record = models.OneToOneField(GradeRecord, models.CASCADE, primary_key=True, related_name="counts")
    designation = models.ForeignKey(
        Designation, models.CASCADE, related_name="counting_grades", db_index=False
    )
    programme = models.CharField(max_length=200)
    authority = models.CharField(max_length=200)
    year = models.PositiveIntegerField()
    grade = models.CharField(max_length=60)
    computed_score = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    state = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["designation", "year"], name="counting_grade_once_a_year"),
            models.CheckConstraint(
                condition=models.Q(state__in=("published", "final")), name="counting_grade_counts"
            ),
        ]
        indexes = [
            models.Index(
                fields=["programme", "authority", "year", "grade", "computed_score"],
                name="counting_grade_by_year",
            )
        ]
