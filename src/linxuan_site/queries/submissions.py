"""Reads of what was filed, revision by revision."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from linxuan.answers import read_answers
from linxuan.rules.terms import Value
from linxuan_site.models import Application, Submission
from linxuan_site.queries.calls import definition_of


@dataclass(frozen=True)
class Revision:
    """One submission: its answers as they were filed."""

    number: int
    at: datetime
    values: Mapping[str, Value]


def last_two(application: Application) -> tuple[Revision, ...]:
    """Return the last submission and the one before it, the older first; fewer where there are fewer."""
    rows = application.submissions.order_by("-revision")[:2]
    return tuple(_revision(application, row) for row in reversed(rows))


def revision(application: Application, number: int) -> Revision | None:
    """Return one submission of an application; None if there is none of this number."""
    row = application.submissions.filter(revision=number).first()
    return _revision(application, row) if row else None


def _revision(application: Application, row: Submission) -> Revision:
    call = definition_of(application.published_call)
    answers = read_answers(call, application.procedure, row.answers, strict=False)
    return Revision(row.revision, row.submitted_at, answers.values)
