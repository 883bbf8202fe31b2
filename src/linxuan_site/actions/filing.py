"""Filing: an application gets its number, and what was filed is kept as it was."""

from datetime import date

from linxuan.papers import digest_of
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.models import Account, Application, NumberSeries, Submission
from linxuan_site.queries.cases import with_life
from linxuan_site.queries.locked import locked_number


def freeze(call: Call, application: Application, filed_on: date, *, account: Account) -> Submission:
    """Number an application that is locked, and keep its answers as a submission of their own."""
    # Who has no number yet files for the first time.
    revision = application.submissions.count() + 1 if application.number else 1
    application.filed_on = filed_on
    application.number = application.number or _next_number(call, application)
    answers = with_life(application)
    return Submission.objects.create(
        application=application,
        published_call=application.published_call,
        revision=revision,
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
    last = locked_number(call, procedure)
    if last is None:
        NumberSeries.objects.get_or_create(call=call, procedure=procedure)
        last = locked_number(call, procedure) or 0
    NumberSeries.objects.filter(call=call, procedure=procedure).update(last=last + 1)
    return last + 1


def _prefix(call: Call, procedure: str) -> str:
    others = [other for other in (*call.tracks, *call.rounds) if other != procedure]
    lengths = range(1, len(procedure) + 1)
    own = next((n for n in lengths if not any(o.startswith(procedure[:n]) for o in others)), len(procedure))
    return procedure[:own].upper()
