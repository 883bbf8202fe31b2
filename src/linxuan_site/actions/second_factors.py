"""Second factors: an app with codes, passkeys, recovery codes; added, proved, removed, reset.

The secrets, the codes and the ceremony of a passkey are allauth's. Passkeys need a request: allauth keeps
the challenge in its session and takes the site's name from its address.
"""

import base64
import secrets

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import outbox
from linxuan_site.actions.recording import COMMAND_LINE, reason, record
from linxuan_site.actions.signing_in import end_sessions, record_sign_in
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account
from linxuan_site.proofs import may_help_in, must_have_second_factor
from linxuan_site.queries.second_factors import APP, CODES, has_factor
from linxuan_site.visits import UNKNOWN_VISIT, Visit


def new_secret() -> str:
    """Return the secret of an app that is not added yet, in base 32."""
    return str(generate_totp_secret())


def picture_of(account: Account, secret: str) -> str:
    """Return the QR code that an app reads, as SVG in base 64, as an address of a picture holds it."""
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(account, secret))
    return base64.b64encode(svg.encode()).decode()


@transaction.atomic
def add_app(account: Account, *, secret: str, code: str, visit: Visit, first: bool) -> None:
    """Add an app with codes once it showed a right one; with `first` only to who has no factor yet."""
    only_one_who_may(account, first)
    if Authenticator.objects.filter(user_id=account.pk, type=APP).exists():
        raise Refused(say("您已经有一个验证码应用。要换一个，请先移除原来的。"), code="factor")
    if not validate_totp_code(secret, code):
        raise BadInput(say("验证码不对。请核对应用里现在显示的 6 位数字，和这台手机的时间。"), field="code")
    # A code counts once, also the one that set the app up.
    TOTP.activate(account, secret).validate_code(code)
    factor_added(account, "totp", visit)


def only_one_who_may(account: Account, first: bool) -> None:
    """Queue whoever changes the factors of an account; who has only a password adds none to those there are."""
    Account.objects.select_for_update().get(pk=account.pk)
    if first and has_factor(account):
        raise Refused(say("您已经设过第二重验证，请用它登录。"), code="factor")


def factor_added(account: Account, how: str, visit: Visit) -> None:
    """Leave what follows from a new factor: recovery codes where there are none, a row, a message."""
    RecoveryCodes.activate(account)
    record_sign_in("factor_added", account=account, how=how, visit=visit)
    tell(account, "factor_added")


@transaction.atomic
def remove_factor(account: Account, factor_id: int, *, visit: Visit) -> None:
    """Remove a factor; who must have one keeps the last. Recovery codes go with the last."""
    Account.objects.select_for_update().get(pk=account.pk)
    own = Authenticator.objects.filter(user_id=account.pk).exclude(type=CODES)
    factor = own.filter(pk=factor_id).first()
    if factor is None:
        raise Refused(say("没有这一种验证，它可能已被移除"), code="factor")
    if own.count() == 1 and must_have_second_factor(account):
        raise Refused(say("至少要留一种第二重验证。请先加一种新的，再移除它。"), code="factor")
    factor.delete()
    if not own.exists():
        Authenticator.objects.filter(user_id=account.pk).delete()
    how = "totp" if factor.type == APP else "passkey"
    record_sign_in("factor_removed", account=account, how=how, visit=visit)
    tell(account, "factor_removed")


@transaction.atomic
def make_codes(account: Account, *, visit: Visit) -> None:
    """Make new recovery codes; those of before count no more."""
    Account.objects.select_for_update().get(pk=account.pk)
    if not has_factor(account):
        raise Refused(say("请先设第二重验证"), code="factor")
    Authenticator.objects.filter(user_id=account.pk, type=CODES).delete()
    RecoveryCodes.activate(account)
    record_sign_in("codes_made", account=account, visit=visit)
    tell(account, "codes_made")


def fits(account: Account, code: str) -> str:
    """Return by what a code proves who somebody is, `totp` or `recovery`, and use it up; '' where it does not."""
    code = "".join(sign for sign in code if sign.isdigit())
    own = Authenticator.objects.filter(user_id=account.pk, type__in=(APP, CODES)).order_by("-type")
    for row in own:
        if code and row.wrap().validate_code(code):
            Authenticator.objects.filter(pk=row.pk).update(last_used_at=timezone.now())
            return "totp" if row.type == APP else "recovery"
    return ""


@transaction.atomic
def reset_second_factor(
    account_id: int, *, why: str, by: Account | None, visit: Visit = UNKNOWN_VISIT
) -> Account:
    """Take all factors of a person away, who lost his phone: he is signed out, and sets them up anew.

    `by` is None for the command line. Both are told by mail.
    """
    account = Account.objects.select_for_update().get(pk=account_id)
    if by is not None and not may_help_in(by, account):
        raise Refused(say("第二重验证由本部门的人员管理员或系统管理员重置，不能给自己重置"), code="role")
    told = reason(why)
    refuse_unstorable(told)
    gone, _kinds = Authenticator.objects.filter(user_id=account.pk).delete()
    if not gone:
        raise Refused(say("{name}没有设第二重验证", name=account.full_name), code="factor")
    record_sign_in("factor_reset", account=account, note=told, by=by, visit=visit)
    record("account.factor_reset", f"account:{account.pk}", account.full_name, by=by, why=told)
    end_sessions(account, visit=visit, by=by)
    tell(account, "factor_reset", who=by.full_name if by else COMMAND_LINE, why=told)
    if by is not None:
        tell(by, "reset_by_you", about=account, why=told)
    return account


def tell(account: Account, what: str, *, about: Account | None = None, who: str = "", why: str = "") -> None:
    """Tell a person what changed at the door to his account, or to that of `about`, by him."""
    told = outbox.Told(
        "account.protection",
        # Each change is something that happened by itself.
        f"protection:{secrets.token_hex(12)}",
        {"what": what, "username": (about or account).username, "who": who, "why": why},
    )
    outbox.tell(told, [account])
