"""What was found in sealed scans by API: read, asked for once more, decided."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from linxuan_site.actions.files import stored_content
from linxuan_site.actions.scan_decisions import Decided, decide_doubts
from linxuan_site.actions.scans import examine_again
from linxuan_site.api.answering import as_download, nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.reviewing import known_dossier
from linxuan_site.api.schemas import Key, example
from linxuan_site.permissions import is_officer, signed_in
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.scans import Examined, ShownDoubt, every_examined, readable_examined

router = Router(tags=["scans"])


class ScanPageOut(Schema):
    """A page: `outcome` is `ours`, `older`, `foreign`, `altered`, `revoked` or `unread`; see `papers.md`.

    `compared` tells whether its picture was held beside the print; where it could not be, `why_not` is `coarse` or
    `unlike`.
    """

    file: int
    page_of_file: int
    outcome: str
    page_of_print: int | None
    turned: float | None
    dpi: int | None
    compared: bool
    seals: list[list[float]]
    name_seals: list[list[float]] = []
    why_not: str = ""


class ScanDecisionOut(Schema):
    """What an office holds of a doubt: `accepted` or `asked_again`, and why."""

    id: int
    verdict: str
    why: str
    office: str
    office_key: str
    decided_at: datetime
    who: str


class ScanDoubtOut(Schema):
    """A doubt, `number` from 1. `box` is its place on the page as fractions; `picture` tells whether it has one."""

    number: int
    kind: str
    words: str
    file: str
    page_of_file: int | None
    page_of_print: int | None
    box: list[float] | None
    picture: bool
    decision: ScanDecisionOut | None


class ScanFileOut(Schema):
    """A file that was looked at."""

    attachment: int
    name: str
    digest: str


class ScanOut(Schema):
    """An examination. `state` is `reading`, `stuck`, `failed` (`fault` says why), `clear`, `doubted`,
    `asked_again` or `decided`.

    `revision` is what it was compared with; `outdated` tells that the form was filed again since.
    """

    id: int
    paper: str
    revision: int
    outdated: bool
    state: str
    asked_at: datetime
    finished_at: datetime | None
    fault: str
    files: list[ScanFileOut]
    pages: list[ScanPageOut]
    doubts: list[ScanDoubtOut]


class ScanDecisionIn(Schema):
    """What the caller holds of a doubt. `seen` is the id of the decision that the caller saw, 0 for none."""

    model_config = example(doubt=1, verdict="accepted", why="骑缝章压住了字", seen=0)

    doubt: int
    verdict: str
    why: str
    seen: int | None = None


@router.get("/applications/{application_id}/scans", response={200: list[ScanOut], **FAULTS})
def scans(request: HttpRequest, application_id: int) -> Any:
    """List the examinations of an application's sealed scans, the newest first: that one counts."""
    return [_shown(one) for one in every_examined(known_dossier(request, application_id).application)]


@router.post("/applications/{application_id}/scans", response={202: ScanOut, **FAULTS})
def again(request: HttpRequest, application_id: int) -> Any:
    """Examine the scan that was handed in last once more; `GET` tells when it is done."""
    known_dossier(request, application_id)
    asked = examine_again(application_id, account=signed_in(request.user))
    return Status(202, _shown(_found(request, application_id, asked.pk)))


@router.get("/applications/{application_id}/scans/{examination_id}", response={200: ScanOut, **FAULTS})
def scan(request: HttpRequest, application_id: int, examination_id: Key) -> Any:
    """Return one examination."""
    return _shown(_found(request, application_id, examination_id))


@router.get(
    "/applications/{application_id}/scans/{examination_id}/doubts/{doubt}", response={200: None, **FAULTS}
)
def picture(request: HttpRequest, application_id: int, examination_id: Key, doubt: int) -> Any:
    """Download the picture of a doubt, a JPEG; of `differs` the scan is on the left and the print on the right."""
    doubts = {one.number: one for one in _found(request, application_id, examination_id).doubts}
    if doubt not in doubts or not doubts[doubt].picture:
        raise nothing()
    content = stored_content(doubts[doubt].picture)
    return as_download(HttpResponse(content, content_type="image/jpeg"), f"{examination_id}-{doubt}.jpg")


@router.post(
    "/applications/{application_id}/scans/{examination_id}/decisions",
    response={200: ScanOut, **FAULTS},
    auth=let_in(is_officer),
)
def decide(request: HttpRequest, application_id: int, examination_id: Key, body: list[ScanDecisionIn]) -> Any:
    """Record what the caller's office holds of doubts, all or none; what is asked again reaches the applicant."""
    _found(request, application_id, examination_id)
    decided = [Decided(**one.model_dump()) for one in body]
    decide_doubts(examination_id, decided, account=signed_in(request.user))
    return _shown(_found(request, application_id, examination_id))


def _found(request: HttpRequest, application_id: int, examination_id: int) -> Examined:
    found = readable_examined(request.user, application_id, examination_id)
    if found is None:
        raise nothing()
    return found


def _shown(found: Examined) -> dict[str, Any]:
    row = found.examination
    return {
        "id": row.pk,
        "paper": row.paper,
        "revision": found.revision,
        "outdated": found.outdated,
        "state": found.state,
        "asked_at": row.asked_at,
        "finished_at": row.finished_at,
        "fault": row.fault,
        "files": row.files,
        "pages": row.pages,
        "doubts": [_doubt(one) for one in found.doubts],
    }


def _doubt(doubt: ShownDoubt) -> dict[str, Any]:
    decision = doubt.decision
    return {
        **{name: getattr(doubt, name) for name in ScanDoubtOut.model_fields},
        "picture": bool(doubt.picture),
        "decision": decision
        and {
            **{name: getattr(decision, name) for name in ScanDecisionOut.model_fields if name != "who"},
            "who": signed_name(decision.decided_by, decision),
        },
    }
