"""A person's own account: name and address, another password, a new one where the old was forgotten.

Whatever changes the password signs every other session out: a session holds a digest of it.
"""

import secrets
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import outbox
from linxuan_site.actions.accounts import set_password
from linxuan_site.actions.people import check_email
from linxuan_site.actions.recording import COMMAND_LINE, reason, record
from linxuan_site.actions.second_factors import tell
from linxuan_site.actions.signing_in import end_sessions, record_sign_in
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Delivery
from linxuan_site.proofs import may_help_in
from linxuan_site.queries.people import account_behind
from linxuan_site.visits import UNKNOWN_VISIT, Visit

Link = Callable[[str, str], str]
ACCOUNTS_OF_AN_ADDRESS = 5
LINKS, WITHIN = 3, timedelta(hours=1)
"""So many links go to one account within this time: whoever asks on and on fills nobody's mailbox."""


@transaction.atomic
def change_profile(account: Account, *, full_name: str, email: str, password: str = "") -> Account:
    """Give a person another name or address; an address needs the password, for a new password goes there.

    The record keeps the name under which he acted.
    """
    own = Account.objects.select_for_update().get(pk=account.pk)
    full_name, email = full_name.strip(), email.strip()
    if not full_name:
        raise BadInput(say("请填写您的姓名"), field="full_name")
    refuse_unstorable([full_name, email])
    check_email(email)
    if email != own.email and not own.check_password(password):
        raise BadInput(say("改电子邮箱要核对您现在的密码"), field="password")
    own.full_name, own.email = full_name, email
    own.save(update_fields=["full_name", "email"])
    return own


@transaction.atomic
def change_password(
    account: Account, *, old: str, new: str, here: str = "", visit: Visit = UNKNOWN_VISIT
) -> Account:
    """Give a person another password; he is signed out wherever else he was signed in (`here` is his session)."""
    own = Account.objects.select_for_update().get(pk=account.pk)
    if not own.check_password(old):
        raise BadInput(say("现在的密码不对"), field="old")
    _set(own, new)
    record_sign_in("password_changed", account=own, visit=visit)
    end_sessions(own, but=here, visit=visit)
    return own


@transaction.atomic
def send_password_links(address: str, *, link: Link) -> None:
    """Send whoever has this user name or address a link to choose a new password.

    Nothing tells whether there is anybody, nor whether he had his links already: the answer is the same. `link` makes an address of a page
    from the two parts of a key, which is kept nowhere and counts until the password changes.
    """
    address = address.strip()
    named = Account.objects.filter(Q(username__iexact=address) | Q(email__iexact=address), is_active=True)
    for account in named.exclude(email="").select_for_update().order_by("pk")[:ACCOUNTS_OF_AN_ADDRESS]:
        if _links_lately(account) >= LINKS:
            continue
        uid, token = (
            urlsafe_base64_encode(force_bytes(account.pk)),
            default_token_generator.make_token(account),
        )
        told = outbox.Told(
            "account.password",
            # Each request is something that happened by itself, and has a link of its own.
            f"{_links_of(account)}{secrets.token_hex(12)}",
            {"username": account.username},
            secret={"link": link(uid, token)},
        )
        outbox.send_key(told, to=account.email)


@transaction.atomic
def make_password_link(
    account_id: int, *, why: str, by: Account | None, link: Link, visit: Visit = UNKNOWN_VISIT
) -> str:
    """Return the address of a page where a person chooses a new password, to be handed to him who gets no mail.

    It is shown once and kept nowhere, holds as long as one that is mailed, and ends with the first password that is
    chosen. Who manages the people of where he works may, and who administers the site, with a reason; `by` is None
    for the command line. Both are told, in the portal at least.
    """
    account = Account.objects.select_for_update().get(pk=account_id)
    if by is not None and not may_help_in(by, account):
        raise Refused(
            say("设新密码的链接由本单位、本部门的人员管理员或系统管理员开，不能给自己开"), code="role"
        )
    if not account.is_active:
        raise Refused(say("{name}的账号已停用", name=account.full_name), code="stopped")
    told = reason(why)
    refuse_unstorable(told)
    record_sign_in("password_link", account=account, note=told, by=by, visit=visit)
    record("account.password_link", f"account:{account.pk}", account.full_name, by=by, why=told)
    tell(account, "password_link", who=by.full_name if by else COMMAND_LINE, why=told)
    if by is not None:
        tell(by, "link_by_you", about=account, why=told)
    return link(urlsafe_base64_encode(force_bytes(account.pk)), default_token_generator.make_token(account))


def _links_of(account: Account) -> str:
    return f"password:{account.pk}:"


def _links_lately(account: Account) -> int:
    """How many links were written for him within the time; the rows stay, what was the key in them does not."""
    written = Delivery.objects.filter(topic="account.password", recipient=account.email)
    since = timezone.now() - WITHIN
    return written.filter(fact__startswith=_links_of(account), next_try_at__gte=since).count()


@transaction.atomic
def choose_new_password(uid: str, token: str, *, password: str, visit: Visit = UNKNOWN_VISIT) -> Account:
    """Give who holds the key of a link a new password; his keys to the API end, for they may be lost too."""
    found = account_behind(uid, token)
    account = Account.objects.select_for_update().get(pk=found.pk) if found else None
    if account is None or not default_token_generator.check_token(account, token):
        raise Refused(say("这个链接已经用过或过期了，请再要一个。"), code="token")
    _set(account, password)
    account.tokens.filter(revoked_at=None).update(revoked_at=timezone.now())
    record_sign_in("password_reset", account=account, visit=visit)
    end_sessions(account, visit=visit)
    return account


def _set(account: Account, password: str) -> None:
    set_password(account, password)
    account.save(update_fields=["password"])
    tell(account, "password")
