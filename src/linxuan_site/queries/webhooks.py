"""Reads of addresses that are told of what happened, of what was sent to them, and what it is signed with."""

import base64
import hmac
from hashlib import sha256

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Office, Organisation, Webhook, WebhookDelivery
from linxuan_site.permissions import manages_people
from linxuan_site.queries.people import place_of

A_PAGE = 50
PREFIX = "whsec_"
"""How a secret is shown (Standard Webhooks)."""


def secret_of(salt: str) -> str:
    """Return the secret that a salt stands for, as its receiver enters it."""
    return PREFIX + base64.b64encode(_key(salt, settings.SECRET_KEY)).decode()


def signatures(webhook: Webhook, key: str, timestamp: int, body: str) -> str:
    """Return the header `webhook-signature`: by the secret that counts, and by the one before while that counts.

    Where the installation's own secret was changed, what was made of the one before counts as long as that does.
    """
    salts = [webhook.salt]
    if webhook.earlier_until is not None and webhook.earlier_until > timezone.now():
        salts.append(webhook.earlier_salt)
    signed = f"{key}.{timestamp}.{body}".encode()
    keys = (
        _key(salt, own) for own in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS) for salt in salts
    )
    digests = (hmac.new(one, signed, sha256).digest() for one in keys)
    return " ".join(f"v1,{base64.b64encode(one).decode()}" for one in digests)


def _key(salt: str, own: str) -> bytes:
    return hmac.new(own.encode(), f"webhook:{salt}".encode(), sha256).digest()


def webhooks_of(reader: Account) -> list[Webhook]:
    """Return the addresses of where a reader works that count, the newest first, each with how much waits for it."""
    place = place_of(reader)
    if place is None or not manages_people(reader):
        return []
    waiting = Count("deliveries", filter=Q(deliveries__due_at__isnull=False))
    rows = Webhook.objects.filter(pk__in=place.webhooks.all(), ended_at=None)
    return list(rows.select_related("made_by").annotate(waiting=waiting).order_by("-pk"))


def webhook_here(reader: Account, webhook_id: int) -> Webhook | None:
    """Return an address of where a reader works, if he keeps it; None if there is none."""
    return next((one for one in webhooks_of(reader) if one.pk == webhook_id), None)


def deliveries_of(webhook: Webhook, *, before: int | None = None) -> tuple[list[WebhookDelivery], int | None]:
    """Return a page of what was sent to an address, the newest first, and the key where the next page begins."""
    rows = webhook.deliveries.order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: A_PAGE + 1])
    return found[:A_PAGE], found[A_PAGE - 1].pk if len(found) > A_PAGE else None


def told_webhooks(organisation: Organisation | int | None, authority: str) -> list[Webhook]:
    """Return every address that counts of an organisation, and of the offices of an authority."""
    own = organisation.pk if isinstance(organisation, Organisation) else organisation or 0
    return _told(own, authority)


@kept_read
def _told(organisation: int, authority: str) -> "QuerySet[Webhook]":
    whose = Q(organisation=organisation) | Q(office__authority=authority)
    return Webhook.objects.filter(whose, ended_at=None, disabled_at=None).select_related("office")


def every_webhook() -> list[Webhook]:
    """Return every address that counts."""
    return list(Webhook.objects.filter(ended_at=None, disabled_at=None).select_related("office"))


def place_of_webhook(webhook: Webhook) -> Organisation | Office | None:
    """Return whose an address is."""
    return webhook.organisation or webhook.office


def delivery_here(reader: Account, webhook_id: int, delivery_id: int) -> WebhookDelivery | None:
    """Return a message to an address of where a reader works, if he keeps it; None if there is none."""
    webhook = webhook_here(reader, webhook_id)
    return webhook.deliveries.filter(pk=delivery_id).first() if webhook else None
