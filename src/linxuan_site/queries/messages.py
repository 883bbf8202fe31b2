"""What a person was told, and what became of what an office told others."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from linxuan_site.models import Account, Delivery, Message
from linxuan_site.models.messages import GIVEN_UP, HELD, PERHAPS, SENDING, SENT, WAITING

A_PAGE = 50
HOLDABLE = (WAITING, PERHAPS, GIVEN_UP)
"""States in which a person can set a delivery aside."""
RESENDABLE = (PERHAPS, GIVEN_UP, SENT)
"""States in which a person can have it sent once more."""


@dataclass(frozen=True)
class Messages:
    """A page of messages, newest first; `next` is the key before which the next page begins, None at the end."""

    rows: Sequence[Message]
    next: int | None


def messages_of(account: Account, *, unread: bool = False, topic: str = "", before: int = 0) -> Messages:
    """Return a page of what a person was told."""
    rows = Message.objects.filter(account=account).order_by("-pk")
    if unread:
        rows = rows.filter(read_at=None)
    if topic:
        rows = rows.filter(topic=topic)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: A_PAGE + 1])
    return Messages(found[:A_PAGE], found[A_PAGE - 1].pk if len(found) > A_PAGE else None)


def message_of(account: Account, message_id: int) -> Message | None:
    """Return one message to a person; None if it is nobody's, or somebody else's."""
    return Message.objects.filter(account=account, pk=message_id).first()


def topics_of(account: Account) -> list[str]:
    """Return the topics of which a person was told anything."""
    own = Message.objects.filter(account=account).order_by("topic")
    return list(own.values_list("topic", flat=True).distinct())


@dataclass(frozen=True)
class Outbox:
    """A page of the outbox, newest first; `next` is the key before which the next page begins, None at the end."""

    rows: Sequence[Delivery]
    next: int | None


def outbox_of(reader: Account | None, *, state: str = "", topic: str = "", before: int = 0) -> Outbox:
    """Return a page of what an office sent; of all that was sent for who administers the site, and where nobody
    signed in (the command line).
    """
    rows = _seen_by(reader).select_related("message__office", "message__account").order_by("-pk")
    if state:
        rows = rows.filter(state=state)
    if topic:
        rows = rows.filter(topic=topic)
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: A_PAGE + 1])
    return Outbox(found[:A_PAGE], found[A_PAGE - 1].pk if len(found) > A_PAGE else None)


def delivery_seen_by(reader: Account | None, delivery_id: int) -> Delivery | None:
    """Return one row of the outbox that the reader may see; None if there is none."""
    return _seen_by(reader).select_related("message").filter(pk=delivery_id).first()


def deliveries_of_topic(reader: Account | None, topic: str, state: str) -> "QuerySet[Delivery]":
    """Return what the reader sees of a topic in a state."""
    return _seen_by(reader).filter(topic=topic, state=state)


def _seen_by(reader: Account | None) -> "QuerySet[Delivery]":
    if reader is None or reader.is_administrator:
        return Delivery.objects.all()
    return (
        Delivery.objects.filter(message__office=reader.office) if reader.office else Delivery.objects.none()
    )


STATES = (WAITING, HELD, SENDING, SENT, PERHAPS, GIVEN_UP)
