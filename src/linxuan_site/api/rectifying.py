"""What has to be put right by API: ordered, and seen that it was; a title's orders with what came of each."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status

from linxuan.programme.definition import Call
from linxuan_site.actions.rectifying import order_rectification, record_put_right
from linxuan_site.api.answering import nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import example
from linxuan_site.permissions import is_central_officer, signed_in
from linxuan_site.queries.entities import EntityRow, entity_of

router = Router(tags=["evaluation"])
CENTRAL = let_in(is_central_officer)


class RectifyIn(Schema):
    """What has to be put right; its last day is that of the rule."""

    model_config = example(reason="研发人员不足，请补充并报送花名册")

    reason: str


class PutRightIn(Schema):
    """On which day it was seen to be put right, and what was seen."""

    model_config = example(done_on="2030-06-01", reason="现场核查，花名册与社保记录一致")

    done_on: date
    reason: str


class RectifyOrderOut(Schema):
    """One order: for the grade of which year, from when, its last day, and when it was put right, if it was."""

    id: int
    rule: str
    year: int
    ordered_on: date
    until: date | None
    reason: str
    done_on: date | None


@router.get(
    "/entities/{designation_id}/rectifications", response={200: list[RectifyOrderOut], **FAULTS}, auth=CENTRAL
)
def orders(request: HttpRequest, designation_id: int) -> Any:
    """List what a title had to put right, oldest first."""
    _, row = _found(request, designation_id)
    return _orders(row)


@router.post(
    "/entities/{designation_id}/rectifications", response={201: list[RectifyOrderOut], **FAULTS}, auth=CENTRAL
)
def order(request: HttpRequest, designation_id: int, body: RectifyIn) -> Any:
    """Order what the standing of a title says has to be put right; its holder is told."""
    call, row = _found(request, designation_id)
    order_rectification(call, row.designation, reason=body.reason, account=signed_in(request.user))
    return Status(201, _orders(_found(request, designation_id)[1]))


@router.post(
    "/entities/{designation_id}/rectifications/{order_id}/done",
    response={201: list[RectifyOrderOut], **FAULTS},
    auth=CENTRAL,
)
def put_right(request: HttpRequest, designation_id: int, order_id: int, body: PutRightIn) -> Any:
    """Record that what was ordered was put right; a day after the last one is recorded, and is late."""
    _, row = _found(request, designation_id)
    if order_id not in {one["id"] for one in _orders(row)}:
        raise nothing()
    record_put_right(order_id, done_on=body.done_on, reason=body.reason, account=signed_in(request.user))
    return Status(201, _orders(_found(request, designation_id)[1]))


def _found(request: HttpRequest, designation_id: int) -> tuple[Call, EntityRow]:
    found = entity_of(signed_in(request.user), designation_id)
    if found is None:
        raise nothing()
    return found


def _orders(row: EntityRow) -> list[dict[str, Any]]:
    rows = sorted(row.designation.rectify_orders.all(), key=lambda one: one.pk)
    return [
        {
            "id": one.pk,
            "rule": one.rule,
            "year": one.year,
            "ordered_on": one.ordered_on,
            "until": one.until,
            "reason": one.reason,
            "done_on": one.done.done_on if hasattr(one, "done") else None,
        }
        for one in rows
    ]
