"""The operations of the API: thin doors to the same acts and reads as the portal."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Status, UploadedFile
from ninja.errors import HttpError

from linxuan.language import say
from linxuan.workflow import Act
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.drafts import save_answers, start_application
from linxuan_site.actions.placements import place
from linxuan_site.actions.rehearsing import rehearse_act
from linxuan_site.api import (
    administration,
    arrivals,
    bulk,
    carrying,
    comparing,
    entities,
    exports,
    extensions,
    files,
    filing,
    grading,
    handing,
    keeping,
    lists,
    me,
    messages,
    objections,
    ordering,
    papers,
    people,
    publicity,
    reads,
    rectifying,
    refusals,
    register,
    register_lists,
    reminders,
    revocations,
    scans,
    signing_in,
    thread,
    tokens,
    webhooks,
)
from linxuan_site.api.answering import next_page, uploaded
from linxuan_site.api.document import ABOUT, DescribedAPI
from linxuan_site.api.faults import answer_faults
from linxuan_site.api.helping import router as helping
from linxuan_site.api.opening import FAULTS, SignedIn, Token
from linxuan_site.api.public import router as public
from linxuan_site.api.reviewing import router as reviewing
from linxuan_site.api.schemas import (
    LARGEST_KEY,
    ActIn,
    ActPreviewOut,
    Answers,
    ApplicationOut,
    ApplicationsOut,
    ApplicationWhole,
    Begin,
    CallOut,
    PlaceIn,
    SavedOut,
    StepOut,
    finding_out,
)
from linxuan_site.api.screenings import router as screenings
from linxuan_site.api.verifying import router as verifying
from linxuan_site.queries.calls import published_calls
from linxuan_site.queries.dossiers import Dossier, dossier_of
from linxuan_site.queries.readable import A_PAGE, LARGEST_PAGE, readable_page

api = DescribedAPI(
    title="Linxuan 遴选",
    version="1",
    description=ABOUT,
    auth=[Token(), SignedIn()],
    urls_namespace="api",
    docs_url=None,  # the portal shows it: /api/docs
)
router = Router(tags=["applications"])


@router.get("/calls", response={200: list[CallOut]}, auth=None)
def calls(request: HttpRequest) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """List the published calls."""
    return published_calls()


@router.get("/applications", response={200: ApplicationsOut, **FAULTS})
def applications(
    request: HttpRequest,
    call: str = "",
    after: Annotated[int | None, Query(ge=0, le=LARGEST_KEY)] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = A_PAGE,
) -> Any:
    """List the applications that the caller may read, those begun last in front; `next` is the page that follows."""
    page = readable_page(_account(request), call, after=after, limit=limit)
    return {
        "applications": [_summary(one) for one in page.rows],
        "after": page.after,
        "next": next_page(request, page.after),
    }


@router.post("/calls/{call}/applications", response={201: ApplicationOut, **FAULTS})
def begin(request: HttpRequest, call: str, body: Begin) -> Any:
    """Begin an application of the caller's organisation."""
    return Status(201, _summary(start_application(_account(request), call, body.procedure)))


@router.get("/applications/{application_id}", response={200: ApplicationWhole, **FAULTS})
def application(request: HttpRequest, application_id: int) -> Any:
    """Return one application with its findings, the acts that are possible, and its record."""
    return _whole(_dossier(request, application_id))


@router.patch("/applications/{application_id}/answers", response={200: SavedOut, **FAULTS})
def answers(request: HttpRequest, application_id: int, body: Answers) -> Any:
    """Save answers; what cannot be read is kept as typed and named in `problems`."""
    _dossier(request, application_id)
    return save_answers(application_id, body.answers, account=_account(request), version=body.version)


@router.post("/applications/{application_id}/acts/{action}", response={200: StepOut, **FAULTS})
def act(request: HttpRequest, application_id: int, action: str, body: ActIn) -> Any:
    """Carry out one act of the programme, or be told why not."""
    _dossier(request, application_id)
    return move_application(application_id, _act(action, body), account=_account(request), **_beside(body))


