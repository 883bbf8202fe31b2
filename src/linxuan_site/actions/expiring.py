"""Titles whose term is over: recorded by an act, never by a clock that passed."""

from datetime import date

from django.db import transaction

from linxuan.designations import ENDED
from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.designations import record_event
from linxuan_site.models import Account, RegisterLine
from linxuan_site.queries.calls import current_call, definition_of, published_calls
from linxuan_site.queries.register_lines import lines_as_of


def due_to_expire(call: str) -> list[tuple[RegisterLine, date]]:
    """Return the titles that a call designated and whose term is over, each with the day on which it ended."""
    definition = definition_of(current_call(call))
    # Titles without a term are not read, however many there are.
    tracks = [one for one in definition.tracks if lookup.expires_on(definition, one, clock.today())]
    lines = lines_as_of().filter(
        programme=definition.programme,
        authority=definition.authority,
        cohort=definition.cohort,
        track__in=tracks,
        designated_on__isnull=False,
    )
    lines = lines.exclude(state__in=ENDED).select_related("designation").order_by("track", "designation")
    ends = ((one, _end(definition, one)) for one in lines)
    return [(one, end) for one, end in ends if end is not None and end <= clock.today()]


@transaction.atomic
def expire_titles(call: str, *, account: Account | None) -> int:
    """Record of each title whose term is over that it expired, on the day on which the term ended; return how many.

    The document is that of the designation: with it the term was given.
    """
    due = due_to_expire(call)
    for line, end in due:
        record_event(line.designation, "expired", holds_from=end, document=line.document, account=account)
    return len(due)


def due_everywhere() -> int:
    """Return how many titles have a term that is over and are still held, under whichever call."""
    return sum(len(due_to_expire(one.call)) for one in published_calls())


def expire_everywhere() -> int:
    """Record of every title whose term is over that it expired, call by call; return how many. Twice does it once."""
    return sum(expire_titles(one.call, account=None) for one in published_calls())


def _end(call: Call, line: RegisterLine) -> date | None:
    return lookup.expires_on(call, line.track, line.designated_on) if line.designated_on else None
