"""What becomes of a single sign-on: allauth talks to the provider, and hands over here whom it vouches for."""

import logging
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from linxuan_site.actions.sso import (
    Vouched,
    account_vouched_for,
    proves_second_factor,
    provider,
    record_sso_failure,
)
from linxuan_site.portal.account.entering import come_in, enter, safe_next
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.visits import visit_of

_LOG = logging.getLogger(__name__)
FAILED = "account/sso_failed.html"


class OfficeAccounts(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Ends allauth's part where the provider has answered: accounts, sessions and records are ours."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> NoReturn:
        """Bring whom the provider vouches for to his account, whatever else allauth would do."""
        raise ImmediateHttpResponse(_arrived(request, sociallogin))

    def on_authentication_error(
        self, request: HttpRequest, *_asked: Any, error: Any = None, exception: Any = None, **_more: Any
    ) -> NoReturn:
        """Say that it did not come to an end; why is in the log."""
        _LOG.warning("single sign-on failed: %s %s", error, exception)
        record_sso_failure(visit=visit_of(request))
        raise ImmediateHttpResponse(failed(request))


def _arrived(request: HttpRequest, sociallogin: Any) -> HttpResponseBase:
    told = sociallogin.account.extra_data
    # The token says how somebody was asked; the rest of the claims stand in either.
    claims = {**(told.get("userinfo") or {}), **(told.get("id_token") or {})}
    vouched = Vouched(sociallogin.account.provider, sociallogin.account.uid, claims)
    done = attempt(lambda: account_vouched_for(vouched, visit=visit_of(request)))
    if isinstance(done, Fault):
        return show(request, FAILED, {"name": provider().name}, faults=[done])
    then = safe_next(request, sociallogin.state.get("next") or "")
    if proves_second_factor(claims):
        return enter(request, done, how="sso", second=True, then=then)
    return come_in(request, done, how="sso", then=then)


def failed(request: HttpRequest) -> HttpResponseBase:
    """Answer where the provider could not be asked, or did not vouch for anybody."""
    told = _("“%(name)s”没有答复，或没有确认您是谁。请再试一次；不行的话，用用户名和密码登录。")
    fault = Fault(told % {"name": provider().name}, code="sso")
    return show(request, FAILED, {"name": provider().name}, faults=[fault])
