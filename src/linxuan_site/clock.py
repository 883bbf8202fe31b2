"""The business clock: one setting, in Asia/Shanghai. Sessions and one-time codes use real time instead."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

_told: ContextVar[date | None] = ContextVar("linxuan_business_day", default=None)


def now() -> datetime:
    """Return the business time: the pinned day with the real time of day, or the real time."""
    real = timezone.localtime()
    day = _told.get() or settings.BUSINESS_DAY
    return real.replace(year=day.year, month=day.month, day=day.day) if day else real


def today() -> date:
    """Return the business day."""
    return _told.get() or settings.BUSINESS_DAY or timezone.localdate()


@contextmanager
def on_day(day: date) -> Iterator[None]:
    """Let the clock stand at `day` inside the block: for replaying a story, and for tests."""
    token = _told.set(day)
    try:
        yield
    finally:
        _told.reset(token)
