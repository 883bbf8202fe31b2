"""Addresses that are told of what happened: entered, tried, given another secret, ended, by who manages the people."""

import json
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock
from linxuan_site.actions.posting import check_url
from linxuan_site.actions.recording import record
from linxuan_site.actions.webhook_facts import new_delivery
from linxuan_site.models import Account, Webhook, WebhookDelivery
from linxuan_site.models.webhooks import PING, TOPICS
from linxuan_site.permissions import manages_people, may_change_people
from linxuan_site.queries.people import place_of
from linxuan_site.queries.webhooks import place_of_webhook, secret_of

MOST = 10
"""How many addresses a place may have."""
BOTH_COUNT = timedelta(days=1)
"""How long after a new secret what is sent is signed with the earlier one as well."""


@dataclass(frozen=True)
class MadeSecret:
    """An address with its secret, which is told only now."""

    webhook: Webhook
    secret: str


@transaction.atomic
def enter_webhook(*, url: str, topics: Collection[str], by: Account) -> MadeSecret:
    """Enter an address of where a person works; raises `BadInput` with the field, `Refused` for who may not."""
    place = place_of(by)
    if place is None or not manages_people(by):
        raise Refused(_whose(), code="role")
    url = check_url(url, loopback=settings.WEBHOOK_LOOPBACK)
    unknown = next((one for one in topics if one not in TOPICS), None)
    if unknown is not None:
        raise BadInput(say("没有“{topic}”这个主题", topic=unknown[:60]), field="topics")
    if not topics:
        raise BadInput(say("请至少选择一个主题"), field="topics")
    type(place)._default_manager.select_for_update().get(pk=place.pk)
    if place.webhooks.filter(ended_at=None, url=url).exists():
        raise Refused(say("这个推送地址已经填过了"), code="entered")
    if place.webhooks.filter(ended_at=None).count() >= MOST:
        raise Refused(say("最多 {most} 个推送地址，请先停掉不用的", most=MOST), code="most")
    row = Webhook.objects.create(
        organisation=by.organisation,
        office=by.office,
        url=url,
        topics=[one for one in TOPICS if one in topics],
        salt=secrets.token_hex(32),
        made_by=by,
        made_at=timezone.now(),
    )
    record("webhook.entered", f"webhook:{row.pk}", url, by=by, details={"topics": row.topics})
    return MadeSecret(row, secret_of(row.salt))


@transaction.atomic
def change_secret(webhook_id: int, *, by: Account) -> MadeSecret:
    """Give an address another secret; the earlier one counts for a day more, so that nothing is lost meanwhile."""
    row = _locked(webhook_id, by)
    row.earlier_salt, row.earlier_until = row.salt, timezone.now() + BOTH_COUNT
    row.salt = secrets.token_hex(32)
    row.save(update_fields=["salt", "earlier_salt", "earlier_until"])
    record("webhook.secret", f"webhook:{row.pk}", row.url, by=by)
    return MadeSecret(row, secret_of(row.salt))


@transaction.atomic
def end_webhook(webhook_id: int, *, by: Account) -> None:
    """End an address: nothing more is sent to it, what waits neither; the rows stay."""
    row = _locked(webhook_id, by)
    row.ended_by, row.ended_at = by, timezone.now()
    row.save(update_fields=["ended_by", "ended_at"])
    row.deliveries.filter(due_at__isnull=False).update(due_at=None)
    record("webhook.ended", f"webhook:{row.pk}", row.url, by=by)


@transaction.atomic
def enable_webhook(webhook_id: int, *, by: Account) -> Webhook:
    """Let an address that was given up be told again; what it missed is sent where somebody asks for it."""
    row = _locked(webhook_id, by)
    if row.disabled_at is not None:
        row.disabled_at = None
        row.save(update_fields=["disabled_at"])
        record("webhook.enabled", f"webhook:{row.pk}", row.url, by=by)
    return row


@transaction.atomic
def ping(webhook_id: int, *, by: Account) -> WebhookDelivery:
    """Write a message that only tries an address; it is sent as all are."""
    row = _locked(webhook_id, by)
    body = json.dumps({"type": PING, "timestamp": clock.now().isoformat(), "data": {"webhook": row.pk}})
    delivery = new_delivery(row, PING, body)
    delivery.save()
    return delivery


@transaction.atomic
def send_again(webhook_id: int, delivery_id: int, *, by: Account) -> WebhookDelivery:
    """Let a message be sent once more, under the same key; raises `Refused` where it waits anyhow."""
    _locked(webhook_id, by)
    delivery = WebhookDelivery.objects.select_for_update().get(pk=delivery_id, webhook=webhook_id)
    if delivery.due_at is not None and delivery.attempts == 0:
        raise Refused(say("这一条正等着发送"), code="waiting")
    delivery.done_at, delivery.due_at, delivery.attempts = None, timezone.now(), 0
    delivery.save(update_fields=["done_at", "due_at", "attempts"])
    return delivery


def _locked(webhook_id: int, by: Account) -> Webhook:
    # Not with its place: that may be none of the two, and PostgreSQL locks no row that is not there.
    row = Webhook.objects.select_for_update().get(pk=webhook_id)
    place = place_of_webhook(row)
    if place is None or not may_change_people(by, place):
        raise Refused(_whose(), code="role")
    if row.ended_at is not None:
        raise Refused(say("这个推送地址已经停掉"), code="ended")
    return row


def _whose() -> str:
    return say("推送地址由本单位的签署人或本部门的人员管理员办理")
