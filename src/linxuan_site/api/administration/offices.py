"""Offices by API: listed, opened, renamed, ended with a successor, kept after all."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from linxuan_site.actions.desks import end_office, keep_office, open_office, rename_office
from linxuan_site.api.administration.trace import RecordOut
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import Key, example
from linxuan_site.permissions import is_administrator, signed_in, stands
from linxuan_site.queries.desks import (
    history_of,
    may_succeed,
    office_with,
    offices_by_authority,
    open_cases,
    people_of,
)

router = Router()
ADMINISTRATOR = let_in(is_administrator)


class OfficeOut(Schema):
    """An office of an authority; `stands` tells whether it acts today, `successor` is the id of who takes over."""

    id: int
    authority: str
    kind: str
    key: str
    name: str
    valid_from: date | None
    valid_until: date | None
    successor: int | None
    stands: bool


class OfficeWhole(OfficeOut):
    """An office with how many people it has, what is open on its desk, who could succeed it, what was done to it."""

    people: int
    open_cases: int
    may_succeed: list[int]
    history: list[RecordOut]


class OfficeIn(Schema):
    """A new office; `kind` is an office of the authority's programmes, `key` its row, '' where it has none."""

    model_config = example(
        authority="示例市工业和信息化局",
        kind="district",
        key="990101",
        name="甲区工信局",
        valid_from="2030-01-01",
    )

    authority: str
    kind: str
    key: str = ""
    name: str
    valid_from: date | None = None


class RenameIn(Schema):
    """Another name, and why."""

    model_config = example(name="甲区工业和信息化局", why="机构改革更名")

    name: str
    why: str


class EndIn(Schema):
    """The last day of an office, who takes over from the day after, and why."""

    model_config = example(last_day="2030-06-30", successor=12, why="并入乙区")

    last_day: date
    successor: Key | None = None
    why: str


class WhyIn(Schema):
    """Why."""

    model_config = example(why="方案有变")

    why: str


@router.get("/administration/offices", response={200: list[OfficeOut], **FAULTS}, auth=ADMINISTRATOR)
def offices(request: HttpRequest) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """List the offices of every authority."""
    return [_shown(one.office) for listed in offices_by_authority().values() for one in listed]


@router.post("/administration/offices", response={201: OfficeOut, **FAULTS}, auth=ADMINISTRATOR)
def open_(request: HttpRequest, body: OfficeIn) -> Any:
    """Open an office of an authority that has published a programme."""
    return Status(201, _shown(open_office(**body.model_dump(), by=signed_in(request.user))))


@router.get("/administration/offices/{office_id}", response={200: OfficeWhole, **FAULTS}, auth=ADMINISTRATOR)
def office(request: HttpRequest, office_id: int) -> Any:  # noqa: ARG001 - the framework passes it by this name
    """Return one office: what is open on its desk, who could take that over, what was done to it."""
    found = _found(office_id)
    return _shown(found) | {
        "people": len(people_of(found)),
        "open_cases": open_cases(found).total,
        "may_succeed": [one.pk for one in may_succeed(found)],
        "history": history_of(found),
    }


@router.post(
    "/administration/offices/{office_id}/rename", response={200: OfficeOut, **FAULTS}, auth=ADMINISTRATOR
)
def rename(request: HttpRequest, office_id: int, body: RenameIn) -> Any:
    """Give an office another name; the former one stays in the record."""
    _found(office_id)
    return _shown(rename_office(office_id, body.name, why=body.why, by=signed_in(request.user)))


@router.post(
    "/administration/offices/{office_id}/end", response={200: OfficeOut, **FAULTS}, auth=ADMINISTRATOR
)
def end(request: HttpRequest, office_id: int, body: EndIn) -> Any:
    """Let an office act up to a day only; what is open then goes to its successor."""
    _found(office_id)
    ended = end_office(
        office_id, body.last_day, successor_id=body.successor, why=body.why, by=signed_in(request.user)
    )
    return _shown(ended)


@router.post(
    "/administration/offices/{office_id}/keep", response={200: OfficeOut, **FAULTS}, auth=ADMINISTRATOR
)
def keep(request: HttpRequest, office_id: int, body: WhyIn) -> Any:
    """Take back an end that is still to come."""
    _found(office_id)
    return _shown(keep_office(office_id, why=body.why, by=signed_in(request.user)))


def _found(office_id: int) -> Any:
    found = office_with(office_id)
    if found is None:
        raise nothing()
    return found


def _shown(office: Any) -> dict[str, Any]:
    names = ("id", "authority", "kind", "key", "name", "valid_from", "valid_until")
    shown = {name: getattr(office, name) for name in names}
    return shown | {"successor": office.successor_id, "stands": stands(office)}
