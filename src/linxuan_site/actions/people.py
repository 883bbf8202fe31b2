"""People of an organisation or an office: invited, let in, given other duties, removed, let in again.

Nobody is deleted: who was removed cannot sign in any more, and the record keeps his name.
"""

import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import outbox
from linxuan_site.actions.accounts import NewPerson, create_account
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Invitation, Office, Organisation, PersonChange
from linxuan_site.models.people import EDITOR, SIGNATORY
from linxuan_site.permissions import manages_people, may_change_people
from linxuan_site.queries.people import digest_of, open_invitation

INVITATION_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Duty:
    """As what somebody works in an organisation (`role`, and `firm` for an agent) or in an office."""

    role: str = ""
    firm: str = ""
    is_office_administrator: bool = False


@dataclass(frozen=True)
class Invited:
    """An invitation with the token of its link, which is known only now."""

    invitation: Invitation
    token: str


@transaction.atomic
def invite(
    place: Organisation | Office,
    *,
    full_name: str,
    email: str,
    duty: Duty,
    by: Account,
    link: Callable[[str], str],
) -> Invited:
    """Invite a person; an earlier invitation of the same person that is still open ends with it.

    `link` makes the address of the page from the token; it is sent where there is an e-mail address.
    """
    _refuse_who_may_not(by, place)
    full_name, email = full_name.strip(), email.strip()
    if not full_name:
        raise BadInput(say("请填写对方的姓名"), field="full_name")
    refuse_unstorable([full_name, email, duty.firm])
    check_email(email)
    duty = _fitting(duty, place)
    if email and place.accounts.filter(email__iexact=email, is_active=True).exists():
        raise BadInput(say("用这个电子邮箱的人已经在这里"), field="email")
    now = timezone.now()
    same = {"email__iexact": email} if email else {"full_name": full_name, "email": ""}
    earlier = place.invitations.filter(accepted_at=None, withdrawn_at=None, **same)
    earlier.update(withdrawn_by=by, withdrawn_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        **_belonging(place),
        full_name=full_name,
        email=email,
        digest=digest_of(token),
        invited_by=by,
        invited_at=now,
        expires_at=now + INVITATION_LIFE,
        **asdict(duty),
    )
    _send(invitation, place, by, link(token))
    return Invited(invitation, token)


def check_email(email: str) -> None:
    """Raise `BadInput` for what is no e-mail address; none at all is one."""
    try:
        if email:
            validate_email(email)
    except ValidationError as fault:
        raise BadInput(say("电子邮箱应像 name@example.com"), field="email") from fault


def _send(invitation: Invitation, place: Organisation | Office, by: Account, link: str) -> None:
    facts = {"who": by.full_name, "place": place.name, "days": INVITATION_LIFE.days}
    told = outbox.Told(
        "account.invitation", f"invitation:{invitation.pk}", facts, by=by, secret={"link": link}
    )
    outbox.send_key(told, to=invitation.email)


@transaction.atomic
def accept_invitation(token: str, *, username: str, full_name: str, password: str) -> Account:
    """Let the invited person in with a name and a password of his own; a link counts once."""
    found = Invitation.objects.select_for_update().filter(digest=digest_of(token)).first()
    invitation = open_invitation(found)
    if invitation is None:
        raise Refused(say("这个邀请已经用过、收回或过期了。请向邀请您的人再要一个。"), code="invitation")
    account = create_account(
        NewPerson(username, password, full_name, invitation.email),
        organisation=invitation.organisation,
        office=invitation.office,
        **asdict(_duty_of(invitation)),
    )
    invitation.accepted_by, invitation.accepted_at = account, timezone.now()
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    record_change(account, "joined", by=invitation.invited_by)
    return account


@transaction.atomic
def withdraw_invitation(invitation_id: int, *, by: Account) -> None:
    """End an invitation that nobody has accepted yet."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation_id)
    _refuse_who_may_not(by, _place_of(invitation))
    if invitation.accepted_at is not None:
        raise Refused(say("对方已经接受了邀请。要停用这个人，请在名单里办理。"), code="invitation")
    if invitation.withdrawn_at is None:
        invitation.withdrawn_by, invitation.withdrawn_at = by, timezone.now()
        invitation.save(update_fields=["withdrawn_by", "withdrawn_at"])


@transaction.atomic
def set_duty(account_id: int, duty: Duty, *, by: Account) -> Account:
    """Give a person other duties; one who manages the others always remains."""
    account, place = _locked(account_id, by)
    before = _duty_of(account)
    duty = _fitting(duty, place)
    refuse_unstorable(duty.firm)
    if duty == before:
        return account
    account.role, account.firm = duty.role, duty.firm
    account.is_office_administrator = duty.is_office_administrator
    _save_and_record(account, "duty", place, by)
    return account


@transaction.atomic
def set_active(account_id: int, active: bool, *, by: Account) -> Account:
    """Remove a person, who is then signed out everywhere, or let him in again."""
    account, place = _locked(account_id, by)
    if account.is_active != active:
        account.is_active = active
        _save_and_record(account, "restored" if active else "removed", place, by)
    return account


def _locked(account_id: int, by: Account) -> tuple[Account, Organisation | Office]:
    """The person and where he works. The lock is on the place: two who leave at once queue here."""
    place = _place_of(Account.objects.select_related("organisation", "office").get(pk=account_id))
    _refuse_who_may_not(by, place)
    type(place)._default_manager.select_for_update().get(pk=place.pk)
    account = Account.objects.select_related("organisation", "office").get(pk=account_id)
    return account, place


def _save_and_record(account: Account, kind: str, place: Organisation | Office, by: Account) -> None:
    account.save(update_fields=["role", "firm", "is_office_administrator", "is_active"])
    others = place.accounts.filter(is_active=True)
    if not any(manages_people(one) for one in others):
        told = (
            say("至少要留一位能用的签署人（代办人不算）。请先让别人做签署人。")
            if isinstance(place, Organisation)
            else say("至少要留一位管理本部门人员的人。请先交给别人。")
        )
        raise Refused(told, code="last")
    record_change(account, kind, by=by)


def record_change(account: Account, kind: str, *, by: Account) -> None:
    """Leave the row of what became of a person."""
    PersonChange.objects.create(
        account=account,
        kind=kind,
        changed_by=by,
        changed_at=timezone.now(),
        token_name=by.by_token.name if by.by_token else None,
        **asdict(_duty_of(account)),
    )


def _duty_of(row: Account | Invitation) -> Duty:
    return Duty(row.role, row.firm, row.is_office_administrator)


def _fitting(duty: Duty, place: Organisation | Office) -> Duty:
    """The duty without what this place does not know; raises `BadInput` for a role that there is not."""
    if isinstance(place, Office):
        return Duty(is_office_administrator=duty.is_office_administrator)
    if duty.role not in (SIGNATORY, EDITOR):
        raise BadInput(say("请选择角色"), field="role")
    return Duty(duty.role, duty.firm.strip())


def _place_of(row: Account | Invitation) -> Organisation | Office:
    place = row.organisation or row.office
    if place is None:
        raise Refused(say("这个人不属于任何单位或部门"), code="office")
    return place


def _belonging(place: Organisation | Office) -> dict[str, Organisation | Office]:
    return {"organisation" if isinstance(place, Organisation) else "office": place}


def _refuse_who_may_not(by: Account, place: Organisation | Office) -> None:
    if not may_change_people(by, place):
        raise Refused(say("人员由本单位的签署人或本部门的人员管理员办理"), code="role")
