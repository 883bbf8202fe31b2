"""Single sign-on: the way to the office's own provider, and back."""

import logging
from collections.abc import Callable

from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from requests import RequestException

from linxuan_site.permissions import anybody, guarded
from linxuan_site.portal.account.sso import failed

_LOG = logging.getLogger(__name__)


@never_cache
@require_GET
@guarded(anybody)
def leave(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Lead to the provider, which asks who it is."""
    return _with_provider(request, provider_id, openid.login)


@never_cache
@require_GET
@guarded(anybody)
def come_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Take the provider's answer."""
    return _with_provider(request, provider_id, openid.callback)


def _with_provider(
    request: HttpRequest, provider_id: str, view: Callable[..., HttpResponseBase]
) -> HttpResponseBase:
    if settings.SSO is None:
        raise Http404
    try:
        answer: HttpResponseBase = view(request, provider_id)
    except (RequestException, ValueError, KeyError) as fault:
        # It is not reached, or what it says of itself is none of OpenID Connect.
        _LOG.warning("the provider of the single sign-on could not be asked: %s", fault)
        return failed(request)
    return answer
