"""Single sign-on: whoever the office's own provider vouches for is brought to his account here.

It never opens an account, and never the account of an applicant: those choose their user names themselves, and
one may be that of somebody in the office's directory. The first time the user name decides; from then on the
subject of the provider, so that a name that passes to another person there passes no account on.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import transaction

from linxuan.errors import Refused
from linxuan.language import say
from linxuan_site.actions.signing_in import record_sign_in
from linxuan_site.models import Account
from linxuan_site.proofs import works_for_office
from linxuan_site.sso_settings import SingleSignOn
from linxuan_site.visits import Visit


@dataclass(frozen=True)
class Vouched:
    """What a provider says of somebody: his subject there, and his claims."""

    provider: str
    subject: str
    claims: Mapping[str, Any]


def provider() -> SingleSignOn:
    """Return the provider of this installation; raises `Refused` where there is none."""
    if settings.SSO is None:
        raise Refused(say("这里没有接统一登录"), code="sso")
    return settings.SSO


def account_vouched_for(vouched: Vouched, *, visit: Visit) -> Account:
    """Return the account of whom a provider vouches for, linked to him from now on.

    Raises `Refused` where there is none, it is stopped, or it is linked to somebody else there.
    """
    name = str(vouched.claims.get(provider().username_claim, "")).strip()
    account = _linked(vouched) or _named(name)
    if account is None or not account.is_active or not works_for_office(account):
        why = "stopped" if account and not account.is_active else "sso_unknown"
        record_sign_in("refused", account=account, name=name, how="sso", why=why, visit=visit)
        told = say(
            "“{provider}”认识您（{name}），但您在这里没有可以用的账号。请您的人员管理员先邀请您，并用同一个用户名。",
            provider=provider().name,
            name=name or vouched.subject,
        )
        raise Refused(told, code="sso")
    _link(account, vouched, visit)
    return account


def _linked(vouched: Vouched) -> Account | None:
    row = SocialAccount.objects.filter(provider=vouched.provider, uid=vouched.subject).first()
    return Account.objects.get(pk=row.user_id) if row else None


def _named(name: str) -> Account | None:
    return Account.objects.filter(username=name).first() if name else None


def _link(account: Account, vouched: Vouched, visit: Visit) -> None:
    """Let a subject of the provider be this account for good; of the claims nothing is kept."""
    with transaction.atomic():
        Account.objects.select_for_update().get(pk=account.pk)
        own = SocialAccount.objects.filter(user_id=account.pk, provider=vouched.provider)
        row = own.first()
        if row is None:
            SocialAccount.objects.create(
                user_id=account.pk, provider=vouched.provider, uid=vouched.subject, extra_data={}
            )
            record_sign_in("sso_linked", account=account, how="sso", visit=visit)
            return
        if row.uid == vouched.subject:
            own.update(extra_data={})
            return
    record_sign_in("refused", account=account, how="sso", why="sso_other", visit=visit)
    told = say("这个账号已与“{provider}”的另一个人相连。请联系系统管理员。", provider=provider().name)
    raise Refused(told, code="sso")


def record_sso_failure(*, visit: Visit) -> None:
    """Leave the row of a single sign-on that did not come to an end."""
    record_sign_in("refused", account=None, how="sso", why="sso", visit=visit)


def proves_second_factor(claims: Mapping[str, Any]) -> bool:
    """Tell whether a provider says that it asked for a second factor, as the installation reads its `amr` or `acr`."""
    said = claims.get("amr", ())
    methods: Collection[str] = said if isinstance(said, list) else (str(said),)
    return bool(
        provider().second_factor_amr & {str(one) for one in methods}
        or str(claims.get("acr", "")) in provider().second_factor_acr
    )
