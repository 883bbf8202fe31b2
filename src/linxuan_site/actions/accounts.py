"""Accounts: an organisation registers, an office gets its officers."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from linxuan.credit_code import read_credit_code
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Office, Organisation
from linxuan_site.models.people import SIGNATORY


@transaction.atomic
def register_organisation(
    *, name: str, credit_code: str, username: str, password: str, full_name: str, email: str = ""
) -> Account:
    """Register an applicant with its first person; raises `BadInput` with the field that is wrong.

    Without a credit code (a region, for instance) the name is what tells organisations apart.
    """
    name = name.strip()
    if not name:
        raise BadInput(say("请填写单位名称"), field="name")
    code = read_credit_code(credit_code) if credit_code.strip() else None
    organisation, _ = Organisation.objects.get_or_create(
        identifier=code or name, defaults={"credit_code": code, "name": name, "created_at": timezone.now()}
    )
    # Two who register the same organisation at once queue here.
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    # A second person comes by invitation only: otherwise anybody who knows the code could join.
    if organisation.accounts.exists():
        raise BadInput(
            say(
                "这个单位已经登记过，不能再登记。请向本单位的签署人要一个邀请（在“本单位人员”里发出）；"
                "不知道是谁的，请问本单位经办申报的人。"
            ),
            field="credit_code" if code else "name",
        )
    person = NewPerson(username, password, full_name, email)
    return create_account(person, organisation=organisation, role=SIGNATORY)


@transaction.atomic
def create_officer(
    office: Office, *, username: str, password: str, full_name: str, email: str = ""
) -> Account:
    """Create an account of an office; its first person administers its people."""
    Office.objects.select_for_update().get(pk=office.pk)
    first = not office.accounts.filter(is_active=True, is_office_administrator=True).exists()
    person = NewPerson(username, password, full_name, email)
    return create_account(person, office=office, is_office_administrator=first)


@dataclass(frozen=True)
class NewPerson:
    """What a person gives for an account of his own."""

    username: str
    password: str
    full_name: str
    email: str = ""


def create_account(person: NewPerson, **belongs: Any) -> Account:
    """Create the account of a person; `belongs` are the columns that say where, and as what.

    Raises `BadInput` with the field that is wrong. Whoever may be let in is for the caller to know.
    """
    username, full_name = person.username.strip(), person.full_name.strip()
    if not username:
        raise BadInput(say("请填写用户名"), field="username")
    if not full_name:
        raise BadInput(say("请填写您的姓名"), field="full_name")
    refuse_unstorable([username, full_name])
    taken = BadInput(say("用户名“{name}”已有人使用，请换一个", name=username), field="username")
    if Account.objects.filter(username__iexact=username).exists():
        raise taken
    account = Account(
        username=username,
        full_name=full_name,
        email=person.email.strip(),
        created_at=timezone.now(),
        **belongs,
    )
    set_password(account, person.password)
    try:
        with transaction.atomic():
            account.save()
    except IntegrityError as fault:
        # Two chose it at once; this one came second.
        raise taken from fault
    return account


def set_password(account: Account, password: str) -> None:
    """Give an account that is saved afterwards another password; raises `BadInput` for a weak one."""
    try:
        validate_password(password, account)
    except ValidationError as fault:
        raise BadInput(" ".join(fault.messages), field="password") from fault
    account.set_password(password)
