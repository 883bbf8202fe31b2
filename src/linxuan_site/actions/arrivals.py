"""What came on paper is written down: rows that are never changed, each with what its receipt says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from linxuan.language import CHINESE, say, speaking
from linxuan.papers import digest_of
from linxuan.programme.definition import Call
from linxuan.receiving import Came, Tally, in_words, seal_name
from linxuan_site import clock
from linxuan_site.actions.filing import next_in_series
from linxuan_site.models import Account, Application, Arrival, ArrivedPaper, Office, Step
from linxuan_site.queries.arrivals import (
    OnPaper,
    of_application,
    of_offices,
    once_come,
    papers_of_application,
    wrong_words,
)
from linxuan_site.queries.delegations import signature, signed_name

RECEIPTS, SERIES = "RCT", "paper:receipt"
"""In the number of a receipt; what counts them within a call."""


@dataclass(frozen=True)
class Counted:
    """Copies of a paper as somebody counted them, with the seals that every copy bears.

    `revision` is that of the print, None where it has none; `proved` tells that its code said so.
    """

    paper: str
    copies: int
    seals: frozenset[str] = frozenset()
    electronic: bool = False
    revision: int | None = None
    proved: bool = False


@dataclass(frozen=True)
class Handover:
    """Who brought papers, when, and where they are kept."""

    arrived_at: datetime
    brought_by: str = ""
    unit: str = ""
    phone: str = ""
    by_post: bool = False
    note: str = ""
    box: str = ""
    place: str = ""


@dataclass(frozen=True)
class Entry:
    """All that one row says. Exactly one of `application` and `sender` is there."""

    call: Call
    receiver: Office
    counted: Sequence[Counted]
    handover: Handover
    application: Application | None = None
    sender: Office | None = None
    corrects: Arrival | None = None
    why: str = ""
    wrong: Sequence[str] = ()
    step: Step | None = None


def enter(entry: Entry, account: Account) -> Arrival:
    """Write down that papers came, or how an earlier row is corrected. The caller has locked what they are of."""
    after = _once_come(entry)
    arrival = Arrival(
        call=entry.call.id,
        application=entry.application,
        sender=entry.sender,
        receiver=entry.receiver,
        corrects=entry.corrects,
        why=entry.why,
        of_revision=entry.application.submissions.count() if entry.application else None,
        state=after.state,
        wrong=list(entry.wrong),
        received_by=account,
        recorded_at=clock.now(),
        step=entry.step,
        **vars(entry.handover),
        **signature(account),
    )
    arrival.number, arrival.revision = _number(entry)
    with speaking(CHINESE):
        arrival.said = _receipt(entry, arrival, after.tallies)
    arrival.digest = digest_of(arrival.said)
    arrival.save()
    ArrivedPaper.objects.bulk_create(_row(arrival, one) for one in entry.counted)
    return arrival


def enter_received(call: Call, application: Application, step: Step, account: Account) -> None:
    """Write down what an act of the programme says to have been received: every copy, with every seal.

    What a desk has counted whole already is not entered again.
    """
    there = {one.paper.id for one in of_application(application).tallies if one.state == "complete"}
    wanted = [
        one
        for one in papers_of_application(call, application.procedure)
        if one.id in step.details.get("papers", ()) and one.id not in there
    ]
    if not wanted or account.office is None:
        return
    copies, revision = step.details.get("copies"), application.submissions.count()
    counted = [
        Counted(one.id, copies or one.copies, frozenset(one.seals), revision=revision) for one in wanted
    ]
    handover = Handover(_moment(date.fromisoformat(step.details["received_on"])))
    enter(Entry(call, account.office, counted, handover, application=application, step=step), account)


def _moment(day: date) -> datetime:
    """The moment of which only the day is known: now, or noon."""
    return clock.now() if day == clock.today() else timezone.make_aware(datetime.combine(day, time(12)))


def _once_come(entry: Entry) -> OnPaper:
    day = timezone.localdate(entry.handover.arrived_at)
    more = [
        Came(one.paper, one.copies, day, one.seals, one.electronic, one.revision) for one in entry.counted
    ]
    without = entry.corrects.pk if entry.corrects else 0
    if entry.application is not None:
        return once_come(entry.application, more, without=without)
    assert entry.sender is not None
    return of_offices(entry.call, [entry.sender], more, without=without)[entry.sender.pk]


def _number(entry: Entry) -> tuple[str, int]:
    """The number of a receipt, such as `5-RCT-0012`; that of a correction is the one of what it corrects."""
    if entry.corrects is not None:
        return entry.corrects.number, entry.corrects.revision + 1
    return f"{entry.call.cohort}-{RECEIPTS}-{next_in_series(entry.call.id, SERIES):04d}", 1


def _row(arrival: Arrival, one: Counted) -> ArrivedPaper:
    return ArrivedPaper(
        arrival=arrival,
        paper=one.paper,
        copies=one.copies,
        seals=sorted(one.seals),
        electronic=one.electronic,
        print_revision=one.revision,
        proved=one.proved,
    )


def _receipt(entry: Entry, arrival: Arrival, after: Sequence[Tally]) -> dict[str, Any]:
    """What the receipt says. It is kept as it was said: names change, and another paper may come."""
    handover, application = entry.handover, entry.application
    of = application.organisation.name if application else entry.sender.name if entry.sender else ""
    return {
        "call": entry.call.name,
        "receiver": entry.receiver.name,
        "of": of,
        "of_number": application.number or "" if application else "",
        "of_revision": arrival.of_revision or 0,
        "rows": [_line(entry.call, one) for one in entry.counted],
        "now": [f"{one.paper.name}：{in_words(one)}" for one in after],
        "whole": all(one.state == "complete" for one in after),
        "wrong": [wrong_words(one) for one in entry.wrong],
        "brought_by": handover.brought_by,
        "unit": handover.unit,
        "way": say("邮寄") if handover.by_post else say("当面送达"),
        "arrived_at": timezone.localtime(handover.arrived_at).strftime("%Y-%m-%d %H:%M"),
        "received_by": signed_name(arrival.received_by, arrival),
        "day": timezone.localtime(arrival.recorded_at).date().isoformat(),
        "note": handover.note,
        "why": entry.why,
    }


def _line(call: Call, one: Counted) -> dict[str, Any]:
    paper = call.papers[one.paper]
    missing = [seal_name(seal) for seal in paper.seals if seal not in one.seals]
    return {
        "paper": paper.name,
        "copies": one.copies,
        "wanted": paper.copies,
        "seals": [seal_name(seal) for seal in paper.seals if seal in one.seals],
        "missing": missing if one.copies else [],
        "electronic": one.electronic,
        "revision": one.revision or 0,
    }
