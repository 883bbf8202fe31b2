"""What must happen after a commit. An act writes an entry with its facts; it is sent afterwards, once."""

from typing import Any

from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from linxuan_site import clock
from linxuan_site.models import Organisation, OutboxEntry
from linxuan_site.queries.people import addresses_of

TRIES = 5


def announce(topic: str, *, to: Organisation | None, payload: dict[str, Any]) -> None:
    """Write messages to the contact person and everybody of an organisation; they leave after the commit.

    `payload` holds `subject` and `text`. Who gave no e-mail address gets no message; an address gets one.
    """
    entries = [
        OutboxEntry(topic=topic, recipient=address, payload=payload, created_at=clock.now())
        for address in (addresses_of([to])[to.pk] if to else ())
    ]
    if entries:
        OutboxEntry.objects.bulk_create(entries)
        transaction.on_commit(deliver)


def send_key(topic: str, *, to: str, payload: dict[str, Any]) -> None:
    """Write a message to one address that holds a key, such as a link to choose a password.

    Its text is taken out of the entry once it was sent or given up: the key is kept nowhere.
    """
    write(topic, to=to, payload={**payload, "holds_key": True})


def write(topic: str, *, to: str, payload: dict[str, Any]) -> None:
    """Write a message to one address, if there is one."""
    if to:
        OutboxEntry.objects.create(topic=topic, recipient=to, payload=payload, created_at=clock.now())
        transaction.on_commit(deliver)


def deliver() -> int:
    """Send what waits and return how many were sent; what fails stays, with the reason."""
    return sum(_send(entry) for entry in list(_waiting().order_by("pk").values_list("pk", flat=True)))


def waiting() -> int:
    """Return how many messages wait to be sent."""
    return _waiting().count()


def _waiting() -> "QuerySet[OutboxEntry]":
    return OutboxEntry.objects.filter(done_at=None, attempts__lt=TRIES)


def _send(entry_id: int) -> bool:
    with transaction.atomic():
        entry = OutboxEntry.objects.select_for_update().filter(pk=entry_id, done_at=None).first()
        if entry is None:
            return False
        entry.attempts += 1
        try:
            send_mail(entry.payload["subject"], entry.payload["text"], None, [entry.recipient])
        except OSError as fault:
            entry.last_error = (str(fault) or _("没有送出"))[:300]
        else:
            entry.done_at = timezone.now()
        if entry.payload.get("holds_key") and (entry.done_at or entry.attempts == TRIES):
            entry.payload = {**entry.payload, "text": ""}
        entry.save(update_fields=["attempts", "done_at", "last_error", "payload"])
        return entry.done_at is not None
