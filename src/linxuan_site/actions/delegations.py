"""A colleague stands in for somebody who is away: named from day to day, and ended before where it must be."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock, outbox
from linxuan_site.models import Account, Delegation
from linxuan_site.queries.delegations import colleagues_of, stand_in, stand_in_for


@transaction.atomic
def name_delegate(account: Account, *, delegate: int | None, from_day: date, until_day: date) -> Delegation:
    """Let a colleague act for somebody from day to day; he is told by e-mail."""
    absent = Account.objects.select_for_update().get(pk=account.pk)
    colleague = next((one for one in colleagues_of(absent) if one.pk == delegate), None)
    if colleague is None:
        raise BadInput(say("请选择一位同事"), field="delegate")
    if until_day < from_day:
        raise BadInput(say("最后一天不能早于第一天"), field="until_day")
    if until_day < clock.today():
        raise BadInput(say("最后一天已经过去"), field="until_day")
    running = absent.delegations_given.filter(
        ended_at=None, from_day__lte=until_day, until_day__gte=from_day
    ).first()
    if running is not None:
        told = say("这几天已请{name}代办，请先收回", name=running.delegate.full_name)
        raise BadInput(told, field="from_day")
    delegation = Delegation.objects.create(
        absent=absent,
        delegate=colleague,
        from_day=from_day,
        until_day=until_day,
        named_at=timezone.now(),
    )
    _tell(delegation)
    return delegation


def _tell(delegation: Delegation) -> None:
    facts = {
        "absent": delegation.absent.full_name,
        "from": delegation.from_day.isoformat(),
        "until": delegation.until_day.isoformat(),
    }
    told = outbox.Told(
        "account.delegation", f"delegation:{delegation.pk}", facts, page=("me",), by=delegation.absent
    )
    outbox.tell(told, [delegation.delegate])


@transaction.atomic
def end_delegation(delegation_id: int, *, by: Account) -> None:
    """End a delegation before its last day; either of the two may. The row stays."""
    delegation = Delegation.objects.select_for_update().get(pk=delegation_id)
    if by.pk not in (delegation.absent_id, delegation.delegate_id):
        raise Refused(say("代办由本人或代办的人收回"), code="role")
    if delegation.ended_at is None:
        delegation.ended_by, delegation.ended_at = by, timezone.now()
        delegation.save(update_fields=["ended_by", "ended_at"])


def act_for(account: Account, username: str) -> None:
    """Let an account act for the person of a user name from now on; '' changes nothing.

    Raises `Refused` where it may not today.
    """
    if not username:
        return
    account.standing_in = stand_in_for(account, username)
    if account.standing_in is None:
        told = say("“{name}”今天没有请您代办", name=username)
        raise Refused(told, code="stand-in")


def refuse_stand_in_over(account: Account) -> None:
    """Raise `Refused` where somebody acts for another under a delegation that counts no more."""
    standing_in = account.standing_in
    if standing_in is not None and stand_in(account, standing_in.pk) is None:
        told = say("您代{absent}办理的期限已到，或已被收回。", absent=standing_in.absent.full_name)
        raise Refused(told, code="stand-in")
