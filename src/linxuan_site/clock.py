"""The business clock: one setting, in Asia/Shanghai. Sessions and one-time codes use real time instead."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the business time: the pinned day with the real time of day, or the real time."""
    real = timezone.localtime()
    if settings.BUSINESS_DAY is None:
        return real
    return real.replace(
        year=settings.BUSINESS_DAY.year, month=settings.BUSINESS_DAY.month, day=settings.BUSINESS_DAY.day
    )


def today() -> date:
    """Return the business day."""
    return now().date()
