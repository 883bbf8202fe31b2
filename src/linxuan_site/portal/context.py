"""What every page shows."""

from django.conf import settings
from django.http import HttpRequest


def every_page(request: HttpRequest) -> dict[str, object]:
    """Give every template the demo banner's facts."""
    return {"demo": settings.DEMO, "business_day": settings.BUSINESS_DAY}