@router.post("/applications/{application_id}/acts/{action}/preview", response={200: ActPreviewOut, **FAULTS})
def preview(request: HttpRequest, application_id: int, action: str, body: ActIn) -> Any:
    """Tell to which stage an act would lead, which places it takes and who would be told what; nothing is done."""
    dossier, act = _dossier(request, application_id), _act(action, body)
    found = rehearse_act(dossier.application, act, account=_account(request), **_beside(body))
    return {"target": found.target, "quotas": found.effects.quotas, "messages": found.effects.messages}


@router.post("/applications/{application_id}/acts/{action}/scan", response={200: StepOut, **FAULTS})
def act_with_scan(
    request: HttpRequest,
    application_id: int,
    action: str,
    file: File[list[UploadedFile]],
    paper: Form[str],
    reason: Form[str] = "",
) -> Any:
    """Carry out an act that hands in the scan of a paper, such as the sealed form; `file` may come several times."""
    _dossier(request, application_id)
    files = {paper: [uploaded(one) for one in file]}
    return move_application(
        application_id, Act(action, reason=reason), account=_account(request), files=files
    )


@router.post("/applications/{application_id}/place", response={204: None, **FAULTS})
def give_place(request: HttpRequest, application_id: int, body: PlaceIn) -> Any:
    """Give an application its rank or score in the order of the caller's office."""
    _dossier(request, application_id)
    place(application_id, account=_account(request), rank=body.rank, score=body.score, reason=body.reason)
    return Status(204, None)


def _act(action: str, body: ActIn) -> Act:
    words = body.model_dump(exclude={"seen", "reasons", "grade"})
    return Act(action, **words | {"papers": tuple(words["papers"])})


def _beside(body: ActIn) -> dict[str, Any]:
    return {"seen": body.seen, "reasons": body.reasons, "grade": body.grade}


def _account(request: HttpRequest) -> Any:
    return request.user


def _dossier(request: HttpRequest, application_id: int) -> Dossier:
    dossier = dossier_of(_account(request), application_id)
    if dossier is None:
        raise HttpError(404, say("没有这一件，或您不能查看"))
    return dossier


def _summary(application: Any) -> dict[str, Any]:
    names = ("id", "call", "procedure", "category", "stage", "number", "filed_on", "in_charge", "version")
    return {name: getattr(application, name) for name in names} | {
        "applicant": application.organisation.name,
        "steps_seen": application.steps.count(),
    }


def _whole(dossier: Dossier) -> dict[str, Any]:
    return _summary(dossier.application) | {
        "answers": dossier.answers,
        "verdict": dossier.check.verdict,
        "findings": [finding_out(one) for one in dossier.check.findings],
        "acts": [
            {
                "action": one.action.id,
                "name": one.action.name,
                "clause": one.action.clause,
                "refusal": one.refusal.reason if one.refusal else "",
            }
            for one in dossier.acts
        ],
        "steps": dossier.steps,
    }


ROUTERS = (
    router,
    screenings,
    signing_in.router,
    reviewing,
    files.router,
    helping,
    carrying.router,
    lists.router,
    bulk.router,
    extensions.router,
    refusals.router,
    publicity.router,
    objections.router,
    exports.router,
    keeping.router,
    reminders.router,
    handing.router,
    ordering.router,
    papers.router,
    comparing.router,
    scans.router,
    arrivals.router,
    entities.router,
    register_lists.router,
    register.router,
    revocations.router,
    filing.router,
    grading.router,
    rectifying.router,
    me.router,
    messages.router,
    thread.router,
    people.router,
    tokens.router,
    reads.router,
    webhooks.router,
    administration.router,
    public,
    verifying,
)
for each in ROUTERS:
    api.add_router("", each)
answer_faults(api)
