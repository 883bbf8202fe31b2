"""Who may not apply, and which office may not recommend, until which day and by which clause."""

from django.db.models import QuerySet

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.models import Ban, Office, Organisation


def ban_of_applicant(call: Call, organisation: Organisation | None) -> Ban | None:
    """Return the ban under which an organisation cannot apply under a call today; the one that lasts longest."""
    return _running(call).filter(organisation=organisation).first() if organisation else None


def ban_of_office(call: Call, office: Office | None) -> Ban | None:
    """Return the ban under which an office cannot recommend under a call today; the one that lasts longest."""
    return _running(call).filter(office=office).first() if office else None


def _running(call: Call) -> QuerySet[Ban]:
    today = clock.today()
    rows = Ban.objects.filter(programme=call.programme, authority=call.authority)
    # A ban ends with its decision: of a title that was restored it counts no more.
    rows = rows.filter(from_day__lte=today, until_day__gte=today).exclude(step__case__state="restored")
    return rows.order_by("-until_day", "pk")
