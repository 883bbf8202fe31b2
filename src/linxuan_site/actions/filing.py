"""Filing: an application gets its number, and what was filed is kept as it was."""

from datetime import date

from django.db.models import F

from linxuan.papers import digest_of
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.models import Account, Application, NumberSeries, Submission
from linxuan_site.queries.cases import with_life


def freeze(call: Call, application: Application, filed_on: date, *, account: Account) -> Submission:
    """Number an application that is locked, and keep its answers as a submission of their own."""
    application.filed_on = filed_on
    application.number = application.number or _next_number(call, application)
    answers = with_life(application)
    return Submission.objects.create(
        application=application,
        published_call=application.published_call,
        revision=application.submissions.count() + 1,
        answers=answers,
        digest=digest_of(answers),
        filed_on=application.filed_on,
        submitted_by=account,
        submitted_at=clock.now(),
    )


def _next_number(call: Call, application: Application) -> str:
    """Return a number such as `5-EN-0031`: the cohort, the procedure's shortest own prefix, a count."""
    count = next_in_series(application.call, application.procedure)
    return f"{call.cohort}-{_prefix(call, application.procedure)}-{count:04d}"


def next_in_series(call: str, procedure: str) -> int:
    """Return the next number of a series of a call; who asks at the same moment waits."""
    series, _created = NumberSeries.objects.get_or_create(call=call, procedure=procedure)
    NumberSeries.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return series.last


def _prefix(call: Call, procedure: str) -> str:
    others = [other for other in (*call.tracks, *call.rounds) if other != procedure]
    lengths = range(1, len(procedure) + 1)
    own = next((n for n in lengths if not any(o.startswith(procedure[:n]) for o in others)), len(procedure))
    return procedure[:own].upper()
