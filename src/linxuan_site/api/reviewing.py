"""The operations of a review: what offices hold of the conditions of an application."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.errors import HttpError

from linxuan.language import say
from linxuan_site.actions.judging import Judged, judge
from linxuan_site.api.schemas import Fault
from linxuan_site.permissions import is_officer, signed_in
from linxuan_site.queries.dossiers import Dossier, dossier_of
from linxuan_site.queries.reviewing import judgements_of

router = Router()
FAULTS = {400: Fault, 401: Fault, 404: Fault, 409: Fault, 422: Fault}


class JudgementIn(Schema):
    """What the caller holds of a condition (`rule:ID`, `judgement:ID`): `confirmed`, `doubted` or `refused`.

    `seen` is the id of the judgement that the caller saw, 0 for none.
    """

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


def _reviewed(request: HttpRequest, application_id: int) -> Dossier:
    dossier = dossier_of(signed_in(request.user), application_id) if is_officer(request.user) else None
    if dossier is None:
        raise HttpError(404, say("没有这一件，或您不能查看"))
    return dossier
