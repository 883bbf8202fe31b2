"""One title by API: what the register says of it on a day, and what happened to it; an officer records more."""

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Router, Schema, Status

from linxuan.designations import Kind
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.actions.mergers import merge_titles
from linxuan_site.actions.title_changes import record_change
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import LARGEST_KEY, Fault, example
from linxuan_site.permissions import is_central_officer, is_officer, signed_in
from linxuan_site.queries.entities import entity_of
from linxuan_site.queries.mergers import title_to_merge
from linxuan_site.queries.public_register import RegisterEntry
from linxuan_site.queries.register_times import read_times
from linxuan_site.queries.title_history import CHECK_SIGNS, Change, changes_of, public_title

router = Router(tags=["public"])


class TitleEventOut(Schema):
    """One event of a title: what it changed (`facts`), by which document, from which day, recorded when.

    `other` is, of two titles that became one, the one that it took in (`merged`) or that lives on (`absorbed`).
    """

    number: int
    kind: str
    holds_from: date | None
    document: str
    recorded_at: datetime
    facts: dict[str, str]
    corrects: int | None
    other: int | None


class JoinedOut(Schema):
    """A title that another took in, with the events that count of its own, the newest first."""

    id: int
    name: str
    changes: list[TitleEventOut]


class TitleOut(Schema):
    """A title of a day: `entry` is what the register says of it, null where it had none on that day.

    `changes` are the events that count, the newest first; `certificate` is its number and check code, to be verified.
    `joined` are the titles that it took in, each with its own events.
    """

    id: int
    name: str
    entry: RegisterEntry | None
    changes: list[TitleEventOut]
    certificate: dict[str, str] | None
    joined: list[JoinedOut]


class RecordedEventOut(TitleEventOut):
    """An event as its offices see it: with its reason, who recorded it, and whether a later one corrects it."""

    reason: str
    by: str
    corrected: bool


class MergerIn(Schema):
    """Two titles become one: `other` is the other title, `lives_on` that of the two which lives on. `name`, `holder`
    (a credit code) and `holder_name` are new ones of it.
    """

    model_config = example(
        other=2,
        lives_on=1,
        holds_from="2030-03-01",
        document="示例市场监管局合并登记通知书〔2030〕2号",
        reason="",
    )

    other: int
    lives_on: int
    holds_from: date
    document: str
    name: str = ""
    holder: str = ""
    holder_name: str = ""
    reason: str = ""


class EventIn(Schema):
    """What happened to a title: `changes` by the words `name`, `holder` (a credit code), `in_charge`, `category`,
    `mode`, `document`, as the kind may change them; `holder_name` where the holder is not known yet.
    """

    model_config = example(
        kind="renamed",
        holds_from="2030-03-01",
        document="示例市场监管局变更登记通知书〔2030〕1号",
        changes={"name": "示例新名有限公司"},
        reason="",
    )

    kind: Kind
    holds_from: date | None
    document: str
    changes: dict[str, str] = {}
    reason: str = ""
    corrects: int | None = None
    holder_name: str = ""


@router.get("/register/{designation_id}", response={200: TitleOut, 400: Fault, 404: Fault}, auth=None)
def title(
    request: HttpRequest,  # noqa: ARG001 - the framework passes it by this name
    designation_id: Annotated[int, Path(ge=0, le=LARGEST_KEY)],
    as_of: str = "",
    known_at: str = "",
) -> Any:
    """Return a title of the public register, of a day and as known at a moment, with what happened to it."""
    found = public_title(designation_id, read_times(as_of, known_at))
    if found is None:
        raise nothing()
    paper = found.certificate
    code = (
        {"number": str(paper.number), "check": str(paper.said)[:CHECK_SIGNS]}
        if paper and paper.number
        else None
    )
    return {
        "id": found.id,
        "name": found.name,
        "entry": found.entry,
        "changes": found.changes,
        "certificate": code,
        "joined": found.joined,
    }


@router.get(
    "/entities/{designation_id}/events",
    response={200: list[RecordedEventOut], **FAULTS},
    auth=let_in(is_officer),
    tags=["evaluation"],
)
def events(request: HttpRequest, designation_id: int, known_at: str = "") -> Any:
    """Return all that is on record of a title, or was at a moment, the newest first, to the offices in charge."""
    return _changes(request, designation_id, read_times(known_at=known_at).known_at)


@router.post(
    "/entities/{designation_id}/events",
    response={201: list[RecordedEventOut], **FAULTS},
    auth=let_in(is_central_officer),
    tags=["evaluation"],
)
def record(request: HttpRequest, designation_id: int, body: EventIn) -> Any:
    """Record that something happened to a title: it stands in the register from its day on, and is known from now."""
    found = entity_of(signed_in(request.user), designation_id)
    if found is None:
        raise nothing()
    record_change(found[1].designation, account=signed_in(request.user), **body.model_dump())
    return Status(201, _changes(request, designation_id))


@router.post(
    "/entities/{designation_id}/merger",
    response={201: list[RecordedEventOut], **FAULTS},
    auth=let_in(is_central_officer),
    tags=["evaluation"],
)
def merge(request: HttpRequest, designation_id: int, body: MergerIn) -> Any:
    """Record that two titles became one, by a document: one lives on with the names of both, the other ends."""
    given = body.model_dump()
    other, lives_on = given.pop("other"), given.pop("lives_on")
    found = entity_of(signed_in(request.user), designation_id)
    title = title_to_merge(found[1].designation, other) if found else None
    if found is None or title is None:
        raise nothing()
    if lives_on not in (designation_id, other):
        raise BadInput(say("请选择哪一个称号保留"), field="lives_on")
    both = [found[1].designation, title]
    surviving, absorbed = both if lives_on == designation_id else both[::-1]
    merge_titles(surviving, absorbed, account=signed_in(request.user), **given)
    return Status(201, _changes(request, designation_id))


def _changes(request: HttpRequest, designation_id: int, known_at: datetime | None = None) -> list[Change]:
    found = entity_of(signed_in(request.user), designation_id)
    if found is None:
        raise nothing()
    call, row = found
    return changes_of(row.designation, call, known_at)
