"""How somebody comes in: a first proof, a second one where he has or must have it, then the session is his.

Between the two nobody is signed in: the session only holds who proved himself by what, for ten minutes.
"""

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from linxuan_site.actions.signing_in import open_session
from linxuan_site.permissions import is_applicant, is_officer
from linxuan_site.portal.account.devices import remember_device
from linxuan_site.proofs import PROVED, must_have_second_factor
from linxuan_site.queries.people import account_with_key
from linxuan_site.queries.second_factors import has_factor
from linxuan_site.visits import visit_of

HELD = "held"
HELD_FOR = 600
"""Seconds between the two proofs."""
RECENT = 600
"""Seconds for which a proof is recent enough to change how one signs in."""
CODES_TO_SHOW = "codes_to_show"
"""Where in a session it stands that recovery codes are shown, and where one goes on to afterwards."""


@dataclass(frozen=True)
class Held:
    """Somebody between his two proofs: by what he gave the first, and where he wanted to go."""

    account: Any
    how: str
    then: str


def come_in(request: HttpRequest, account: Any, *, how: str, then: str = "") -> HttpResponseBase:
    """Go on after a first proof: to the second one, to where it is set up, or in."""
    known = has_factor(account)
    if not known and not must_have_second_factor(account):
        return enter(request, account, how=how, second=False, then=then)
    # Whoever planted this session in the browser must not share what was proved in it.
    request.session.cycle_key()
    request.session[HELD] = {
        "account": account.pk,
        "hash": account.get_session_auth_hash(),
        "how": how,
        "then": then,
        "at": time.time(),
    }
    return redirect("second-factor" if known else "factor-new")


def held(request: HttpRequest) -> Held | None:
    """Return who is between his two proofs; None if that is nobody, took too long, or his password changed."""
    kept = request.session.get(HELD)
    if not kept or time.time() - kept["at"] > HELD_FOR:
        return None
    account = account_with_key(kept["account"])
    if account is None or account.get_session_auth_hash() != kept["hash"]:
        return None
    return Held(account, kept["how"], kept["then"])


def enter(request: HttpRequest, account: Any, *, how: str, second: bool, then: str = "") -> HttpResponseBase:
    """Sign somebody in who proved enough, under a new session key, and lead him to where his work lies."""
    begin_session(request, account, how=how, second=second)
    response = redirect(then or home_of(account))
    remember_device(request, response, account.pk)
    return response


def begin_session(request: HttpRequest, account: Any, *, how: str, second: bool) -> None:
    """Let the session be that of an account, until it is idle for too long or too old."""
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.pop(HELD, None)
    open_session(request.session, account, how=how, second=second, visit=visit_of(request))


def proved_again(request: HttpRequest, how: str) -> None:
    """Keep that the reader just proved once more who he is."""
    kept = request.session.get(PROVED, {"second": False})
    request.session[PROVED] = {**kept, "how": how, "at": time.time()}


def proved_recently(request: HttpRequest) -> bool:
    """Tell whether the reader proved who he is within the last ten minutes."""
    return bool(time.time() - request.session.get(PROVED, {}).get("at", 0) < RECENT)


def redirect_to_confirm(request: HttpRequest, then: str = "") -> HttpResponseBase:
    """Ask the reader to prove once more who he is, then lead him on, back to this page unless told otherwise."""
    query = urlencode({"next": then or request.path})
    return redirect(f"{reverse('me-confirm')}?{query}")


def home_of(account: Any) -> str:
    """Return where the work of somebody lies: an applicant's applications, an officer's desk."""
    return reverse("my" if is_applicant(account) else "desk" if is_officer(account) else "home")


def safe_next(request: HttpRequest, given: str) -> str:
    """Return an address to go on to if it is one of ours, else ''."""
    own = url_has_allowed_host_and_scheme(
        given, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return given if own else ""
