"""Writing messages, in the transaction of what they tell: a roll-back takes them with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from linxuan_site import clock
from linxuan_site.models import Account, Delivery, Message, Organisation
from linxuan_site.models.messages import EMAIL, SMS
from linxuan_site.outbox.background import wake
from linxuan_site.outbox.topics import TOPICS
from linxuan_site.queries.people import people_to_tell, wishes_of

Page = Sequence[Any]


@dataclass(frozen=True)
class Told:
    """What somebody is told. `fact` names what happened for good, such as `step:12`: it is told once."""

    topic: str
    fact: str
    facts: Mapping[str, Any]
    page: Page = ()
    """Where one goes on: the name of a page and what it needs."""
    about: str = ""
    by: Account | None = None
    """Whose office tells it."""
    secret: Mapping[str, Any] = field(default_factory=dict)


def announce(told: Told, *, to: Organisation | None) -> list[Message]:
    """Tell everybody of an organisation, and its contact person, where he is somebody else.

    It stands in the portal of each; an address gets one e-mail.
    """
    if to is None:
        return []
    people, contact = people_to_tell(to)
    return _write(told, people, [contact] if contact else [])


def tell(told: Told, people: Iterable[Account]) -> list[Message]:
    """Tell single persons."""
    return _write(told, list(people), [])


def send_key(told: Told, *, to: str) -> None:
    """Send one address a key (`secret`), such as a link to choose a password.

    The key is taken out of the outbox once it was sent or given up: it is kept nowhere, and stands on no page.
    """
    if to:
        _write(told, [], [to])


def _write(told: Told, people: Sequence[Account], addresses: Sequence[str]) -> list[Message]:
    if set(told.facts) | set(told.secret) - {"link"} != TOPICS[told.topic].facts:
        raise TypeError(f"{told.topic} needs {sorted(TOPICS[told.topic].facts)}, not {sorted(told.facts)}")
    known = {one.email.lower() for one in people if one.email}
    messages = [_message(told, account=one, language=wishes_of(one).language) for one in people]
    messages += [
        _message(told, address=one, language=settings.LANGUAGE_CODE)
        for one in addresses
        if one.lower() not in known
    ]
    if messages:
        Message.objects.bulk_create(messages)
        Delivery.objects.bulk_create(_deliveries(told, messages))
        transaction.on_commit(wake)
    return messages


def _message(told: Told, **recipient: Any) -> Message:
    return Message(
        topic=told.topic,
        fact=told.fact,
        facts=dict(told.facts),
        page=reverse(told.page[0], args=told.page[1:]) if told.page else "",
        about=told.about,
        office_id=told.by.office_id if told.by else None,
        created_at=clock.now(),
        **recipient,
    )


def _deliveries(told: Told, messages: Sequence[Message]) -> Iterator[Delivery]:
    written: set[tuple[str, str]] = set()
    for message in messages:
        for channel, recipient in _ways(message):
            if (channel, recipient.lower()) not in written:
                written.add((channel, recipient.lower()))
                yield Delivery(
                    message=message,
                    topic=told.topic,
                    fact=told.fact,
                    channel=channel,
                    recipient=recipient,
                    secret=dict(told.secret),
                    next_try_at=timezone.now(),
                )


def _ways(message: Message) -> Iterator[tuple[str, str]]:
    """The ways on which a message goes, by what its recipient chose."""
    account = message.account
    if account is None:
        yield EMAIL, message.address
        return
    bound, wishes = TOPICS[message.topic].binding is not None, wishes_of(account)
    if account.email and (bound or message.topic not in wishes.not_mailed):
        yield EMAIL, account.email
    if wishes.phone and message.topic in wishes.texted:
        yield SMS, wishes.phone
