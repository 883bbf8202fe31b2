"""Deadlines as a calendar file (RFC 5545), for the calendar that people live by."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, timedelta

from django.http import HttpResponse
from django.utils import timezone as clock_of_the_site
from django.utils.translation import gettext as _

from linxuan_site.portal.deadlines import Due

WIDTH = 75
"""Bytes that a line may have before it is folded."""
ALARMS = ("-P7D", "-P1D", "-PT14H")
"""A week and a day before the last hour, and at nine in the morning of the day."""
ZONE = "Asia/Shanghai"
_ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{ZONE}",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def calendar_file(dues: Mapping[str, Due], *, name: str, address: str, file_name: str) -> HttpResponse:
    """Return deadlines as a download; the keys tell them apart, so that a later file replaces its events."""
    text = calendar(dues, name=name, address=address)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}.ics"'
    return response


def calendar(dues: Mapping[str, Due], *, name: str, address: str) -> str:
    """Return deadlines as a calendar: each is the last hour of its day, with alarms before."""
    stamp = clock_of_the_site.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Linxuan//Deadlines//ZH", "CALSCALE:GREGORIAN"]
    lines += [f"X-WR-CALNAME:{_escaped(name)}", f"X-WR-TIMEZONE:{ZONE}", *_ZONE_LINES]
    for key, due in dues.items():
        lines += _event(key, due, name, address, stamp)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _event(key: str, due: Due, name: str, address: str, stamp: str) -> Iterable[str]:
    summary = _("%(deadline)s（24:00 截止）：%(name)s") % {"deadline": due.name, "name": name}
    clause = _("通知条款 %(clause)s") % {"clause": due.clause} if due.clause else ""
    told = "\n".join(one for one in (clause, address) if one)
    yield from (
        "BEGIN:VEVENT",
        f"UID:{key}@linxuan",
        f"DTSTAMP:{stamp}",
        f"DTSTART;TZID={ZONE}:{due.day:%Y%m%d}T230000",
        f"DTEND;TZID={ZONE}:{due.day + timedelta(days=1):%Y%m%d}T000000",
        f"SUMMARY:{_escaped(summary)}",
        f"DESCRIPTION:{_escaped(told)}",
        f"URL:{address}",
        "TRANSP:TRANSPARENT",
    )
    for before in ALARMS:
        alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{before}", f"DESCRIPTION:{_escaped(summary)}")
        yield from (*alarm, "END:VALARM")
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(plain.splitlines())


def _folded(line: str) -> Iterator[str]:
    """No line is longer than 75 bytes; one that goes on begins with a space, and no sign is cut in two."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > WIDTH:
            yield part
            part = " "
        part += sign
    yield part
