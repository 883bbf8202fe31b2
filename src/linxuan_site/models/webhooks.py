"""Whom else to tell of what happened: addresses of other systems, and what is to be sent to them."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.people import Account, Office, Organisation

TOPICS = (
    "application.submitted",
    "application.returned",
    "application.moved",
    "scan.examined",
    "list.published",
    "grade.published",
    "title.changed",
)
"""What an address may be told of."""
PING = "ping"
"""The topic of a message that only tries an address."""


class Webhook(models.Model):
    """An address of a system of an organisation or an office, and of what it is told.

    No secret is kept: it is made of the installation's own and of `salt`.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="webhooks")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="webhooks")
    url = models.CharField(max_length=500)
    topics = models.JSONField()
    salt = models.CharField(max_length=64)
    earlier_salt = models.CharField(max_length=64, blank=True)
    earlier_until = models.DateTimeField(null=True)
    """Until when what is sent is signed with the earlier secret as well."""
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    disabled_at = models.DateTimeField(null=True)
    """When it was given up, because nothing arrived for days."""
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None, office__isnull=False)
                | Q(organisation__isnull=False, office=None),
                name="webhook_of_an_organisation_or_an_office",
            ),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None) | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="webhook_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(earlier_salt="", earlier_until=None)
                | (~Q(earlier_salt="") & Q(earlier_until__isnull=False)),
                name="webhook_earlier_secret_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.url


class WebhookDelivery(models.Model):
    """One message to one address: written with the fact it tells of, sent afterwards, tried again while it fails."""

    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    topic = models.CharField(max_length=60)
    key = models.CharField(max_length=60, unique=True)
    """By which the receiver knows one that comes twice."""
    body = models.TextField()
    """Byte for byte what is signed and sent."""
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    """When it is tried next; None where it arrived or was given up."""
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    status = models.PositiveIntegerField(null=True)
    """What the other side answered last."""
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(due_at=None), name="webhook_delivery_done_is_not_due"
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="webhook_delivery_due"),
            models.Index(fields=["webhook", "id"], name="webhook_delivery_by_webhook"),
        ]

    def __str__(self) -> str:
        return self.key
