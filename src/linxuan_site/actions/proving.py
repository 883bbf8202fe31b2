"""The proofs by which somebody comes in: his password, a code. A wrong one leaves a row, and many cost time."""

from collections.abc import Callable, Sequence

from django.contrib.auth import authenticate

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site.actions.second_factors import fits
from linxuan_site.actions.signing_in import record_sign_in
from linxuan_site.actions.slowing import (
    Count,
    count_guess,
    counts_of,
    forget_guesses,
    refuse_who_must_wait,
)
from linxuan_site.models import Account
from linxuan_site.visits import Visit


def check_password(
    username: str, password: str, *, visit: Visit, mark_of: Callable[[int], str] = lambda _key: ""
) -> Account:
    """Return the account of a name and its password; raises `Refused` where they do not fit, and says no more.

    `mark_of` returns the mark under which the browser knows an account, by its key, '' where it does not.
    """
    own = Account.objects.filter(username=username).first()
    counts = counts_of("password", username, visit=visit, device=mark_of(own.pk) if own else "")
    refuse_who_must_wait(counts)
    account = authenticate(username=username, password=password)
    if not isinstance(account, Account):
        why = "password" if own is not None and own.is_active else "stopped" if own else "name"
        _refused(counts, own, visit, how="password", why=why, name=username)
        raise Refused(say("用户名或密码不对，请核对后再登录。"), code="password")
    forget_guesses(counts)
    return account


def prove_by_code(account: Account, code: str, *, visit: Visit, mark: str = "") -> str:
    """Return by what a code proves who somebody is, `totp` or `recovery`; raises `BadInput` where it does not."""
    counts = counts_of("code", str(account.pk), visit=visit, device=mark)
    refuse_who_must_wait(counts)
    how = fits(account, code)
    if not how:
        _refused(counts, account, visit, how="totp", why="code")
        raise BadInput(
            say("验证码不对，或已经用过。请填应用里现在显示的 6 位数字，或一个没用过的备用码。"), field="code"
        )
    forget_guesses(counts)
    return how


def prove_by_password(account: Account, password: str, *, visit: Visit, mark: str = "") -> None:
    """Check the password of somebody who is signed in, before he changes how he signs in."""
    counts = counts_of("password", account.username, visit=visit, device=mark)
    refuse_who_must_wait(counts)
    if not account.check_password(password):
        _refused(counts, account, visit, how="password", why="password")
        raise BadInput(say("密码不对"), field="password")
    forget_guesses(counts)


def _refused(
    counts: Sequence[Count], account: Account | None, visit: Visit, *, how: str, why: str, name: str = ""
) -> None:
    """Leave the row of a wrong guess, and one more where its maker now has to wait; while he waits there is none."""
    record_sign_in("refused", account=account, name=name, how=how, why=why, visit=visit)
    if count_guess(counts):
        record_sign_in("slowed", account=account, name=name, how=how, visit=visit)
