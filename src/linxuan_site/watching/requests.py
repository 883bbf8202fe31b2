"""What is noted of each request: a number that a person can tell, how long it took, and what the database took of it.

No name, no address of a page and nothing that was typed is noted: an address may hold the key of an invitation.
"""

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextlib import nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase

Next = Callable[[HttpRequest], HttpResponseBase]
HEADER = "X-Request-ID"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
"""Those that have a name in figures: anybody can send any word."""
_SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")
_log = logging.getLogger("linxuan.request")


@dataclass
class Noted:
    """One request while it is answered. Times are in seconds."""

    number: str
    method: str
    began: float = field(default_factory=time.perf_counter)
    queries: int = 0
    in_database: float = 0.0

    def ask(self, execute: Callable[..., Any], *asked: Any) -> Any:
        """Run a statement, and note how long it took."""
        began = time.perf_counter()
        try:
            return execute(*asked)
        finally:
            self.queries += 1
            self.in_database += time.perf_counter() - began


now_answered: ContextVar[Noted | None] = ContextVar("linxuan_request", default=None)
"""The request that this thread answers."""


def number_now() -> str:
    """Return the number of the request that is answered now; '' where there is none."""
    noted = now_answered.get()
    return noted.number if noted else ""


def note_each(get_response: Next) -> Next:
    """Give each request a number, which goes back with the answer, and note how it went where somebody wants that."""
    meter = _meter()
    counts = meter is not None or settings.LOG_FORMAT == "json"

    def respond(request: HttpRequest) -> HttpResponseBase:
        noted = Noted(_number_of(request), request.method if request.method in METHODS else "other")
        token = now_answered.set(noted)
        try:
            with connection.execute_wrapper(noted.ask) if counts else nullcontext():
                response = meter.watched(get_response, request) if meter else get_response(request)
        finally:
            now_answered.reset(token)
        response.headers[HEADER] = noted.number
        if counts:
            _tell(request, response, noted, meter)
        return response

    return respond


def route_of(request: HttpRequest) -> str:
    """Return the name of the route that answered, or its pattern; '-' where none did."""
    match = request.resolver_match
    if match is None:
        return "-"
    return match.view_name if match.url_name else match.route


def _meter() -> Any:
    if not settings.METRICS:
        return None
    from linxuan_site.watching import meter  # only where it is wanted: it opens its files as it is imported

    return meter


def _number_of(request: HttpRequest) -> str:
    """That of the proxy, where it sent a sane one: both logs then speak of the same."""
    given = request.headers.get(HEADER, "")
    return given if _SANE.fullmatch(given) else secrets.token_hex(6)


def _tell(request: HttpRequest, response: HttpResponseBase, noted: Noted, meter: Any) -> None:
    took, route = time.perf_counter() - noted.began, route_of(request)
    if meter:
        meter.note(route, noted, response.status_code, took)
    told = {
        "request": noted.number,
        "route": route,
        "method": noted.method,
        "status": response.status_code,
        "ms": round(took * 1000, 1),
        "database_ms": round(noted.in_database * 1000, 1),
        "queries": noted.queries,
        "account": _account_of(request),
    }
    _log.info("%s %s %s", noted.method, route, response.status_code, extra={"told": told})


def _account_of(request: HttpRequest) -> int | None:
    """The key of the account, if anything asked who reads; it is not asked for here, that would cost a query."""
    known = getattr(request, "_cached_user", None) or request.__dict__.get("user")
    return getattr(known, "pk", None) if getattr(known, "is_authenticated", False) else None
