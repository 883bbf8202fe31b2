"""What happens around every request."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from linxuan.language import speaking
from linxuan_site.models import Account
from linxuan_site.models.signing_in import VISIT
from linxuan_site.permissions import Reader, StandInOver, signed_in
from linxuan_site.proofs import proved_enough
from linxuan_site.queries.delegations import STANDING_IN, stand_in
from linxuan_site.queries.signing_in import account_of
from linxuan_site.refusals.known import COOKIE, account_named, name_account

Next = Callable[[HttpRequest], HttpResponse]

# No inline script, no inline style, nothing from elsewhere.
POLICY = (
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'"
)


def speak_the_readers_language(get_response: Next) -> Next:
    """Let the core speak the language that Django chose for the reader."""

    def respond(request: HttpRequest) -> HttpResponse:
        with speaking(get_language() or ""):
            return get_response(request)

    return respond


def content_policy(get_response: Next) -> Next:
    """Send a strict content security policy with every page."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        return response

    return respond


def stay_out_of_caches(get_response: Next) -> Next:
    """Let no cache, the browser's included, keep what somebody who signed in, or a token, was answered."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if SESSION_KEY in request.session or "Authorization" in request.headers:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return respond


def name_the_account(get_response: Next) -> Next:
    """Keep a signed cookie that names who signed in: a refusal at overload says whose it was without the database."""

    def respond(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.session.accessed:
            return response
        account, named = request.session.get(SESSION_KEY), account_named(request.COOKIES)
        if account is None and COOKIE in request.COOKIES:
            response.delete_cookie(COOKIE, samesite="Lax")
        elif account is not None and named != int(account):
            response.set_cookie(
                COOKIE,
                name_account(int(account)),
                max_age=settings.SESSION_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return respond


def keep_signed_in(get_response: Next) -> Next:
    """Let a session go on that is used, and let nobody be its reader who proved less than he must.

    That is so after an officer lost his second factor, became one, or the installation asks for more than it did:
    he signs in again. What is asked stands in the session, and costs no question to the database.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        request.user = SimpleLazyObject(lambda: _reader(request))  # type: ignore[assignment]
        _stay_awake(request)
        return get_response(request)

    return respond


def _reader(request: HttpRequest) -> Reader:
    account = account_of(request.session) or get_user(request)
    enough = isinstance(account, Account) and proved_enough(account, request.session)
    reader = account if enough else AnonymousUser()
    # From now on the request has the reader himself: a page looks at him hundreds of times.
    request.user = reader
    return reader


def _stay_awake(request: HttpRequest) -> None:
    """Write down that a session was used, but not at every request: its end is put off by steps of a tenth."""
    visit = request.session.get(VISIT)
    now = time.time()
    if visit and now - visit["seen"] >= visit["idle"] / 10:
        request.session[VISIT] = {**visit, "seen": now}


def stand_in_for_others(get_response: Next) -> Next:
    """Let a reader act for whom he chose to stand in, as long as that counts.

    Where it is over, a page is shown in his own name; what was posted in the name of the other is not done.
    """

    def respond(request: HttpRequest) -> HttpResponse:
        chosen = request.session.get(STANDING_IN)
        if chosen and request.user.is_authenticated:
            reader = signed_in(request.user)
            reader.standing_in = stand_in(reader, chosen)
            if reader.standing_in is None:
                del request.session[STANDING_IN]
                if request.method not in ("GET", "HEAD"):
                    raise StandInOver
        return get_response(request)

    return respond
