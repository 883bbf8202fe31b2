"""The authority reminds offices and applicants of what waits: one act, each reminder recorded."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock, outbox
from linxuan_site.models import Account, PublishedCall, Reminder
from linxuan_site.permissions import extends
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.reminders import DRAFT, RETURNED, ToRemind, to_remind


@transaction.atomic
def remind(call: str, chosen: Mapping[str, int], *, account: Account) -> list[Reminder]:
    """Remind those whose keys were chosen; the value is the reminder of the last day that the person saw, or 0.

    Whoever has done meanwhile what he would be reminded of gets nothing. Raises `Refused` where a colleague
    has just reminded one of them.
    """
    published = current_call(call)
    if not extends(account, published.authority):
        raise Refused(say("提醒由{authority}办理", authority=published.authority), code="office")
    if not chosen:
        raise BadInput(say("请先选择提醒谁"), field="who")
    # Two who remind at once do it one after the other.
    first = PublishedCall.objects.filter(call=call).order_by("version").values_list("pk")[:1]
    PublishedCall.objects.select_for_update().defer("files").get(pk__in=first)
    definition = definition_of(published)
    found = [one for one in to_remind(definition).people if one.key in chosen and one.addresses]
    for one in found:
        if one.seen != chosen[one.key]:
            who = one.last.sent_by.full_name if one.last else ""
            told = say("{who}刚刚提醒过“{name}”，这一次都没有发。请看过再发。", who=who, name=one.name)
            raise Refused(told, code="overtaken")
    return [_send(call, one, account) for one in found]


def _send(call: str, one: ToRemind, account: Account) -> Reminder:
    subject, text = letter_to(one)
    for address in one.addresses:
        outbox.write(f"reminder.{one.kind}", to=address, payload={"subject": subject, "text": text})
    return Reminder.objects.create(
        call=call,
        kind=one.kind,
        office=one.office,
        application=one.application,
        number=one.number,
        addresses=len(one.addresses),
        sent_by=account,
        sent_at=clock.now(),
        **signature(account),
    )


def letter_to(one: ToRemind) -> tuple[str, str]:
    """Return the subject and the text of the message that one would get."""
    values = {"name": one.name, "count": one.number, "days": one.days}
    if one.kind == RETURNED:
        subject = _("请修改后重新提交：%(name)s") % values
        text = _("您的申报退回修改已有 %(days)d 天，还没有重新提交。") % values
    elif one.kind == DRAFT:
        subject, text = _("请在截止前提交：%(name)s") % values, _("您的申报还没有提交。")
    else:
        subject = ngettext("有 %(count)d 件申报等您办理", "有 %(count)d 件申报等您办理", one.number) % values
        text = _("等得最久的一件已有 %(days)d 天没有动静。") % values
    return subject, "\n\n".join(part for part in (text, _by_when(one), _("请登录办理。")) if part)


def _by_when(one: ToRemind) -> str:
    if one.due is None:
        return ""
    name, day = one.due
    return _("%(name)s：%(day)s 24:00。") % {"name": name, "day": day.isoformat()}
