"""What an office sees of an application that lies with its applicant: what was filed last, and what offices wrote."""

from collections.abc import Iterable
from typing import Any

from linxuan.answers import read_answers
from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.rules.terms import Value
from linxuan.workflow import APPLICANT
from linxuan_site.models import Application, Attachment


def filed_answers(call: Call, application: Application) -> dict[str, Any]:
    """Return the answers of the last submission, as typed, with those that offices have filled in."""
    last = application.submissions.order_by("-revision").first()
    own = _fields_of_offices(call, application.procedure)
    written = {key: value for key, value in application.answers.items() if key in own}
    return {**(last.answers if last else {}), **written}


def filed_values(call: Call, application: Application, answers: dict[str, Any]) -> dict[str, Value]:
    """Return answers that an office may see as values."""
    return dict(read_answers(call, application.procedure, answers, strict=False).values)


def filed_files(call: Call, application: Application, files: Iterable[Attachment]) -> list[Attachment]:
    """Return those of an application's files that were there when it was filed last, and those of offices.

    What its applicant has taken away or replaced since then is still what was filed.
    """
    filings = [step.recorded_at for step in application.steps.all() if step.kind in ("submit", "lodge")]
    own = _fields_of_offices(call, application.procedure)

    def is_seen(one: Attachment) -> bool:
        if ":" in one.slot or one.slot.partition(".")[0] in own:
            return one.removed_at is None
        there = one.revision < len(filings)
        return there and (one.removed_at is None or one.removed_at > filings[-1])

    return [one for one in files if is_seen(one)]


def _fields_of_offices(call: Call, procedure: str) -> set[str]:
    sections = lookup.sections_of(call, procedure)
    return {field for one in sections if one.by != APPLICANT for field in one.fields}
