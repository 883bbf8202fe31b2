"""Revocations by API: the authority's cases, one with its course, each step; and operating statuses by a file."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile

from linxuan_site.actions.inspecting import ready
from linxuan_site.actions.proposals import propose_all_due, propose_revocation
from linxuan_site.actions.revocations import MOST_FILES, Said, take_step
from linxuan_site.actions.statuses import import_statuses, judge_status, look_at_statuses
from linxuan_site.api.answering import as_download, nothing, own_call, uploaded
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import example
from linxuan_site.permissions import is_central_officer, is_officer, office_of, signed_in
from linxuan_site.queries.entities import entity_of
from linxuan_site.queries.revocations import CaseView, case_for, cases_page, file_for
from linxuan_site.queries.statuses import StatusPreview, unjudged, unjudged_row

router = Router(tags=["evaluation"])
CENTRAL = let_in(is_central_officer)
OFFICER = let_in(is_officer)


class RevocationFileOut(Schema):
    """A file that came with a step; it is handed out at `/revocations/{case}/files/{id}`."""

    id: int
    name: str


class RevocationStepOut(Schema):
    """One step of a case: the act, what it led to, who did it (empty for a rule), and what was said with it.

    `until` is the last day of what is awaited then; `paper` the key of the notice or letter that was made.
    """

    act: str
    state: str
    day: date
    by: str
    reason: str
    document: str
    until: date | None
    received_on: date | None
    paper: int | None
    files: list[RevocationFileOut]


class RevocationOut(Schema):
    """A case: why, by which rule and clause, where it stands today, what is awaited until when, and its course.

    `origin` is `rule`, `officer` or `elsewhere`; `acts` are what the caller may do today.
    """

    id: int
    entity: int
    name: str
    origin: str
    rule: str
    clause: str
    reason: str
    state: str
    until: date | None
    acts: list[str]
    steps: list[RevocationStepOut]


class RevocationPageOut(Schema):
    """Some cases, newest first; `after` brings the next page, null on the last one."""

    cases: list[RevocationOut]
    after: int | None


class RaisedOut(Schema):
    """How many revocations were proposed."""

    proposed: int


class ProposalIn(Schema):
    """Why a title is to be taken away."""

    model_config = example(reason="提供的材料与事实不符")

    reason: str


class StatusLineOut(Schema):
    """What becomes of a line of a file: `recorded`, `asked`, `same`, `doubtful` or `strange`.

    `status` is '' for a word that a person has to judge; a doubtful line wants one of its `candidates`, or `leave_out`.
    """

    line: int
    name: str
    credit_code: str
    word: str
    outcome: str
    status: str
    why: str
    candidates: dict[str, str]


class StatusFileOut(Schema):
    """What a file of statuses would record; lines of nobody in the register are counted only."""

    counts: dict[str, int]
    faults: list[str]
    lines: list[StatusLineOut]


class StatusesOut(Schema):
    """What a file came to: statuses recorded, words that a person has to judge, proposals that they raised."""

    recorded: int
    unjudged: int
    proposed: int


class WordOut(Schema):
    """A word of a register that nobody has judged yet."""

    id: int
    entity: int
    name: str
    word: str
    holds_from: date
    source: str


class WordJudgementIn(Schema):
    """What a word means for one entity, and why."""

    model_config = example(status="active", why="迁到外省，企业还在经营")

    status: str
    why: str


@router.get("/revocations", response={200: RevocationPageOut, **FAULTS}, auth=CENTRAL)
def revocations(
    request: HttpRequest, show: str = "open", after: Annotated[int | None, Query(ge=1, le=2**62)] = None
) -> Any:
    """List the cases of the caller's authority: `open` ones, or `closed`."""
    page = cases_page(signed_in(request.user), show, after)
    return {"cases": [_shown(one) for one in page.cases], "after": page.after}


@router.post("/revocations", response={201: RaisedOut, **FAULTS}, auth=CENTRAL)
def raise_all(request: HttpRequest) -> Any:
    """Propose wherever the rules say so today and nobody has yet."""
    return Status(201, {"proposed": propose_all_due(signed_in(request.user))})


@router.get("/revocations/{case_id}", response={200: RevocationOut, **FAULTS})
def revocation(request: HttpRequest, case_id: int) -> Any:
    """Return one case, to the entity's own people and the offices in charge."""
    return _shown(_found(request, case_id))


@router.post("/entities/{designation_id}/proposal", response={201: RevocationOut, **FAULTS}, auth=OFFICER)
def propose(request: HttpRequest, designation_id: int, body: ProposalIn) -> Any:
    """Propose to take a title away; the entity is told by the step `notify`."""
    account = signed_in(request.user)
    found = entity_of(account, designation_id)
    if found is None:
        raise nothing()
    call, row = found
    case = propose_revocation(call, row.designation, reason=body.reason, account=account)
    return Status(201, _shown(_found(request, case.pk)))


