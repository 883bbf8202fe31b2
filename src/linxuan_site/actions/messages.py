"""What a person does to messages: reads his own, says how he wants to be told."""

import re
from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.models import Account, Message, MessageWishes
from linxuan_site.outbox.topics import TOPICS, may_be_texted, may_do_without

MOBILE = re.compile(r"1[3-9]\d{9}|\+[1-9]\d{6,14}")
"""A mobile phone of the mainland, or any with its country in front (E.164)."""


def read_message(message_id: int, *, account: Account) -> None:
    """Note that a person has read a message of his; the first time counts."""
    _unread(account).filter(pk=message_id).update(read_at=timezone.now())


def read_all(*, account: Account) -> int:
    """Note that a person has read all that he was told until now; return how many were unread."""
    return _unread(account).update(read_at=timezone.now())


def _unread(account: Account) -> "QuerySet[Message]":
    return Message.objects.filter(account=account, read_at=None)


@transaction.atomic
def set_wishes(
    account: Account, *, language: str, phone: str, not_mailed: Collection[str], texted: Collection[str]
) -> MessageWishes:
    """Say in which language, of what by e-mail, and of what by SMS a person wants to be told."""
    phone = re.sub(r"[ \-()（）]", "", phone)
    if language not in dict(settings.LANGUAGES):
        raise BadInput(say("请选择消息用哪种语言"), field="language")
    if phone and not MOBILE.fullmatch(phone):
        raise BadInput(say("手机号应是 11 位，或以 + 和国家代码开头"), field="phone")
    if texted and not phone:
        raise BadInput(say("要收短信，请填写手机号"), field="phone")
    for topic in not_mailed:
        if topic not in TOPICS or not may_do_without(topic):
            raise BadInput(say("这类消息必须送达，不能不收邮件"), field="not_mailed")
    for topic in texted:
        if topic not in TOPICS or not may_be_texted(topic):
            raise BadInput(say("没有这类消息"), field="texted")
    wishes, _new = MessageWishes.objects.update_or_create(
        account=account,
        defaults={
            "language": language,
            "phone": phone,
            "not_mailed": sorted(set(not_mailed)),
            "texted": sorted(set(texted)),
        },
    )
    return wishes


def write_in(language: str, *, account: Account) -> None:
    """Write to a person in the language that he chose on a page."""
    if language in dict(settings.LANGUAGES):
        MessageWishes.objects.update_or_create(account=account, defaults={"language": language})
