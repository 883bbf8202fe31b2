"""Names are published for a period that the programme states, and the publication is closed."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.publicity import period
from linxuan_site import clock
from linxuan_site.actions.webhook_facts import tell_of_list
from linxuan_site.models import Account, Application, Publicity, PublicityEntry
from linxuan_site.permissions import publishes
from linxuan_site.queries.board import published_before
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.holidays import working_days
from linxuan_site.queries.objections import open_objections


@transaction.atomic
def open_publicity(
    call: str,
    stage: str,
    *,
    account: Account,
    opens_on: date | None = None,
    seen: Collection[int] | None = None,
    again: bool = False,
) -> Publicity:
    """Publish the names of those at a stage; raises `Refused` if there are none, or it is done already.

    Whose publicity is over is not named a second time, unless with `again` all are. `seen` are the ids of the
    applications whose names the person saw: if it is others now, that is told.
    """
    published = current_call(call)
    definition = definition_of(published)
    terms = definition.stages[stage].publicity if stage in definition.stages else None
    if terms is None:
        raise Refused(say("这个环节没有公示"), code="publicity")
    if not publishes(account, published.authority):
        raise Refused(say("公示由{authority}办理", authority=published.authority), code="office")
    applications = list(Application.objects.select_for_update().filter(call=call, stage=stage).order_by("pk"))
    if not applications:
        raise Refused(say("还没有可以公示的单位"), code="publicity")
    if Publicity.objects.filter(call=call, stage=stage, closed_at=None).exists():
        raise Refused(say("这个环节正在公示，结束以后才能再公示"), code="publicity")
    if not again:
        before = published_before(applications, stage)
        applications = [one for one in applications if one.pk not in before]
        if not applications:
            told = say("这个环节的单位都已公示期满，没有新的。要连同它们再公示一遍，请在预览里选择")
            raise Refused(told, code="publicity")
    if seen is not None and set(seen) != {one.pk for one in applications}:
        raise Refused(say("名单刚刚有变动，还没有公示。请核对现在的名单"), code="overtaken")
    first, last = period(terms, opens_on or clock.today(), working_days())
    publicity = Publicity.objects.create(
        call=call, stage=stage, opens_on=first, closes_on=last, opened_by=account, **signature(account)
    )
    PublicityEntry.objects.bulk_create(
        PublicityEntry(publicity=publicity, application=one) for one in applications
    )
    tell_of_list(publicity)
    return publicity


@transaction.atomic
def close_publicity(publicity_id: int, *, account: Account) -> Publicity:
    """Close a publicity after its last day; raises `Refused` before, and while an objection has no outcome."""
    publicity = Publicity.objects.select_for_update().get(pk=publicity_id)
    published = current_call(publicity.call)
    if not publishes(account, published.authority):
        raise Refused(say("公示由{authority}办理", authority=published.authority), code="office")
    if publicity.closed_at is not None:
        raise Refused(say("这次公示已经结束"), code="publicity")
    if clock.today() <= publicity.closes_on:
        raise Refused(
            say("公示到 {day:%Y-%m-%d} 24:00 为止，之后才能结束", day=publicity.closes_on), code="publicity"
        )
    waiting = open_objections(publicity)
    if waiting:
        raise Refused(
            say("还有 {count} 件异议没有办结，办结后才能结束公示", count=waiting), code="objections"
        )
    publicity.closed_by = account
    publicity.closed_at = clock.now()
    signed = {f"closed_{column}": value for column, value in signature(account).items()}
    for column, value in signed.items():
        setattr(publicity, column, value)
    publicity.save(update_fields=["closed_by", "closed_at", *signed])
    return publicity
