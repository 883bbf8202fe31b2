"""People as administrators keep them: given an account, moved, made administrators, stopped and let in again.

Nobody is deleted, and every act says why.
"""

import secrets
from dataclasses import asdict, dataclass

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site.actions.accounts import NewPerson, create_account
from linxuan_site.actions.people import Duty, check_email, record_change
from linxuan_site.actions.recording import reason, record
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Office, Organisation
from linxuan_site.models.people import EDITOR, SIGNATORY
from linxuan_site.permissions import stands
from linxuan_site.queries.calls import told_of_end

Place = Office | Organisation | None
"""Where somebody works: an office, an organisation, or nowhere, as an administrator may."""

ADMINISTRATOR, NO_ADMINISTRATOR, NOWHERE = "系统管理员", "不是系统管理员", "系统管理"
"""Words of the record, kept as they are: the page says them in the language of its reader."""


@dataclass(frozen=True)
class Created:
    """A new account with its first password, which is known only now."""

    account: Account
    password: str


@transaction.atomic
def create_administrator(
    *, username: str, password: str, full_name: str, email: str = "", by: Account | None
) -> Account:
    """Create the account of an administrator, who belongs to no office; `by` is None for the command line."""
    person = NewPerson(username, password, full_name, email)
    account = create_account(person, is_administrator=True)
    record("account.created", _subject(account), account.full_name, by=by, details={"after": ADMINISTRATOR})
    return account


@transaction.atomic
def create_person(
    *, username: str, full_name: str, email: str, place: Place, duty: Duty, by: Account
) -> Created:
    """Create an account with a first password that is shown once; nowhere is an administrator's place."""
    check_email(email.strip())
    password = secrets.token_urlsafe(12)
    person = NewPerson(username, password, full_name, email)
    account = create_account(person, is_administrator=place is None, **_columns(place, duty))
    details = {"after": place_name(place)}
    record("account.created", _subject(account), account.full_name, by=by, details=details)
    if place is not None:
        record_change(account, "joined", by=by)
    return Created(account, password)


@transaction.atomic
def move_person(account_id: int, *, place: Place, duty: Duty, why: str, by: Account) -> Account:
    """Let a person work somewhere else; what he did keeps the office for which he did it."""
    account, told = _locked(account_id), reason(why)
    refuse_unstorable([why, duty.firm])
    columns = _columns(place, duty)
    if all(getattr(account, name) == value for name, value in columns.items()):
        raise BadInput(say("他现在就在这里"), field="place")
    if place is None and not account.is_administrator:
        raise BadInput(say("请选择部门或单位：只有系统管理员可以不属于哪里"), field="place")
    before = place_name(account.office or account.organisation)
    for name, value in columns.items():
        setattr(account, name, value)
    account.save(update_fields=list(columns))
    details = {"before": before, "after": place_name(place)}
    record("account.moved", _subject(account), account.full_name, by=by, why=told, details=details)
    if place is not None:
        record_change(account, "joined", by=by)
    return account


@transaction.atomic
def set_administrator(account_id: int, administers: bool, *, why: str, by: Account) -> Account:
    """Make a person an administrator, or end that; one who administers always remains, and it is not oneself."""
    # One order for all: two who end each other's administration queue.
    list(Account.objects.select_for_update().filter(is_administrator=True).order_by("pk"))
    account, told = _locked(account_id), reason(why)
    refuse_unstorable(why)
    if account.is_administrator == administers:
        return account
    if not administers:
        _refuse_oneself(account, by)
        if account.office is None and account.organisation is None:
            raise Refused(say("他不属于哪里，只能停用，或先给他一个部门"), code="administrator")
    account.is_administrator = administers
    account.save(update_fields=["is_administrator"])
    words = (NO_ADMINISTRATOR, ADMINISTRATOR)
    before, after = words if administers else words[::-1]
    details = {"before": before, "after": after}
    record("account.administrator", _subject(account), account.full_name, by=by, why=told, details=details)
    return account


@transaction.atomic
def stop_person(account_id: int, *, why: str, by: Account) -> Account:
    """Stop an account: whoever has it is signed out everywhere, and his keys to the API end."""
    account, told = _locked(account_id), reason(why)
    refuse_unstorable(why)
    _refuse_oneself(account, by)
    return _activate(account, False, told, by)


@transaction.atomic
def let_in_again(account_id: int, *, why: str, by: Account) -> Account:
    """Let a person in again who was stopped."""
    account, told = _locked(account_id), reason(why)
    refuse_unstorable(why)
    if account.office is not None and not stands(account.office):
        raise Refused(told_of_end(account.office), code="office")
    return _activate(account, True, told, by)


def place_name(place: Place) -> str:
    """Return where somebody works, in words."""
    return place.name if place is not None else NOWHERE


def _activate(account: Account, active: bool, why: str, by: Account) -> Account:
    if account.is_active == active:
        return account
    account.is_active = active
    account.save(update_fields=["is_active"])
    act = "account.restored" if active else "account.stopped"
    record(act, _subject(account), account.full_name, by=by, why=why)
    if account.office is not None or account.organisation is not None:
        record_change(account, "restored" if active else "removed", by=by)
    return account


def _refuse_oneself(account: Account, by: Account) -> None:
    if account.pk == by.pk:
        raise Refused(say("这一项不能对自己做，请另一位系统管理员来办"), code="administrator")


def _columns(place: Place, duty: Duty) -> dict[str, object]:
    """The columns that say where somebody works, and as what; raises `BadInput` for what does not fit."""
    if isinstance(place, Office):
        if not stands(place):
            raise BadInput(told_of_end(place), field="place")
        return _all(office=place, is_office_administrator=duty.is_office_administrator)
    if isinstance(place, Organisation):
        if duty.role not in (SIGNATORY, EDITOR):
            raise BadInput(say("请选择角色"), field="role")
        return _all(organisation=place, role=duty.role, firm=duty.firm.strip())
    return _all()


def _all(
    *, office: Office | None = None, organisation: Organisation | None = None, **duty: object
) -> dict[str, object]:
    return {"office": office, "organisation": organisation, **asdict(Duty()), **duty}


def _locked(account_id: int) -> Account:
    Account.objects.select_for_update().get(pk=account_id)
    return Account.objects.select_related("office", "organisation").get(pk=account_id)


def _subject(account: Account) -> str:
    return f"account:{account.pk}"
