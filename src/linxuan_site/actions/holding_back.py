"""The outbox in the hands of people: held back, released, sent once more. Every such act is recorded with its reason."""

from django.db import transaction
from django.utils import timezone

from linxuan.errors import Refused
from linxuan.language import say
from linxuan_site import outbox
from linxuan_site.actions.recording import reason, record
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Delivery
from linxuan_site.models.messages import HELD, SENDING, WAITING
from linxuan_site.outbox.topics import KEYS
from linxuan_site.permissions import keeps_outbox
from linxuan_site.queries.messages import HOLDABLE, RESENDABLE, deliveries_of_topic, delivery_seen_by


@transaction.atomic
def hold(delivery_id: int, *, account: Account | None, why: str) -> None:
    """Keep a message from leaving, or set aside one that was given up. One that is being sent cannot be stopped."""
    row, told = _found(delivery_id, account), _reason(why)
    if not Delivery.objects.filter(pk=row.pk, state__in=HOLDABLE).update(state=HELD):
        raise Refused(say("它已经送出，或者正在送出，扣不下来了"), code="state")
    _record("message.held", row, account, told)


@transaction.atomic
def release(delivery_id: int, *, account: Account | None, why: str = "") -> None:
    """Let a message leave that was held."""
    row = _found(delivery_id, account)
    refuse_unstorable(why)
    _refuse_lost_key(row)
    if not Delivery.objects.filter(pk=row.pk, state=HELD).update(**_anew()):
        raise Refused(say("它没有被扣住"), code="state")
    _record("message.released", row, account, why)
    transaction.on_commit(outbox.wake)


@transaction.atomic
def resend(delivery_id: int, *, account: Account | None, why: str) -> None:
    """Send a message once more: given up, perhaps sent, or sent. Its Message-ID is that of before."""
    row, told = _found(delivery_id, account), _reason(why)
    _refuse_lost_key(row)
    if not Delivery.objects.filter(pk=row.pk, state__in=RESENDABLE).update(**_anew()):
        raise Refused(say("它还等着送出，不用再发"), code="state")
    _record("message.resent", row, account, told)
    transaction.on_commit(outbox.wake)


@transaction.atomic
def hold_topic(topic: str, *, account: Account | None, why: str) -> int:
    """Hold all that waits of a topic, as far as the account sees it; return how many."""
    _refuse_who_may_not(account)
    told = _reason(why)
    rows = deliveries_of_topic(account, topic, WAITING)
    held = rows.update(state=HELD)
    if held:
        record("message.topic_held", f"topic:{topic}", topic, by=account, why=told, details={"after": held})
    return held


@transaction.atomic
def release_topic(topic: str, *, account: Account | None, why: str = "") -> int:
    """Let all leave that was held of a topic, as far as the account sees it; return how many."""
    _refuse_who_may_not(account)
    refuse_unstorable(why)
    released = deliveries_of_topic(account, topic, HELD).update(**_anew())
    if released:
        details = {"after": released}
        record("message.topic_released", f"topic:{topic}", topic, by=account, why=why, details=details)
        transaction.on_commit(outbox.wake)
    return released


@transaction.atomic
def hold_restored() -> int:
    """Hold all that waits in a backup that was brought back: it may have been sent since; return how many."""
    told = say("从备份恢复，恢复以前也许已经送出")
    rows = Delivery.objects.filter(state__in=(WAITING, SENDING))
    held = rows.update(state=HELD, claim="", claimed_at=None, fault=told)
    if held:
        record("message.restored", "outbox", "", by=None, details={"after": held})
    return held


def _anew() -> dict[str, object]:
    return {"state": WAITING, "attempts": 0, "fault": "", "next_try_at": timezone.now()}


def _found(delivery_id: int, account: Account | None) -> Delivery:
    _refuse_who_may_not(account)
    row = delivery_seen_by(account, delivery_id)
    if row is None:
        raise Refused(say("没有这一条，或不由您这里发出"), code="office")
    return row


def _refuse_who_may_not(account: Account | None) -> None:
    if account is not None and not keeps_outbox(account):
        raise Refused(say("发出的消息由发出它的部门和系统管理员管"), code="office")


def _refuse_lost_key(row: Delivery) -> None:
    if row.topic in KEYS and not row.secret:
        raise Refused(say("里面的链接已经不再保存，请对方重新要一个"), code="secret")


def _reason(why: str) -> str:
    refuse_unstorable(why)
    return reason(why)


def _record(act: str, row: Delivery, account: Account | None, why: str) -> None:
    record(act, f"delivery:{row.pk}", row.recipient, by=account, why=why, details={"after": row.topic})
