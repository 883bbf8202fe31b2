"""Who gets in at an operation: by a token or a session, and only whom its guard lets in."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError
from ninja.security import HttpBearer, SessionAuth

from linxuan.language import say
from linxuan_site.actions.delegations import act_for
from linxuan_site.actions.tokens import account_of_token
from linxuan_site.api.limits import refuse_too_many
from linxuan_site.api.schemas import Fault
from linxuan_site.api.scopes import OWN, scope_wanted
from linxuan_site.permissions import Guard, Reader, is_signed_in

FAULTS = {400: Fault, 401: Fault, 403: Fault, 404: Fault, 409: Fault, 422: Fault}
"""What an operation may answer instead of what was asked for."""


class OutOfScope(HttpError):
    """A token of a place was used for what it is not for."""

    def __init__(self, scope: str) -> None:
        told = (
            say("这一项由本人办理，不能用单位或部门的令牌")
            if scope == OWN
            else say("这个令牌没有“{scope}”范围，不能办这一项", scope=scope)
        )
        super().__init__(403, told)


class Token(HttpBearer):
    """`Authorization: Bearer <token>`; `X-On-Behalf-Of: <user name>` where one stands in for somebody."""

    def __init__(self, guard: Guard = is_signed_in) -> None:
        super().__init__()
        self.guard = guard

    def authenticate(self, request: HttpRequest, token: str) -> Reader | None:
        """Return who acts by the token: whose it is, or who made it for his organisation or office."""
        account = account_of_token(token)
        if account is None:
            return None
        refuse_too_many(token)
        absent = request.headers.get("X-On-Behalf-Of", "")
        if account.by_token is not None:
            wanted = OWN if absent else scope_wanted(request)
            if wanted not in account.by_token.scopes:
                raise OutOfScope(wanted)
        act_for(account, absent)
        request.user = account
        _refuse_whom_it_keeps_out(self.guard, account)
        return account


class SignedIn(SessionAuth):
    """The session of somebody who signed in on the site."""

    def __init__(self, guard: Guard = is_signed_in) -> None:
        super().__init__()
        self.guard = guard

    def _get_key(self, request: HttpRequest) -> str | None:
        """Ask for the token against forgery only where there is a session: who has none is told to sign in."""
        return super()._get_key(request) if self.param_name in request.COOKIES else None

    def authenticate(self, request: HttpRequest, _key: str | None) -> Reader | None:
        """Return who is signed in."""
        if not request.user.is_authenticated:
            return None
        _refuse_whom_it_keeps_out(self.guard, request.user)
        return request.user


def let_in(guard: Guard) -> list[Callable[[HttpRequest], Any]]:
    """Return what lets in only those for whom a predicate of `permissions` holds; it is asked before all else."""
    return [Token(guard), SignedIn(guard)]


def _refuse_whom_it_keeps_out(guard: Guard, reader: Reader) -> None:
    if not guard(reader):
        raise HttpError(403, say("这一项不由您这样的账号办理"))
