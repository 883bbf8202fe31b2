"""One application as its reader may see it: answers, findings, what may be done, what was done."""

from dataclasses import dataclass, replace
from typing import Any

from linxuan.checking import Check, check
from linxuan.completeness import incomplete
from linxuan.programme.definition import Call
from linxuan.workflow import Case, Possibility, possible_actions
from linxuan_site import clock
from linxuan_site.models import Account, Application, Attachment, Step
from linxuan_site.permissions import may_read_application, may_read_draft, may_see_field
from linxuan_site.queries.calls import actor_of, definition_of
from linxuan_site.queries.cases import case_of, kept_attachments, within
from linxuan_site.queries.filed import filed_answers, filed_files, filed_values
from linxuan_site.queries.people import refusal_to_sign, signatories_to_ask
from linxuan_site.queries.places import Taken, all_places_taken, places_before


@dataclass(frozen=True)
class Dossier:
    """An application with everything that follows from it, for one reader."""

    application: Application
    call: Call
    case: Case
    check: Check
    acts: tuple[Possibility, ...]
    steps: tuple[Step, ...]
    answers: dict[str, Any]
    """As typed, by field id, without what the reader may not see."""
    files: tuple[Attachment, ...]
    """Those that were not taken away and that the reader may see, oldest first."""
    kept_back: bool
    """Whether the reader sees only what was filed: it lies with its applicant."""
    missing: int
    """How many places of the form are not filled in yet."""
    signatories: tuple[str, ...] = ()
    """Whom the reader has to ask to act for the organisation; empty where he may himself."""


def dossier_of(account: Account, application_id: int) -> Dossier | None:
    """Return the dossier; None if there is none, or this account may not read it."""
    application = (
        Application.objects.select_related("published_call", "organisation", "designation")
        .defer("published_call__files")
        .prefetch_related("steps", "attachments", "placements")
        .filter(pk=application_id)
        .first()
    )
    if application is None or not may_read_application(account, application):
        return None
    call = definition_of(application.published_call)
    case, files = case_of(application), kept_attachments(application)
    kept_back = not may_read_draft(account, application, call)
    answers = filed_answers(call, application) if kept_back else application.answers
    # What may be done depends on everything; what is shown only on what the reader may see.
    seen = replace(case, answers=filed_values(call, application, answers)) if kept_back else case
    signatories = signatories_to_ask(account)
    return Dossier(
        application=application,
        call=call,
        case=seen,
        check=check(call, application.procedure, seen.answers, on=application.filed_on or clock.today()),
        acts=_signed(acts_of(call, application, case, account), account, signatories),
        steps=tuple(application.steps.all()),
        answers={key: value for key, value in answers.items() if _visible(call, account, key)},
        files=tuple(filed_files(call, application, files) if kept_back else files),
        kept_back=kept_back,
        missing=len(incomplete(call, application.procedure, case.answers)),
        signatories=signatories,
    )


def acts_of(call: Call, application: Application, case: Case, account: Account) -> tuple[Possibility, ...]:
    """Return the acts that the account's office has at this stage, each with what stands against it."""
    return acts_with(call, case, account, all_places_taken(application.call))


def acts_with(call: Call, case: Case, account: Account, taken: Taken) -> tuple[Possibility, ...]:
    """Return the acts that the account's office has at this stage; `taken` was read for many cases at once."""
    before = places_before(call, case, taken)
    return possible_actions(call, case, actor=actor_of(account), on=clock.today(), taken=before)


def _signed(
    acts: tuple[Possibility, ...], account: Account, signatories: tuple[str, ...]
) -> tuple[Possibility, ...]:
    """Say of acts that nothing else stands against whether the account may do them for its organisation."""
    return tuple(
        one if one.refusal else replace(one, refusal=refusal_to_sign(account, one.action.name, signatories))
        for one in acts
    )


def applications_for(account: Account, call: str = "") -> list[Application]:
    """Return every application that the account may read, newest change first."""
    rows = Application.objects.select_related("published_call", "organisation").defer("published_call__files")
    rows = rows.prefetch_related("steps", "attachments", "placements")
    if account.organisation_id is not None:
        rows = rows.filter(organisation=account.organisation_id)
    elif account.office is not None:
        rows = rows.filter(published_call__authority=account.office.authority)
        rows = within(rows, account.office)
    else:
        rows = rows.none()
    if call:
        rows = rows.filter(call=call)
    return list(rows.order_by("-changed_at", "-pk"))


def _visible(call: Call, account: Account, field: str) -> bool:
    return field not in call.fields or may_see_field(account, call.fields[field].visible)
