"""Who may not apply, and which office may not recommend, until which day and by which clause."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Ban, Office, Organisation


def bans_of_applicant(organisation: Organisation | None) -> list[Ban]:
    """Return the bans under which an organisation cannot apply today, under whichever call; the longest first."""
    return _running(clock.today(), organisation.pk, of="organisation") if organisation else []


def bans_of_office(office: Office | None) -> list[Ban]:
    """Return the bans under which an office cannot recommend today, under whichever call; the longest first."""
    return _running(clock.today(), office.pk, of="office") if office else []


def ban_under(call: Call, bans: Iterable[Ban]) -> Ban | None:
    """Return the first of some bans that holds under a call."""
    return next(
        (one for one in bans if (one.programme, one.authority) == (call.programme, call.authority)), None
    )


@kept_read
def _running(today: date, key: int, *, of: str) -> "QuerySet[Ban]":
    # A ban ends with its decision: of a title that was restored it counts no more.
    rows = Ban.objects.filter(from_day__lte=today, until_day__gte=today).exclude(step__case__state="restored")
    return rows.filter(**{of: key}).order_by("-until_day", "pk")