@router.post("/revocations/{case_id}/{act}", response={200: RevocationOut, **FAULTS})
def step(
    request: HttpRequest,
    case_id: int,
    act: str,
    reason: Form[str] = "",
    document: Form[str] = "",
    decided_on: Form[date | None] = None,
    until: Form[date | None] = None,
    received_on: Form[date | None] = None,
    seen: Form[int | None] = None,
    files: File[list[UploadedFile]] = [],  # noqa: B006 - the framework reads it as an empty list
) -> Any:
    """Carry a case one step on: `notify`, `extend`, `answer`, `withdraw`, `revoke`, `keep`, `appeal`, `restore`,
    `uphold` or `annul`, with what the step wants said; `seen` is the number of steps that were seen.
    """
    _found(request, case_id)
    said = Said(reason, document, decided_on, until, received_on)
    came = [uploaded(one) for one in files[: MOST_FILES + 1]]
    take_step(case_id, act, said, account=signed_in(request.user), files=came, seen=seen)
    return _shown(_found(request, case_id))


@router.get("/revocations/{case_id}/files/{file_id}", response={200: None, **FAULTS})
def file(request: HttpRequest, case_id: int, file_id: int) -> Any:
    """Hand out a file of an answer or an appeal."""
    found = file_for(request.user, file_id)
    if found is None or found.step.case_id != case_id:
        raise nothing()
    made = ready(found)
    return as_download(HttpResponse(made.content, content_type=made.content_type), made.name)


@router.post("/calls/{call}/statuses/look", response={200: StatusFileOut, **FAULTS}, auth=CENTRAL)
def statuses_look(request: HttpRequest, call: str, file: File[UploadedFile]) -> Any:
    """Say what a file of operating statuses (xlsx or CSV) would record; nothing is."""
    own_call(request, call)
    came = uploaded(file)
    return _preview(look_at_statuses(call, came.name, came.content, account=signed_in(request.user)))


@router.post("/calls/{call}/statuses", response={201: StatusesOut, **FAULTS}, auth=CENTRAL)
def statuses(
    request: HttpRequest,
    call: str,
    file: File[UploadedFile],
    source: Form[str] = "",
    decisions: Form[str] = "",
) -> Any:
    """Record a file of operating statuses, whole or not at all.

    `decisions` are those of doubtful lines, as `12=7,31=leave_out`: line and candidate.
    """
    own_call(request, call)
    came = uploaded(file)
    pairs = (one.strip().partition("=") for one in decisions.split(","))
    chosen = {int(line): key for line, _sign, key in pairs if line.isascii() and line.isdigit()}
    account = signed_in(request.user)
    done = import_statuses(call, came.name, came.content, source=source, decisions=chosen, account=account)
    return Status(201, vars(done))


@router.get("/calls/{call}/statuses/unjudged", response={200: list[WordOut], **FAULTS}, auth=CENTRAL)
def words(request: HttpRequest, call: str) -> Any:
    """List the words of a register that a person has yet to judge."""
    return [
        {
            "id": one.pk,
            "entity": one.designation_id,
            "name": one.designation.name,
            "word": one.raw_word,
            "holds_from": one.holds_from,
            "source": one.source,
        }
        for one in unjudged(own_call(request, call))
    ]


@router.post("/statuses/{record_id}", response={201: StatusesOut, **FAULTS}, auth=CENTRAL)
def judge(request: HttpRequest, record_id: int, body: WordJudgementIn) -> Any:
    """Say what a word means for one entity; a later row corrects it."""
    if unjudged_row(office_of(request.user).authority, record_id) is None:
        raise nothing()
    row = judge_status(record_id, body.status, body.why, account=signed_in(request.user))
    proposed = row.designation.revocation_cases.filter(state="proposed").count()
    return Status(201, {"recorded": 1, "unjudged": 0, "proposed": proposed})


def _found(request: HttpRequest, case_id: int) -> CaseView:
    found = case_for(signed_in(request.user), case_id)
    if found is None:
        raise nothing()
    return found


def _shown(view: CaseView) -> dict[str, Any]:
    case: Any = view.case
    names = ("id", "origin", "rule", "clause", "reason")
    return {name: getattr(case, name) for name in names} | {
        "entity": case.designation_id,
        "name": case.designation.name,
        "state": view.state,
        "until": view.until,
        "acts": list(view.acts),
        "steps": [_step(one) for one in view.steps],
    }


def _step(step: Any) -> dict[str, Any]:
    names = ("act", "state", "day", "reason", "document", "until", "received_on")
    return {name: getattr(step, name) for name in names} | {
        "by": step.by.full_name if step.by else "",
        "paper": step.paper_id,
        "files": [{"id": one.pk, "name": one.name} for one in step.files.all()],
    }


def _preview(preview: StatusPreview) -> dict[str, Any]:
    outcomes = [one.outcome for one in preview.matches]
    return {
        "counts": {word: outcomes.count(word) for word in sorted(set(outcomes))},
        "faults": list(preview.faults),
        "lines": [
            {
                "line": one.row.line,
                "name": one.row.name,
                "credit_code": one.row.credit_code,
                "word": one.row.word,
                "outcome": one.outcome,
                "status": one.status or "",
                "why": one.why,
                "candidates": {each.key: each.names[0] for each in one.candidates},
            }
            for one in preview.matches
            if one.outcome != "strange"
        ],
    }
