"""What every page shows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from linxuan_site import clock
from linxuan_site.permissions import is_administrator, is_applicant, is_central_officer, is_officer, stands
from linxuan_site.queries.calls import told_of_end
from linxuan_site.queries.delegations import stand_ins
from linxuan_site.queries.notices import latest_authority


def every_page(request: HttpRequest) -> dict[str, object]:
    """Give every template the demo banner's facts, who is reading, and whose site it is."""
    reader = request.user
    office = getattr(reader, "office", None)
    authority = getattr(reader, "authority_shown", None)
    return {
        "demo": settings.DEMO,
        "business_day": settings.BUSINESS_DAY,
        "today": clock.today(),
        "authority": latest_authority() if authority is None else authority,
        "ended": told_of_end(office) if office and not stands(office) else "",
        "reads_as_applicant": is_applicant(reader),
        "reads_as_officer": is_officer(reader),
        "reads_as_administrator": is_administrator(reader),
        # Read only by the pages that show it.
        "may_stand_in": SimpleLazyObject(lambda: stand_ins(reader)),
        "reads_as_central_officer": is_central_officer(reader),
    }
