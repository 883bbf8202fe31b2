"""Reads of what was filed, revision by revision."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import QuerySet

from linxuan.answers import read_answers
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.rules.terms import Value
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Application, Submission
from linxuan_site.queries.calls import definition_of


@dataclass(frozen=True)
class Revision:
    """One submission: its answers as they were filed, read when somebody looks at them."""

    call: Call
    procedure: str
    row: Submission

    @property
    def number(self) -> int:
        """Which submission it is, from 1."""
        return self.row.revision

    @property
    def at(self) -> datetime:
        """When it was filed."""
        return self.row.submitted_at

    @cached_property
    def said(self) -> tuple[int, str]:
        """Its number and its answers as text: all that follows from it is known by them."""
        return self.number, json.dumps(self.row.answers, ensure_ascii=False)

    @cached_property
    def values(self) -> Mapping[str, Value]:
        """The typed answers; what cannot be read any more is not there."""
        return read_answers(self.call, self.procedure, self.row.answers, strict=False).values


def last_two(application: Application) -> tuple[Revision, ...]:
    """Return the last submission and the one before it, the older first; fewer where there are fewer."""
    return tuple(_revision(application, row) for row in reversed(_last_two(application.pk)))


@kept_read
def _last_two(application: int) -> "QuerySet[Submission]":
    return Submission.objects.filter(application=application).order_by("-revision")[:2]


def revision(application: Application, number: int) -> Revision | None:
    """Return one submission of an application; None if there is none of this number."""
    row = application.submissions.filter(revision=number).first()
    return _revision(application, row) if row else None


def newest_under(number: str, call: str = "") -> Submission:
    """Return the newest submission under a number; `call` tells of which call where several gave the same.

    Raises `BadInput` where there is none, or where it is not clear which is meant.
    """
    rows = Submission.objects.select_related("application__organisation", "published_call")
    rows = rows.filter(application__number=number).order_by("revision")
    found = {one.application.call: one for one in rows if call in ("", one.application.call)}
    if not found:
        raise BadInput(say("没有提交过申报号是“{number}”的", number=number))
    if len(found) > 1:
        calls = say("、").join(found)
        raise BadInput(
            say("几次遴选都有申报号“{number}”，请用 --call 写明：{calls}", number=number, calls=calls)
        )
    return next(iter(found.values()))


def _revision(application: Application, row: Submission) -> Revision:
    return Revision(definition_of(application.published_call), application.procedure, row)
