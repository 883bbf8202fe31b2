"""What has to be put right: an office orders it with its last day, and says when it saw that it was."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock, outbox
from linxuan_site.actions.delegations import refuse_stand_in_over
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Designation, RectifyDone, RectifyOrder
from linxuan_site.permissions import may_revoke
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.entities import entity_now
from linxuan_site.queries.register_lines import line_of


@transaction.atomic
def order_rectification(
    call: Call, designation: Designation, *, reason: str, account: Account
) -> RectifyOrder:
    """Tell an entity to put right what a rule of standing names; its last day is that of the rule, from today.

    Raises `Refused` for who may not, and where no rule asks for it or it was ordered already.
    """
    refuse_stand_in_over(account)
    refuse_unstorable(reason, field="reason")
    if not may_revoke(account, designation):
        raise Refused(say("限期整改由主管部门提出"), code="office")
    locked = Designation.objects.select_for_update().get(pk=designation.pk)
    standing = entity_now(call, locked).standing
    if standing.standing != "rectify" or standing.until is not None:
        raise Refused(
            say("现在没有规则要求这一家整改，或者已经要求过了"), clause=standing.clause, code="state"
        )
    if not reason.strip():
        raise BadInput(say("请写明要整改什么"), field="reason")
    rule, today = call.standings[standing.rule], clock.today()
    order = RectifyOrder.objects.create(
        designation=locked,
        rule=rule.id,
        year=standing.years[-1] if standing.years else today.year,
        ordered_on=today,
        until=rule.within.after(today) if rule.within else None,
        reason=reason.strip(),
        by=account,
        recorded_at=timezone.now(),
        **signature(account),
    )
    _tell(order)
    return order


@transaction.atomic
def record_put_right(order_id: int, *, done_on: date, reason: str, account: Account) -> RectifyDone:
    """Record that an office saw it put right, on which day; a day after the last one is recorded, and is late."""
    refuse_stand_in_over(account)
    refuse_unstorable(reason, field="reason")
    order = RectifyOrder.objects.select_for_update().select_related("designation").filter(pk=order_id).first()
    if order is None or not may_revoke(account, order.designation):
        raise Refused(say("整改的结果由主管部门登记"), code="office")
    if RectifyDone.objects.filter(order=order).exists():
        raise Refused(say("这一项已经登记过整改的结果"), code="state")
    if not reason.strip():
        raise BadInput(say("请写明看到了什么"), field="reason")
    if not order.ordered_on <= done_on <= clock.today():
        raise BadInput(say("整改完成的日子要在要求整改之后，不能晚于今天"), field="done_on")
    return RectifyDone.objects.create(
        order=order,
        done_on=done_on,
        reason=reason.strip(),
        by=account,
        recorded_at=timezone.now(),
        **signature(account),
    )


def _tell(order: RectifyOrder) -> None:
    line = line_of(order.designation)
    facts = {
        "title": order.designation.name,
        "reason": order.reason,
        "until": order.until.isoformat() if order.until else "",
    }
    told = outbox.Told(
        "rectify.order",
        f"rectify:{order.pk}",
        facts,
        page=("entity", order.designation_id),
        about=f"designation:{order.designation_id}",
        by=order.by,
    )
    outbox.announce(told, to=line.organisation if line else order.designation.organisation)
