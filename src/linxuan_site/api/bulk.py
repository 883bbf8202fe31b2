"""One act on many applications by API: rehearsed, then carried out as it was rehearsed."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.workflow import Act
from linxuan_site.actions.bulk import MOST, actions_for_many, carry_on, rehearse
from linxuan_site.actions.rehearsed import carry_out_rehearsed, digest_of
from linxuan_site.api.answering import nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import Key, QuotaOut, example
from linxuan_site.permissions import is_central_officer, signed_in
from linxuan_site.queries.bulk import bulk_of
from linxuan_site.queries.delegations import signed_name
from linxuan_site.queries.desk_rows import kinds_recorded_by
from linxuan_site.queries.listing import Sought, every_row

router = Router(tags=["selection"])
CENTRAL = let_in(is_central_officer)


class BulkIn(Schema):
    """An act and what is typed for it once; on `applications` by id, or on all that a list narrowed by `where` shows."""

    model_config = example(action="receive", applications=[101, 102], received_on="2030-05-15", copies=3)

    action: str
    applications: list[Key] = []
    where: dict[str, str] | None = None
    opinion: str = ""
    reason: str = ""
    document: str = ""
    received_on: date | None = None
    copies: int | None = None


class ConfirmIn(BulkIn):
    """The same as was rehearsed, with the `digest` of the preview."""

    model_config = example(
        action="receive",
        applications=[101, 102],
        received_on="2030-05-15",
        copies=3,
        digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )

    digest: str


class RehearsedOut(Schema):
    """What the act would do to one: lead to a stage, or be refused by a clause."""

    application: int
    applicant: str
    target: str
    refusal: str
    clause: str


class PreviewOut(Schema):
    """What would happen; nothing has. `told` are the addresses that would get a message."""

    rows: list[RehearsedOut]
    quotas: list[QuotaOut]
    told: list[str]
    digest: str


class BulkRowOut(Schema):
    """What came of one application: `done`, `refused` or `waiting`."""

    application: int
    applicant: str
    state: str
    refusal: str
    clause: str


class BulkOut(Schema):
    """A bulk act and what came of each."""

    id: int
    action: str
    confirmed_by: str
    confirmed_at: datetime
    rows: list[BulkRowOut]


class BulkActionOut(Schema):
    """An act that can be carried out on many, and what it needs."""

    action: str
    name: str
    clause: str
    needs: list[str]


@router.get("/calls/{call}/bulk", response={200: list[BulkActionOut], **FAULTS}, auth=CENTRAL)
def actions(request: HttpRequest, call: str) -> Any:
    """List the acts that the caller can carry out on many at once."""
    return [
        {"action": one.id, "name": one.name, "clause": one.clause, "needs": sorted(one.needs)}
        for one in _actions(request, own_call(request, call))
    ]


@router.post("/calls/{call}/bulk/preview", response={200: PreviewOut, **FAULTS}, auth=CENTRAL)
def preview(request: HttpRequest, call: str, body: BulkIn) -> Any:
    """Tell what an act would do to each, to the quotas, and who would be told; nothing is done."""
    definition, account = own_call(request, call), signed_in(request.user)
    act = _act(request, definition, body)
    found = rehearse(call, act, _chosen(request, definition, body), account=account)
    return {
        "rows": [
            {
                "application": one.application.pk,
                "applicant": one.application.subject,
                "target": one.target,
                "refusal": one.refusal,
                "clause": one.clause,
            }
            for one in found.rows
        ],
        "quotas": found.quotas,
        "told": list(found.told),
        "digest": digest_of(call, act, found, account=account),
    }


@router.post("/calls/{call}/bulk", response={201: BulkOut, **FAULTS}, auth=CENTRAL)
def carry_out(request: HttpRequest, call: str, body: ConfirmIn) -> Any:
    """Carry out what was previewed, each by itself; refused where anything would come out otherwise now."""
    definition, account = own_call(request, call), signed_in(request.user)
    act, chosen = _act(request, definition, body), _chosen(request, definition, body)
    bulk = carry_out_rehearsed(call, act, chosen, body.digest, account=account)
    return Status(201, _shown(request, call, bulk.pk))


@router.get("/calls/{call}/bulk/{bulk_id}", response={200: BulkOut, **FAULTS}, auth=CENTRAL)
def bulk(request: HttpRequest, call: str, bulk_id: int) -> Any:
    """Tell what came of each application of a bulk act of the caller's office."""
    own_call(request, call)
    return _shown(request, call, bulk_id)


@router.post("/calls/{call}/bulk/{bulk_id}/carry-on", response={200: BulkOut, **FAULTS}, auth=CENTRAL)
def go_on(request: HttpRequest, call: str, bulk_id: int) -> Any:
    """Go on with what a bulk act has not come to yet."""
    own_call(request, call)
    _shown(request, call, bulk_id)
    carry_on(bulk_id, account=signed_in(request.user))
    return _shown(request, call, bulk_id)


def _actions(request: HttpRequest, call: Call) -> Sequence[Any]:
    return actions_for_many(call, kinds_recorded_by(call, signed_in(request.user)))


def _act(request: HttpRequest, call: Call, body: BulkIn) -> Act:
    if body.action not in {one.id for one in _actions(request, call)}:
        raise Refused(say("这一项不能成批办理，请逐件办理"), code="action")
    words = body.model_dump(exclude={"action", "applications", "where", "digest"})
    return Act(body.action, **words)


def _chosen(request: HttpRequest, call: Call, body: BulkIn) -> list[int]:
    """Those that were named, or all that the list shows, up to one more than may be."""
    if body.where is None:
        return list(dict.fromkeys(body.applications))
    rows = every_row(signed_in(request.user), call, Sought.read(body.where))
    return [row.application.pk for row in islice(rows, MOST + 1)]


def _shown(request: HttpRequest, call: str, bulk_id: int) -> dict[str, Any]:
    found = bulk_of(signed_in(request.user), call, bulk_id)
    if found is None:
        raise nothing()
    return {
        "id": found.pk,
        "action": found.action,
        "confirmed_by": signed_name(found.confirmed_by, found),
        "confirmed_at": found.confirmed_at,
        "rows": [
            {
                "application": row.application_id,
                "applicant": row.application.subject,
                "state": "done" if row.step_id else "refused" if row.refusal else "waiting",
                "refusal": row.refusal,
                "clause": row.clause,
            }
            for row in found.rows.all()
        ],
    }
