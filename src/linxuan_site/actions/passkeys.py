"""Passkeys: added, and proved by, as a second factor or instead of name and password.

The ceremony is allauth's. It needs a request: the challenge is kept in its session, and the site is named by
its host. A passkey asks its owner for a finger or a PIN, so that it is two factors at once.
"""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from linxuan.errors import Refused
from linxuan.language import say
from linxuan_site.actions.second_factors import factor_added, only_one_who_may
from linxuan_site.actions.signing_in import record_sign_in
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account
from linxuan_site.queries.second_factors import PASSKEY
from linxuan_site.visits import Visit

MOST = 10
"""How many passkeys somebody may have."""
LONGEST_NAME = 60
LARGEST = 20_000
"""Signs of what a browser answers; a real answer has about a thousand."""


def options_to_add(account: Account) -> dict[str, Any]:
    """Return what a browser needs to make a passkey for this account."""
    return dict(auth.begin_registration(account, True))


@transaction.atomic
def add_passkey(
    account: Account, credential: dict[str, Any], *, name: str, visit: Visit, first: bool
) -> None:
    """Add the passkey that a browser made; with `first` only to who has no factor yet."""
    only_one_who_may(account, first)
    name = name.strip()[:LONGEST_NAME] or visit.browser or say("通行密钥")
    refuse_unstorable(name)
    if Authenticator.objects.filter(user_id=account.pk, type=PASSKEY).count() >= MOST:
        raise Refused(say("最多 {most} 个通行密钥，请先移除一个", most=MOST), code="factor")
    try:
        auth.parse_registration_response(credential)
        made = auth.complete_registration(credential)
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise _not_taken() from fault
    if not made.is_user_verified():
        raise Refused(say("这个密钥没有核对指纹、面容或 PIN，不能用来登录"), code="passkey")
    auth.WebAuthn.add(account, name, credential)
    factor_added(account, "passkey", visit)


def options_to_prove(account: Account | None) -> dict[str, Any]:
    """Return what a browser needs to prove who somebody is: this account, or whoever it has a passkey of."""
    return dict(auth.begin_authentication(account))


def prove_by_passkey(credential: dict[str, Any], *, account: Account | None, visit: Visit) -> Account:
    """Return whose passkey answered; `account` is who it must be, None for anybody."""
    found = account
    try:
        answer = auth.parse_authentication_response(credential)
        found = account or auth.extract_user_from_response(credential)
        factor = auth.complete_authentication(found, credential)
        verified = answer.response.authenticator_data.is_user_verified()
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError) as fault:
        # Whose passkey it would be is only what the answer says: no row bears his name for it.
        record_sign_in("refused", account=account, how="passkey", why="passkey", visit=visit)
        raise _not_taken() from fault
    if not found.is_active or (account is None and not verified):
        why = "passkey" if found.is_active else "stopped"
        record_sign_in("refused", account=found, how="passkey", why=why, visit=visit)
        raise _not_taken()
    Authenticator.objects.filter(pk=factor.pk).update(last_used_at=timezone.now())
    return found


def _not_taken() -> Refused:
    return Refused(say("没有认出这个通行密钥。请再试一次，或用用户名和密码登录。"), code="passkey")
