"""The authority reminds offices and applicants of what waits: one act, each reminder recorded."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import get_language

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock, outbox
from linxuan_site.models import Account, PublishedCall, Reminder
from linxuan_site.outbox.words import put_into_words
from linxuan_site.permissions import extends
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.people import people_of_offices
from linxuan_site.queries.reminders import RETURNED, REVIEW, ToRemind, to_remind


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
    found = [one for one in to_remind(definition).people if one.key in chosen and one.reach]
    for one in found:
        if one.seen != chosen[one.key]:
            who = one.last.sent_by.full_name if one.last else ""
            told = say("{who}刚刚提醒过“{name}”，这一次都没有发。请看过再发。", who=who, name=one.name)
            raise Refused(told, code="overtaken")
    return [_send(call, one, account) for one in found]


def _send(call: str, one: ToRemind, account: Account) -> Reminder:
    reminder = Reminder.objects.create(
        call=call,
        kind=one.kind,
        office=one.office,
        application=one.application,
        number=one.number,
        addresses=len(one.reach.addresses),
        sent_by=account,
        sent_at=clock.now(),
        **signature(account),
    )
    fact = f"reminder:{reminder.pk}"
    topic, facts = _topic(one), _facts(one)
    if one.application is None:
        people = people_of_offices([one.office.pk] if one.office else [])
        outbox.tell(outbox.Told(topic, fact, facts, page=("desk",), by=account), people)
    else:
        about = f"application:{one.application.pk}"
        page = ("application", one.application.pk)
        told = outbox.Told(topic, fact, facts, page=page, about=about, by=account)
        outbox.announce(told, to=one.application.organisation)
    return reminder


def letter_to(one: ToRemind) -> tuple[str, str]:
    """Return the subject and the text of the message that one would get, in the reader's language."""
    words = put_into_words(_topic(one), _facts(one), get_language() or "")
    return words.subject, words.text


def _topic(one: ToRemind) -> str:
    return f"reminder.{one.kind}"


def _facts(one: ToRemind) -> dict[str, object]:
    deadline, day = (one.due[0], one.due[1].isoformat()) if one.due else ("", "")
    facts: dict[str, object] = {"deadline": deadline, "day": day}
    if one.kind == REVIEW:
        return {**facts, "count": one.number, "days": one.days}
    return {**facts, "name": one.name, **({"days": one.days} if one.kind == RETURNED else {})}
