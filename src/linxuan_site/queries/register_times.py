"""Of which day, and as known at which moment, the register is asked: read from what somebody typed."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.utils import timezone

from linxuan.errors import BadInput
from linxuan.language import say


class Times(NamedTuple):
    """A day, None for today; a moment, None for now."""

    day: date | None
    known_at: datetime | None


def read_times(as_of: str = "", known_at: str = "") -> Times:
    """Read a day such as `2023-05-10`, and a moment: a day, which counts to its end, or a day with a time.

    A moment without an offset is one of the site's time zone. Raises `BadInput`, also for a moment that is still to
    come: what is known then nobody can say yet.
    """
    return Times(_day(as_of.strip()) if as_of.strip() else None, _moment(known_at.strip()))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadInput(say("日期“{given}”应像 2023-05-10", given=text[:40]), field="as_of") from fault


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.combine(date.fromisoformat(text), time.max)
        is_day = True
    except ValueError:
        moment, is_day = _with_time(text), False
    moment = moment if moment.tzinfo else timezone.make_aware(moment)
    now = timezone.now()
    # Today counts until now: the rest of it has not been recorded yet.
    if is_day and timezone.localdate(moment) == timezone.localdate(now):
        return now
    if moment > now + timedelta(seconds=1):
        raise BadInput(say("“当时已登记的”不能晚于现在：以后登记什么，现在还不知道"), field="known_at")
    return moment


def _with_time(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        told = say("时间“{given}”应像 2023-05-10 或 2023-05-10T16:00", given=text[:40])
        raise BadInput(told, field="known_at") from fault
