"""Designated entities by API: their grades and standing in a round, a status recorded, a title taken away."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema, Status

from linxuan.programme.definition import Call
from linxuan_site.actions.grades import record_status
from linxuan_site.actions.proposals import enter_revocation
from linxuan_site.api.answering import next_page, nothing, own_call
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import After, example
from linxuan_site.permissions import is_central_officer, is_officer, signed_in
from linxuan_site.queries.entities import EntityRow, entity_of, some_of_round
from linxuan_site.queries.entities_then import EntityThen, entity_then
from linxuan_site.queries.register_times import Times, read_times
from linxuan_site.queries.round_rows import Narrowed, due_lines, page_of

router = Router(tags=["evaluation"])
OFFICER = let_in(is_officer)
CENTRAL = let_in(is_central_officer)


class GradeOut(Schema):
    """The grade of a year, and the document that it comes from."""

    year: int
    grade: str
    source: str


class EntityOut(Schema):
    """A designated entity: its grades, its operating status, how far its report is, and what follows for its title.

    `standing` is what the rules suggest, with `because`; only a decision takes a title away (`revoked_on`). Of a day
    on which there was no title `state` is empty.
    """

    id: int
    name: str
    cohort: int
    track: str
    in_charge: str
    document: str
    grades: list[GradeOut]
    status: str
    filing: str
    standing: str
    because: str
    state: str
    revoked_on: date | None


class EntitiesOut(Schema):
    """A page of the entities that a round evaluates, as far as the caller's office is in charge. `number` is how many
    were asked for in all, `next` the address of the page after it.
    """

    number: int
    entities: list[EntityOut]
    next: str | None


class StatusIn(Schema):
    """The operating status from a day on: our word, the register's own, and the proof."""

    model_config = example(
        status="deregistered", raw_word="注销企业", holds_from="2030-03-01", source="公示系统 2030-03-05 查询"
    )

    status: str
    holds_from: date
    source: str
    raw_word: str = ""


class RevocationIn(Schema):
    """The document that takes a title away, when, and why; the reason is not published."""

    model_config = example(document="示例工信发〔2030〕9号", decided_on="2030-04-01", reason="连续两年不合格")

    document: str
    decided_on: date
    reason: str


@router.get("/calls/{call}/rounds/{round_id}", response={200: EntitiesOut, **FAULTS}, auth=OFFICER)
def round_(
    request: HttpRequest,
    call: str,
    round_id: str,
    place: str = "",
    track: str = "",
    filing: Literal["", "open", "filed", "written"] = "",
    after: After = 0,
) -> Any:
    """List the entities that a round evaluates and the caller's office is in charge of, page by page; by district (its
    key), track, and how far the report is.
    """
    definition = own_call(request, call)
    if round_id not in definition.rounds:
        raise nothing()
    asked, account = definition.rounds[round_id], signed_in(request.user)
    rows = due_lines(account, definition, asked, Narrowed(place, track, filing))
    keys, following = page_of(rows, after)
    return {
        "number": rows.count(),
        "entities": [_shown(one) for one in some_of_round(definition, asked, keys)],
        "next": next_page(request, following),
    }


@router.get("/entities/{designation_id}", response={200: EntityOut, **FAULTS})
def entity(request: HttpRequest, designation_id: int, as_of: str = "", known_at: str = "") -> Any:
    """Return a designated entity, to its own people and the offices in charge; of another day, or as known at a
    moment, without what the rules suggest and how far its report is: those are asked of today alone.
    """
    times = read_times(as_of, known_at)
    if times == Times(None, None):
        return _shown(_found(request, designation_id)[1])
    then = entity_then(signed_in(request.user), designation_id, times)
    if then is None:
        raise nothing()
    return _shown_then(then)


@router.post("/entities/{designation_id}/status", response={201: EntityOut, **FAULTS}, auth=OFFICER)
def status(request: HttpRequest, designation_id: int, body: StatusIn) -> Any:
    """Record the operating status of an entity, with its proof; a later row corrects it."""
    call, row = _found(request, designation_id)
    record_status(call, row.designation, account=signed_in(request.user), **body.model_dump())
    return Status(201, _shown(_found(request, designation_id)[1]))


@router.post("/entities/{designation_id}/revocation", response={201: EntityOut, **FAULTS}, auth=CENTRAL)
def revoke(request: HttpRequest, designation_id: int, body: RevocationIn) -> Any:
    """Enter a revocation that another authority decided, by its document; it stands in the public register."""
    call, row = _found(request, designation_id)
    enter_revocation(call, row.designation, account=signed_in(request.user), **body.model_dump())
    return Status(201, _shown(_found(request, designation_id)[1]))


def _found(request: HttpRequest, designation_id: int) -> tuple[Call, EntityRow]:
    found = entity_of(signed_in(request.user), designation_id)
    if found is None:
        raise nothing()
    return found


def _shown(row: EntityRow) -> dict[str, Any]:
    designation: Any = row.designation
    names = ("id", "cohort", "document")
    return {name: getattr(designation, name) for name in names} | {
        "name": row.name,
        "track": row.track,
        "in_charge": row.in_charge,
        "grades": _graded(row.grades),
        "status": row.status.status if row.status else "",
        "filing": row.filing,
        "standing": row.standing.standing,
        "because": row.standing.because,
        "state": row.line.state if row.line else "",
        "revoked_on": row.line.since if row.line and row.line.state == "revoked" else None,
    }


def _shown_then(then: EntityThen) -> dict[str, Any]:
    entry, designation = then.entry, then.designation
    track = then.call.tracks.get(designation.track)
    return {
        "id": designation.pk,
        "cohort": designation.cohort,
        "name": then.name,
        "track": track.name if track else designation.track,
        "document": entry.document if entry else designation.document,
        "in_charge": entry.region if entry else "",
        "grades": _graded(then.grades),
        "status": then.statuses[0].status if then.statuses else "",
        "filing": "",
        "standing": "",
        "because": "",
        "state": entry.state if entry else "",
        "revoked_on": entry.since if entry and entry.state == "revoked" else None,
    }


def _graded(grades: Mapping[int, Any]) -> list[dict[str, Any]]:
    return [{"year": year, "grade": one.grade, "source": one.source} for year, one in sorted(grades.items())]
