"""Messages by API: what the caller was told, how he wants to be told, and what his office sent."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Router, Schema
from pydantic import Field

from linxuan_site.actions.holding_back import hold, hold_topic, release, release_topic, resend
from linxuan_site.actions.messages import read_all, read_message, set_wishes
from linxuan_site.api.answering import next_page, nothing
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.api.schemas import After, example
from linxuan_site.outbox.topics import TOPICS
from linxuan_site.outbox.words import words_of
from linxuan_site.permissions import keeps_outbox, may_read_words, signed_in
from linxuan_site.queries.messages import delivery_seen_by, message_of, messages_of, outbox_of
from linxuan_site.queries.people import wishes_of

router = Router(tags=["messages"])
KEEPERS = let_in(keeps_outbox)
Words = Annotated[str, Field(max_length=100)]
Topics = Annotated[list[Words], Field(max_length=100)]


class ToldOut(Schema):
    """A message to the caller, in the language of the request; `page` is the path where one goes on."""

    id: int
    topic: str
    subject: str
    text: str
    page: str
    about: str
    created_at: datetime
    read_at: datetime | None


class ToldListOut(Schema):
    """A page of messages, newest first; `next` is the address of the one that follows, null on the last."""

    messages: list[ToldOut]
    after: int | None
    next: str | None


class AllReadOut(Schema):
    """How many messages were unread until now."""

    read: int


class WishesOut(Schema):
    """In which language, and of which topics on which way. `binding` are those whose e-mail always comes."""

    language: str
    phone: str
    not_mailed: list[str]
    texted: list[str]
    binding: list[str]


class WishesIn(Schema):
    """All of the caller's wishes, in place of those of before."""

    model_config = example(language="en", phone="", not_mailed=["application.arrival"], texted=[])

    language: str
    phone: str = ""
    not_mailed: Topics = []
    texted: Topics = []


class SendingOut(Schema):
    """A row of the outbox. `state` is `waiting`, `held`, `sending`, `sent`, `perhaps` or `given_up`.

    `subject` is for the people of the office that sent it, and '' for everybody else.
    """

    id: int
    topic: str
    subject: str
    channel: str
    recipient: str
    state: str
    attempts: int
    next_try_at: datetime
    sent_at: datetime | None
    fault: str


class SendingsOut(Schema):
    """A page of the outbox, newest first; `next` is the address of the one that follows, null on the last."""

    deliveries: list[SendingOut]
    after: int | None
    next: str | None


class SendingWhyIn(Schema):
    """Why; letting go what was held needs no reason."""

    model_config = example(why="通知写错，改好再发")

    why: Annotated[str, Field(max_length=2000)] = ""


class CountOut(Schema):
    """How many it was."""

    count: int


@router.get("/me/messages", response={200: ToldListOut, **FAULTS})
def told(request: HttpRequest, unread: bool = False, topic: str = "", after: After = 0) -> Any:
    """List what the caller was told, all of it or what he has not read, of one topic or of all."""
    found = messages_of(signed_in(request.user), unread=unread, topic=topic, before=after)
    return {
        "messages": [_told(one) for one in found.rows],
        "after": found.next,
        "next": next_page(request, found.next),
    }


@router.post("/me/messages/read", response={200: AllReadOut, **FAULTS})
def all_read(request: HttpRequest) -> Any:
    """Note that the caller has read all that he was told until now."""
    return {"read": read_all(account=signed_in(request.user))}


@router.post("/me/messages/{message_id}/read", response={200: ToldOut, **FAULTS})
def one_read(request: HttpRequest, message_id: int) -> Any:
    """Note that the caller has read one message; the first time counts."""
    account = signed_in(request.user)
    read_message(message_id, account=account)
    found = message_of(account, message_id)
    if found is None:
        raise nothing()
    return _told(found)


@router.get("/me/message-wishes", response={200: WishesOut, **FAULTS})
def wishes(request: HttpRequest) -> Any:
    """Tell how the caller wants to be told."""
    return _wishes(wishes_of(signed_in(request.user)))


