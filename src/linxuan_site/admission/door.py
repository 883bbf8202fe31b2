"""The outermost layer of the site: a request that waited too long is refused before anything else looks at it."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse

from linxuan_site.admission.asking import asked_by, is_recorded, longest_wait
from linxuan_site.admission.away import at_last
from linxuan_site.admission.page import refusal_page
from linxuan_site.admission.waiting import waited
from linxuan_site.refusals.ledger import WAITED, refuse

_LOG = logging.getLogger(__name__)
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def admitting(application: Application) -> Application:
    """Return a WSGI application that lets a request through to another one, or refuses it with a number."""

    def respond(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        refused = _refused(environ)
        if refused is None:
            try:
                return application(environ, start_response)
            except Exception as fault:  # noqa: BLE001 - whatever it is, a person gets a page and the log the trace
                _LOG.exception("a request failed beyond the site's own answer")
                refused = at_last(WSGIRequest(environ), fault)
        head = [*refused.items(), *(("Set-Cookie", one.OutputString()) for one in refused.cookies.values())]
        start_response(f"{refused.status_code} {refused.reason_phrase}", head)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [refused.content]

    return respond


def _refused(environ: dict[str, Any]) -> HttpResponse | None:
    """Return the answer to a request that has waited too long; None for one that may go on."""
    seconds = waited(environ)
    if seconds < 1:
        return None
    try:
        request = WSGIRequest(environ)
        bound = longest_wait(request)
        if bound is None or seconds < bound:
            return None
        return refusal_page(
            request, refuse(asked_by(request), WAITED, waited=seconds) if is_recorded(request) else None
        )
    except SuspiciousOperation:
        # Nobody's request: the site answers it as it does at any time.
        return None
