"""Sending what waits, never twice: a row says that it is being sent before anybody is talked to.

Who sends a row first takes it: he writes a claim of his own into it, in a statement that only one of many can carry
out. If he is killed between handing the message over and writing it down, nobody knows whether it left. It is then not
sent again: the row says “perhaps sent”, and a person decides (decision 16).
"""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db.models import F, QuerySet
from django.utils import timezone

from linxuan.language import say
from linxuan_site.models import Delivery
from linxuan_site.models.messages import EMAIL, GIVEN_UP, PERHAPS, SENDING, SENT, WAITING
from linxuan_site.outbox.channels import Mail, PerhapsSent, Rejected, Unreachable, send_text

AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440))
"""How long one waits after the first try that failed, after the second and so on; after the last it is given up."""
UNREACHABLE_FOR = timedelta(minutes=1)
LOST_AFTER = timedelta(minutes=15)
"""No server takes so long over one message (`EMAIL_TIMEOUT`): whoever has claimed it for longer is gone."""
AT_A_TIME = 200
_LONGEST = 300
_LOG = logging.getLogger(__name__)


def deliver() -> int:
    """Send what is due and return how many were sent; what fails stays, with the reason and when it is tried again."""
    _name_the_lost()
    mail, sent = Mail(), 0
    try:
        for delivery in _claimed():
            try:
                sent += _send(delivery, mail)
            except Unreachable as fault:
                _later(delivery, str(fault))
                break
    finally:
        mail.close()
    return sent


def waiting() -> int:
    """Return how many messages are due now."""
    return due().count()


def due() -> "QuerySet[Delivery]":
    """Return what is to be sent now."""
    return Delivery.objects.filter(state=WAITING, next_try_at__lte=timezone.now())


def _claimed() -> Iterator[Delivery]:
    """Take what is due, one after another; what others have taken meanwhile is left to them."""
    after = 0
    while found := list(due().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:AT_A_TIME]):
        after = found[-1]
        for pk in found:
            claim = uuid4().hex
            own = Delivery.objects.filter(pk=pk, state=WAITING)
            if own.update(state=SENDING, claim=claim, claimed_at=timezone.now(), attempts=F("attempts") + 1):
                yield Delivery.objects.select_related("message").get(pk=pk)


def _send(delivery: Delivery, mail: Mail) -> bool:
    try:
        if delivery.channel == EMAIL:
            mail.send(delivery)
        else:
            send_text(delivery)
    except Unreachable:
        raise
    except PerhapsSent as fault:
        mail.close()
        _end(delivery, state=PERHAPS, fault=str(fault), secret={})
    except Rejected as fault:
        _end(delivery, state=GIVEN_UP, fault=str(fault), secret={})
    except Exception as fault:  # noqa: BLE001 - an adapter may fail in its own way; the others go out all the same
        if not isinstance(fault, OSError):
            _LOG.exception("delivery %s", delivery.pk)
        mail.close()
        _again(delivery, str(fault) or type(fault).__name__)
    else:
        _end(delivery, state=SENT, fault="", sent_at=timezone.now(), secret={})
        return True
    return False


def _again(delivery: Delivery, fault: str) -> None:
    if delivery.attempts > len(AGAIN_AFTER):
        _end(delivery, state=GIVEN_UP, fault=fault, secret={})
        return
    after = AGAIN_AFTER[delivery.attempts - 1]
    _end(delivery, state=WAITING, fault=fault, next_try_at=timezone.now() + after)


def _later(delivery: Delivery, fault: str) -> None:
    """Nobody could be reached: this was no try of this message."""
    until = timezone.now() + UNREACHABLE_FOR
    _end(delivery, state=WAITING, fault=fault, next_try_at=until, attempts=delivery.attempts - 1)


def _end(delivery: Delivery, *, fault: str, **values: Any) -> None:
    """Write down what became of it, unless it was taken for lost meanwhile."""
    own = Delivery.objects.filter(pk=delivery.pk, claim=delivery.claim, state=SENDING)
    own.update(claim="", claimed_at=None, fault=" ".join(fault.split())[:_LONGEST], **values)


def _name_the_lost() -> None:
    gone = Delivery.objects.filter(state=SENDING, claimed_at__lt=timezone.now() - LOST_AFTER)
    told = say("发送时中断，也许已经送出，没有自动再发")
    gone.update(state=PERHAPS, claim="", claimed_at=None, fault=told, secret={})
