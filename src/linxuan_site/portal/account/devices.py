"""Which accounts a browser knows: a mark in a cookie, so that nobody keeps its owner out by guessing elsewhere."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponseBase

KNOWN = "known-here"
A_YEAR = 365 * 24 * 3600
MOST_KNOWN = 5
"""How many accounts a browser knows: the last ones that signed in there."""


def device_mark(request: HttpRequest, account_id: int | None) -> str:
    """Return the mark under which this browser knows an account; '' where it does not."""
    return _known(request).get(str(account_id), "")


def remember_device(request: HttpRequest, response: HttpResponseBase, account_id: int) -> None:
    """Let a browser know an account that signed in there; the cookie holds no secret of the account."""
    known = _known(request)
    mark = known.pop(str(account_id), "") or secrets.token_urlsafe(9)
    known = dict([*known.items(), (str(account_id), mark)][-MOST_KNOWN:])
    response.set_cookie(
        KNOWN,
        signing.dumps(known, salt=KNOWN),
        max_age=A_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        read: Any = signing.loads(request.COOKIES.get(KNOWN, ""), salt=KNOWN, max_age=A_YEAR)
    except signing.BadSignature:
        return {}
    return dict(read) if isinstance(read, Mapping) else {}
