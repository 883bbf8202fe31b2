"""What a timer has done by `linxuan tick`: one row for each job, overwritten each time. Not part of the record."""

from django.db import models


class TimedJob(models.Model):
    """How the last run of one job went. All times are real time."""

    name = models.CharField(max_length=60, unique=True)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """None while it runs, and where its process was killed."""
    done = models.PositiveIntegerField(default=0)
    """How many things it did."""
    fault = models.CharField(max_length=500, blank=True)
    """Why it failed; '' where it went well."""
    went_well_at = models.DateTimeField(null=True)
    """When it last ended without a fault."""
