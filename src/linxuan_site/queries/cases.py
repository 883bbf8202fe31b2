"""An application as the core's snapshot."""

from datetime import date
from typing import Any

from linxuan.answers import Answers, read_answers
from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.workflow import Case
from linxuan_site.models import Application, IssuedPaper, Step
from linxuan_site.queries.calls import definition_of, earlier_days

PAPER_SLOT = "paper:"


def answers_of(application: Application) -> Answers:
    """Return the typed answers of an application; what cannot be read counts as unknown."""
    call = definition_of(application.published_call)
    return read_answers(call, application.procedure, with_life(application), strict=False)


def with_life(application: Application) -> dict[str, Any]:
    """Return the raw answers with what the organisation, the files and the filing date say."""
    raw: dict[str, Any] = dict(application.answers)
    for attachment in kept_attachments(application):
        # Papers are no answers, and a file in a row (`GROUP.COLUMN`) is named by its row.
        if not attachment.slot.startswith(PAPER_SLOT) and "." not in attachment.slot:
            raw[attachment.slot] = attachment.name
    if application.filed_on:
        raw["filed_on"] = application.filed_on.isoformat()
    return raw


def kept_attachments(application: Application) -> list[Any]:
    """Return the files that were not taken away, oldest first."""
    return [one for one in application.attachments.all() if one.removed_at is None]


def case_of(application: Application) -> Case:
    """Return the snapshot on which the workflow decides."""
    published = application.published_call
    steps = list(application.steps.all())
    current = _since_last_submission(steps)
    return Case(
        procedure=application.procedure,
        stage=application.stage,
        applicant=application.organisation.identifier,
        recommender=application.in_charge,
        answers=answers_of(application).values,
        filed_on=application.filed_on,
        papers=_papers(current),
        received=_received(current),
        issued=_issued(application),
        ranked=frozenset(one.office for one in application.placements.all()),
        reasons=_reasons(steps),
        agreed=frozenset(step.office for step in current if step.details.get("agreed")),
        publicity_over=_publicity_over(application),
        earlier_days={key: row.day for key, row in earlier_days(published, application.in_charge).items()},
        number=application.number or "",
    )


def office_in_charge(call: Call, procedure: str, answers: dict[str, Any]) -> str:
    """Return the key of the office that an application's answers name; '' where the call has none."""
    for office in call.offices.values():
        if office.each and office.field in {
            one for s in lookup.sections_of(call, procedure) for one in s.fields
        }:
            return str(answers.get(office.field) or "")
    return ""


def _since_last_submission(steps: list[Step]) -> list[Step]:
    filed = [number for number, step in enumerate(steps) if step.kind == "submit"]
    return steps[filed[-1] :] if filed else steps


def _papers(steps: list[Step]) -> frozenset[str]:
    """A scan counts by the act that handed it in, so that no upload goes round a deadline."""
    handed_in = (step for step in steps if step.kind in {"hand_in", "lodge"})
    return frozenset(paper for step in handed_in for paper in step.details.get("papers", ()))


def _received(steps: list[Step]) -> dict[str, date]:
    return {
        paper: date.fromisoformat(step.details["received_on"])
        for step in steps
        if step.kind == "receive"
        for paper in step.details.get("papers", ())
    }


def _issued(application: Application) -> frozenset[str]:
    papers = IssuedPaper.objects.filter(call=application.call).values_list("paper", "applications")
    return frozenset(paper for paper, listed in papers if application.pk in listed)


def _reasons(steps: list[Step]) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for step in steps:
        reasons |= step.details.get("reasons", {})
    return reasons


def _publicity_over(application: Application) -> bool:
    # Only the newest publicity counts: one that was opened again is not over.
    entry = application.publicities.order_by("pk").select_related("publicity").last()
    return entry is not None and entry.publicity.closed_at is not None
