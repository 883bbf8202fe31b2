"""Sends what other systems are to be told, after the commit: signed, tried again at growing distances, given up at last.

Each is sent at least once: the other side knows by `webhook-id` what came twice. While one is being sent it is due
again only after a while, so that two who send at once do not send the same, and one who broke off loses nothing.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from linxuan.language import say
from linxuan_site import outbox
from linxuan_site.actions.posting import NotSent, post
from linxuan_site.models import Webhook, WebhookDelivery
from linxuan_site.queries.webhooks import signatures

DISTANCES = tuple(timedelta(minutes=one) for one in (1, 5, 30, 120, 300, 600, 840, 1200, 1440, 1440))
"""How long after each try that failed the next one comes: the last some four days after the first."""
AT_WORK = timedelta(minutes=2)
"""How long nobody else tries what somebody is sending: longer than one message may take."""
AT_ONCE = 200
"""So many are sent in one go."""
KEPT = timedelta(days=90)
"""How long what is over is shown; what it told of stands in the record for good."""
GONE = 410
"""An address that answers so wants no more messages."""


def waiting() -> int:
    """Return how many messages are due now."""
    return _due().count()


def deliver() -> int:
    """Send what is due and return how many arrived; an address where one fails has its next turn later."""
    failed: set[int] = set()
    arrived = 0
    for key, webhook in list(_due().order_by("due_at", "pk").values_list("pk", "webhook")[:AT_ONCE]):
        if webhook not in failed:
            sent = _send(key)
            arrived += bool(sent)
            failed |= {webhook} if sent is False else set()
    return arrived


def what_is_old() -> int:
    """Return how many messages are over and older than they are kept."""
    return _old().count()


def forget_what_is_old() -> int:
    """Delete messages that arrived, were given up, or whose address was ended, long enough ago; return how many."""
    return _old().delete()[0]


def _old() -> "QuerySet[WebhookDelivery]":
    over = Q(due_at=None) | Q(webhook__ended_at__isnull=False)
    return WebhookDelivery.objects.filter(over, created_at__lt=timezone.now() - KEPT)


def _due() -> "QuerySet[WebhookDelivery]":
    own = WebhookDelivery.objects.filter(due_at__lte=timezone.now())
    return own.filter(webhook__ended_at=None, webhook__disabled_at=None)


def _send(key: int) -> bool | None:
    """Send one message; tell whether it arrived, None where another process has it in hand."""
    now = timezone.now()
    # Nobody waits for the other side within a transaction.
    own = WebhookDelivery.objects.filter(pk=key, due_at__lte=now)
    if not own.update(due_at=now + AT_WORK, attempts=F("attempts") + 1):
        return None
    delivery = WebhookDelivery.objects.select_related("webhook__made_by").get(pk=key)
    try:
        status, fault = _post(delivery), ""
    except NotSent as reason:
        status, fault = None, str(reason)
    if status is not None and not 200 <= status < 300:
        fault = say("对方应答 {status}", status=status)
    _note(delivery, status, fault)
    return not fault


def _post(delivery: WebhookDelivery) -> int:
    timestamp = int(timezone.now().timestamp())
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Linxuan",
        "webhook-id": delivery.key,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signatures(delivery.webhook, delivery.key, timestamp, delivery.body),
    }
    return post(delivery.webhook.url, delivery.body.encode(), headers, loopback=settings.WEBHOOK_LOOPBACK)


@transaction.atomic
def _note(delivery: WebhookDelivery, status: int | None, fault: str) -> None:
    now = timezone.now()
    delivery.status, delivery.fault = status, fault[:300]
    left = DISTANCES[delivery.attempts - 1 :]
    delivery.done_at = None if fault else now
    delivery.due_at = now + left[0] if fault and left and status != GONE else None
    delivery.save(update_fields=["status", "fault", "done_at", "due_at"])
    if fault and delivery.due_at is None:
        _give_up(delivery, gone=status == GONE)


def _give_up(delivery: WebhookDelivery, *, gone: bool) -> None:
    """Tell an address nothing more where nothing arrived since this message was written, and say so to who entered it."""
    webhook = Webhook.objects.select_for_update().get(pk=delivery.webhook_id)
    arrived = webhook.deliveries.filter(done_at__gte=delivery.created_at).exists()
    if webhook.disabled_at is not None or (arrived and not gone):
        return
    webhook.disabled_at = timezone.now()
    webhook.save(update_fields=["disabled_at"])
    told = outbox.Told(
        "webhook.disabled",
        f"webhook:{webhook.pk}:{delivery.pk}",
        {"url": webhook.url, "fault": delivery.fault},
        page=("webhooks",),
    )
    outbox.tell(told, [delivery.webhook.made_by])
