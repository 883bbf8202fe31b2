"""Addresses that are told of what happened, by API: entered, tried, ended, and what was sent to them."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema, Status

from linxuan_site.actions.webhooks import (
    change_secret,
    enable_webhook,
    end_webhook,
    enter_webhook,
    ping,
    send_again,
)
from linxuan_site.api.answering import next_page, nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import LARGEST_KEY, example
from linxuan_site.permissions import manages_people, signed_in
from linxuan_site.queries.webhooks import deliveries_of, delivery_here, webhook_here, webhooks_of

router = Router(tags=["webhooks"])
KEEPER = let_in(manages_people)
Id = Annotated[int, Path(ge=0, le=LARGEST_KEY)]


class WebhookIn(Schema):
    """An address to enter, and the topics of which it is told."""

    model_config = example(
        url="https://erp.example.com/linxuan", topics=["application.submitted", "application.returned"]
    )

    url: str
    topics: list[str]


class WebhookOut(WebhookIn):
    """An address: `waiting` messages are to be sent; `disabled_at` is when it was given up."""

    id: int
    made_by: str
    made_at: datetime
    disabled_at: datetime | None
    waiting: int


class WebhookSecretOut(Schema):
    """The secret that messages to an address are signed with, which is told this once."""

    id: int
    secret: str


class DeliveryOut(Schema):
    """A message: `body` as it is sent, `status` what came back last, `fault` why it did not arrive."""

    id: int
    topic: str
    key: str
    body: str
    created_at: datetime
    due_at: datetime | None
    attempts: int
    done_at: datetime | None
    status: int | None
    fault: str


class DeliveriesOut(Schema):
    """A page of messages, the newest first; `next` is the address of the page that follows, null on the last."""

    deliveries: list[DeliveryOut]
    after: int | None
    next: str | None


@router.get("/webhooks", response={200: list[WebhookOut], **FAULTS}, auth=KEEPER)
def webhooks(request: HttpRequest) -> Any:
    """List the addresses of where the caller works."""
    return [_shown(one) for one in webhooks_of(signed_in(request.user))]


@router.post("/webhooks", response={201: WebhookSecretOut, **FAULTS}, auth=KEEPER)
def enter(request: HttpRequest, body: WebhookIn) -> Any:
    """Enter an address; messages to it are signed with the secret that is told this once (Standard Webhooks)."""
    made = enter_webhook(url=body.url, topics=body.topics, by=signed_in(request.user))
    return Status(201, {"id": made.webhook.pk, "secret": made.secret})


@router.delete("/webhooks/{webhook_id}", response={204: None, **FAULTS}, auth=KEEPER)
def end(request: HttpRequest, webhook_id: Id) -> Any:
    """End an address: nothing more is sent to it."""
    end_webhook(_here(request, webhook_id), by=signed_in(request.user))
    return Status(204, None)


@router.post("/webhooks/{webhook_id}/secret", response={201: WebhookSecretOut, **FAULTS}, auth=KEEPER)
def secret(request: HttpRequest, webhook_id: Id) -> Any:
    """Give an address another secret; for a day messages are signed with the earlier one as well."""
    made = change_secret(_here(request, webhook_id), by=signed_in(request.user))
    return Status(201, {"id": made.webhook.pk, "secret": made.secret})


@router.post("/webhooks/{webhook_id}/ping", response={202: DeliveryOut, **FAULTS}, auth=KEEPER)
def try_address(request: HttpRequest, webhook_id: Id) -> Any:
    """Write a message that only tries the address; it is sent with the next that are due."""
    return Status(202, ping(_here(request, webhook_id), by=signed_in(request.user)))


@router.post("/webhooks/{webhook_id}/enable", response={204: None, **FAULTS}, auth=KEEPER)
def enable(request: HttpRequest, webhook_id: Id) -> Any:
    """Let an address that was given up be told again."""
    enable_webhook(_here(request, webhook_id), by=signed_in(request.user))
    return Status(204, None)


@router.get("/webhooks/{webhook_id}/deliveries", response={200: DeliveriesOut, **FAULTS}, auth=KEEPER)
def deliveries(
    request: HttpRequest,
    webhook_id: Id,
    after: Annotated[int | None, Query(ge=0, le=LARGEST_KEY)] = None,
) -> Any:
    """List what was written for an address, the newest first."""
    webhook = webhook_here(signed_in(request.user), webhook_id)
    if webhook is None:
        raise nothing()
    rows, more = deliveries_of(webhook, before=after)
    return {"deliveries": rows, "after": more, "next": next_page(request, more)}


@router.post(
    "/webhooks/{webhook_id}/deliveries/{delivery_id}/resend",
    response={202: DeliveryOut, **FAULTS},
    auth=KEEPER,
)
def resend(request: HttpRequest, webhook_id: Id, delivery_id: Id) -> Any:
    """Let a message be sent once more, with the same `webhook-id`."""
    account = signed_in(request.user)
    if delivery_here(account, webhook_id, delivery_id) is None:
        raise nothing()
    return Status(202, send_again(webhook_id, delivery_id, by=account))


def _here(request: HttpRequest, webhook_id: int) -> int:
    if webhook_here(signed_in(request.user), webhook_id) is None:
        raise nothing()
    return webhook_id


def _shown(row: Any) -> dict[str, Any]:
    names = ("id", "url", "topics", "made_at", "disabled_at", "waiting")
    return {name: getattr(row, name) for name in names} | {"made_by": row.made_by.full_name}
