"""People come in: an organisation registers, an office gets its officers, somebody gets a key to the API."""

import secrets
from hashlib import sha256

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from linxuan.credit_code import read_credit_code
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.models import Account, ApiToken, Office, Organisation


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
    # A second person comes by invitation only: otherwise anybody who knows the code could join.
    if organisation.accounts.exists():
        raise BadInput(
            say("“{name}”已经注册过，请由本单位的账号登录", name=organisation.name),
            field="credit_code" if code else "name",
        )
    return _create(username, password, full_name, email, organisation=organisation)


@transaction.atomic
def create_officer(
    office: Office, *, username: str, password: str, full_name: str, email: str = ""
) -> Account:
    """Create an account of an office."""
    return _create(username, password, full_name, email, office=office)


def _create(
    username: str,
    password: str,
    full_name: str,
    email: str,
    *,
    organisation: Organisation | None = None,
    office: Office | None = None,
) -> Account:
    username = username.strip()
    if not username:
        raise BadInput(say("请填写用户名"), field="username")
    if not full_name.strip():
        raise BadInput(say("请填写您的姓名"), field="full_name")
    if Account.objects.filter(username__iexact=username).exists():
        raise BadInput(say("用户名“{name}”已有人使用，请换一个", name=username), field="username")
    account = Account(
        username=username,
        full_name=full_name.strip(),
        email=email.strip(),
        organisation=organisation,
        office=office,
        created_at=timezone.now(),
    )
    _set_password(account, password)
    account.save()
    return account


def _set_password(account: Account, password: str) -> None:
    try:
        validate_password(password, account)
    except ValidationError as fault:
        raise BadInput(" ".join(fault.messages), field="password") from fault
    account.set_password(password)


def issue_token(account: Account, name: str) -> str:
    """Give an account a key to the API and return it; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    ApiToken.objects.create(account=account, name=name, digest=_digest(token), created_at=timezone.now())
    return token


def account_of_token(token: str) -> Account | None:
    """Return whose key this is; None if it is nobody's, or was taken back."""
    found = ApiToken.objects.filter(digest=_digest(token), revoked_at=None, account__is_active=True)
    row = found.select_related("account__organisation", "account__office").first()
    return row.account if row else None


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
