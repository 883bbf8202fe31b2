"""Days and times as people say them, and the banner of a deadline."""

from datetime import date, datetime

from django.utils import dateformat, timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linxuan_site.portal.deadlines import Due
from linxuan_site.portal.templatetags.drawn import drawn

WEEKDAYS = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)


def day(value: date | None) -> str:
    """`{{ value|day }}`: 2023年5月15日; nothing for None."""
    if value is None:
        return ""
    return dateformat.format(_local(value), _("Y年n月j日"))


def weekday(value: date | None) -> str:
    """`{{ value|weekday }}`: 2023年5月15日（周一）."""
    if value is None:
        return ""
    return _("%(day)s（%(weekday)s）") % {"day": day(value), "weekday": WEEKDAYS[_local(value).weekday()]}


def month_day(value: date | None) -> str:
    """`{{ value|month_day }}`: 5月15日, where the year is plain."""
    if value is None:
        return ""
    return dateformat.format(_local(value), _("n月j日"))


def time(value: datetime | None) -> str:
    """`{{ value|time }}`: 14:32."""
    return "" if value is None else timezone.localtime(value).strftime("%H:%M")


def exact_time(value: datetime | None) -> str:
    """`{{ value|exact_time }}`: 14:32:05, where several follow each other in a minute."""
    return "" if value is None else timezone.localtime(value).strftime("%H:%M:%S")


def due(banner: Due | None) -> SafeString:
    """`{% due banner %}`: days left, what, until when, chip. Nothing for None.

    Ochre from three days on, red once past; make the banner with `portal.deadlines.banner`.
    """
    return _draw_due(banner) if banner else SafeString()


def _due(banner: Due) -> dict[str, object]:
    return {"due": banner}


_draw_due = drawn("parts/due.html", _due)


def _local(value: date) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value
