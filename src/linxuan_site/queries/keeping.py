"""What has been kept long enough, by the rules of a package: the preview of what is erased."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.db.models import Max, OuterRef, Q, Subquery
from django.utils.timezone import localdate

from linxuan.programme.definition import Call, KeepingRule
from linxuan_site import clock
from linxuan_site.models import AnswerChange, Application, Erasure, Objection, ObjectionStep, PersonalRead
from linxuan_site.models.objections import SETTLED

MOST = 2000
"""How much is looked at, and erased, at a time."""


@dataclass(frozen=True)
class Due:
    """One thing that was kept long enough; `about` is what an officer knows it by."""

    rule: KeepingRule
    subject: str
    about: str
    last_on: date
    until: date
    """The last day on which it is kept."""


def due_for_erasing(call: Call) -> list[Due]:
    """Return what is due on the business day, by rule, the oldest first, at most `MOST`."""
    found = (one for rule in call.keeping.values() for one in _READERS[rule.what](call, rule))
    return [one for one, _count in zip(found, range(MOST), strict=False)]


def digest_of_due(due: Sequence[Due]) -> str:
    """Return the SHA-256 of a preview: whoever confirms it erases that and nothing else."""
    told = [(one.rule.id, one.subject, one.last_on.isoformat()) for one in due]
    return sha256(json.dumps(told).encode()).hexdigest()


def erasures(call: str) -> list[Erasure]:
    """Return what was erased last."""
    return list(Erasure.objects.filter(call=call).select_related("by").order_by("-pk")[:50])


def _drafts(call: Call, rule: KeepingRule) -> Iterator[Due]:
    """Drafts that were never filed: no number, no submission, no step but to begin or withdraw."""
    rows = Application.objects.filter(call=call.id, number=None, designation=None, submissions=None)
    # Another form says which answers it took from it.
    rows = rows.exclude(pk__in=AnswerChange.objects.filter(copied_from__isnull=False).values("copied_from"))
    for row in rows.select_related("organisation").order_by("changed_at", "pk")[:MOST]:
        yield from _if_due(rule, str(row.pk), row.subject, row.changed_at)


def _objections(call: Call, rule: KeepingRule) -> Iterator[Due]:
    """Settled objections of closed publicities, from the day of their last step."""
    newest = ObjectionStep.objects.filter(objection=OuterRef("pk")).order_by("-position")
    rows = (
        Objection.objects.filter(publicity__call=call.id, publicity__closed_at__isnull=False)
        .annotate(last_at=Max("steps__at"))
        .alias(state=Subquery(newest.values("state")[:1]))
        .filter(state__in=SETTLED)
    )
    for row in rows.order_by("last_at", "pk")[:MOST]:
        yield from _if_due(rule, str(row.pk), row.number, row.last_at)


def _reads(call: Call, rule: KeepingRule) -> Iterator[Due]:
    """Days on which somebody read, the oldest first: of this call, and what is of no application."""
    own = PersonalRead.objects.filter(Q(application=None) | Q(application__call=call.id))
    for day in own.order_by("day").values_list("day", flat=True).distinct()[:MOST]:
        until = rule.length.after(day)
        if clock.today() > until:
            yield Due(rule, day.isoformat(), day.isoformat(), day, until)


def _if_due(rule: KeepingRule, subject: str, about: str, last: datetime) -> Iterator[Due]:
    last_on = localdate(last)
    until = rule.length.after(last_on)
    if clock.today() > until:
        yield Due(rule, subject, about, last_on, until)


_READERS = {"drafts": _drafts, "objections": _objections, "reads": _reads}
