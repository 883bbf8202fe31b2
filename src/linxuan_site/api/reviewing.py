"""The operations of a review: what offices hold of the conditions, tell the applicant, find in registers."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.timezone import is_aware, make_aware
from ninja import File, Form, Router, Schema, Status, UploadedFile

from linxuan_site.actions.credit import Found, record_credit_check
from linxuan_site.actions.files import Upload
from linxuan_site.actions.judging import Judged, judge
from linxuan_site.actions.remarks import note_remark
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS
from linxuan_site.api.schemas import example
from linxuan_site.permissions import is_officer, signed_in
from linxuan_site.queries.credit import credit_checks_of
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.dossiers import Dossier, dossier_of
from linxuan_site.queries.remarks import drafts_of, label_of, remarks_of
from linxuan_site.queries.reviewing import judgements_of

router = Router(tags=["review"])


class JudgementIn(Schema):
    """What the caller holds of a condition (`rule:ID`, `judgement:ID`): `confirmed`, `doubted` or `refused`.

    `seen` is the id of the judgement that the caller saw, 0 for none.
    """

    model_config = example(condition="rule:legal-person", verdict="doubted", remark="执照过期", seen=0)

    condition: str
    verdict: str
    remark: str = ""
    seen: int | None = None


class JudgementOut(Schema):
    """What an office holds of a condition of one submission."""

    id: int
    condition: str
    office: str
    office_key: str
    verdict: str
    remark: str
    revision: int
    judged_at: datetime
    who: str

    @staticmethod
    def resolve_who(row: Any) -> str:
        """Name who judged, and for whom he stood in."""
        return signed_name(row.judged_by, row)


@router.get("/applications/{application_id}/judgements", response={200: list[JudgementOut], **FAULTS})
def judgements(request: HttpRequest, application_id: int) -> Any:
    """List what offices hold of the conditions: of each office the newest on each. For offices only."""
    return judgements_of(_reviewed(request, application_id).application)


@router.post("/applications/{application_id}/judgements", response={200: list[JudgementOut], **FAULTS})
def judge_conditions(request: HttpRequest, application_id: int, body: list[JudgementIn]) -> Any:
    """Record what the caller's office holds of conditions, all or none; returns the rows that are new."""
    _reviewed(request, application_id)
    judged = [Judged(**one.model_dump()) for one in body]
    return judge(application_id, judged, account=signed_in(request.user))


class RemarkIn(Schema):
    """What the applicant is to be told at a field ('' for all of it); without words it is taken away.

    `seen` is the text that the caller saw there.
    """

    model_config = example(field="address", text="门牌号与执照不符", seen="")

    field: str = ""
    text: str
    seen: str | None = None


class RemarkOut(Schema):
    """A remark: a draft of the caller's office while `sent` is false. `changed`: its field was changed since."""

    field: str
    label: str
    text: str
    who: str
    sent: bool
    changed: bool
    revision: int


@router.get("/applications/{application_id}/remarks", response={200: list[RemarkOut], **FAULTS})
def remarks(request: HttpRequest, application_id: int) -> Any:
    """List what offices told the applicant at single fields, and what the caller's own office has noted."""
    return _remarks(request, application_id)


@router.put("/applications/{application_id}/remarks", response={200: list[RemarkOut], **FAULTS})
def note(request: HttpRequest, application_id: int, body: RemarkIn) -> Any:
    """Note what the applicant is to be told at a field; it is sent when the office sends the application back."""
    _reviewed(request, application_id)
    note_remark(application_id, body.field, body.text, account=signed_in(request.user), seen=body.seen)
    return _remarks(request, application_id)


def _remarks(request: HttpRequest, application_id: int) -> list[dict[str, Any]]:
    dossier = known_dossier(request, application_id)
    call, application = dossier.call, dossier.application
    drafts = drafts_of(application, signed_in(request.user)).values()
    sent = [
        (one.remark, one.label, one.changed, True, one.remark.revision)
        for one in remarks_of(call, application)
    ]
    revision = application.submissions.count()
    noted: list[tuple[Any, str, bool, bool, int]] = [
        (one, label_of(call, one.field), False, False, revision) for one in drafts
    ]
    return [
        {
            "field": row.field,
            "label": label,
            "text": row.text,
            "who": signed_name(row.written_by, row),
            "sent": was_sent,
            "changed": changed,
            "revision": number,
        }
        for row, label, changed, was_sent, number in [*noted, *sent]
    ]


def known_dossier(request: HttpRequest, application_id: int) -> Dossier:
    """Return an application that the caller may read, or answer 404."""
    dossier = dossier_of(signed_in(request.user), application_id)
    if dossier is None:
        raise nothing()
    return dossier


def _reviewed(request: HttpRequest, application_id: int) -> Dossier:
    if not is_officer(request.user):
        raise nothing()
    return known_dossier(request, application_id)


class CreditCheckOut(Schema):
    """What an office found in a register of credit."""

    id: int
    source: str
    checked_at: datetime
    clear: bool
    result: str
    office: str
    office_key: str
    who: str

    @staticmethod
    def resolve_who(row: Any) -> str:
        """Name who looked it up, and for whom he stood in."""
        return signed_name(row.checked_by, row)


@router.get("/applications/{application_id}/credit-checks", response={200: list[CreditCheckOut], **FAULTS})
def credit_checks(request: HttpRequest, application_id: int) -> Any:
    """List what offices found in registers of credit, newest first. For offices only."""
    return credit_checks_of(_reviewed(request, application_id).application)


@router.post("/applications/{application_id}/credit-checks", response={201: CreditCheckOut, **FAULTS})
def check_credit(
    request: HttpRequest,
    application_id: int,
    source: Form[str],
    checked_at: Form[datetime],
    clear: Form[bool],
    result: Form[str] = "",
    proof: File[UploadedFile | None] = None,
) -> Any:
    """Record a look-up in a register of credit; `clear` tells that nothing was found, `proof` is its file."""
    _reviewed(request, application_id)
    upload = Upload(proof.name or "", proof.read()) if proof else None
    at = checked_at if is_aware(checked_at) else make_aware(checked_at)
    found = Found(source, at, clear, result, upload)
    return Status(201, record_credit_check(application_id, found, account=signed_in(request.user)))
