"""How the jobs of the timer went last."""

from linxuan_site.models import TimedJob


def jobs_done() -> list[TimedJob]:
    """Return the last run of each job that ever ran, by name."""
    return list(TimedJob.objects.order_by("name"))