@router.put("/me/message-wishes", response={200: WishesOut, **FAULTS})
def wish(request: HttpRequest, body: WishesIn) -> Any:
    """Say how the caller wants to be told. What has legal effect is sent by e-mail in any case."""
    return _wishes(set_wishes(signed_in(request.user), **body.model_dump()))


@router.get("/outbox", response={200: SendingsOut, **FAULTS}, auth=KEEPERS)
def outbox(request: HttpRequest, state: str = "", topic: str = "", after: After = 0) -> Any:
    """List what the caller's office sent; all that was sent, without its words, for an administrator."""
    account = signed_in(request.user)
    found = outbox_of(account, state=state, topic=topic, before=after)
    return {
        "deliveries": [_delivery(account, one) for one in found.rows],
        "after": found.next,
        "next": next_page(request, found.next),
    }


@router.post("/outbox/{delivery_id}/hold", response={200: SendingOut, **FAULTS}, auth=KEEPERS)
def hold_one(request: HttpRequest, delivery_id: int, body: SendingWhyIn) -> Any:
    """Keep a message from leaving, or set aside one that was given up."""
    return _done(request, delivery_id, hold, body.why)


@router.post("/outbox/{delivery_id}/release", response={200: SendingOut, **FAULTS}, auth=KEEPERS)
def release_one(request: HttpRequest, delivery_id: int, body: SendingWhyIn) -> Any:
    """Let a message leave that was held."""
    return _done(request, delivery_id, release, body.why)


@router.post("/outbox/{delivery_id}/resend", response={200: SendingOut, **FAULTS}, auth=KEEPERS)
def resend_one(request: HttpRequest, delivery_id: int, body: SendingWhyIn) -> Any:
    """Send a message once more: given up, perhaps sent, or sent."""
    return _done(request, delivery_id, resend, body.why)


@router.post("/outbox/topics/{topic}/hold", response={200: CountOut, **FAULTS}, auth=KEEPERS)
def hold_all(request: HttpRequest, topic: str, body: SendingWhyIn) -> Any:
    """Hold all that waits of a topic, as far as the caller sees it."""
    _refuse_unknown(topic)
    return {"count": hold_topic(topic, account=signed_in(request.user), why=body.why)}


@router.post("/outbox/topics/{topic}/release", response={200: CountOut, **FAULTS}, auth=KEEPERS)
def release_all(request: HttpRequest, topic: str, body: SendingWhyIn) -> Any:
    """Let all leave that was held of a topic, as far as the caller sees it."""
    _refuse_unknown(topic)
    return {"count": release_topic(topic, account=signed_in(request.user), why=body.why)}


def _refuse_unknown(topic: str) -> None:
    if topic not in TOPICS:
        raise nothing()


def _done(request: HttpRequest, delivery_id: int, act: Any, why: str) -> Any:
    account = signed_in(request.user)
    if delivery_seen_by(account, delivery_id) is None:
        raise nothing()
    act(delivery_id, account=account, why=why)
    return _delivery(account, delivery_seen_by(account, delivery_id))


def _told(row: Any) -> dict[str, Any]:
    words = words_of(row, get_language() or "")
    names = ("id", "topic", "page", "about", "created_at", "read_at")
    return {name: getattr(row, name) for name in names} | {"subject": words.subject, "text": words.text}


def _wishes(row: Any) -> dict[str, Any]:
    names = ("language", "phone", "not_mailed", "texted")
    binding = sorted(one.id for one in TOPICS.values() if one.binding is not None)
    return {name: getattr(row, name) for name in names} | {"binding": binding}


def _delivery(account: Any, row: Any) -> dict[str, Any]:
    names = ("id", "topic", "channel", "recipient", "state", "attempts", "next_try_at", "sent_at", "fault")
    readable = may_read_words(account, row.message.office_id)
    subject = words_of(row.message, get_language() or "").subject if readable else ""
    return {name: getattr(row, name) for name in names} | {"subject": subject}
