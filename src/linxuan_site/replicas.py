"""Public pages read from a copy of the database, where an installation has one (`replica_url`).

Only what a reader without a session asks for with GET on a page of `portal.public`: whoever is signed in, files,
objects or acts reads what he just wrote, from the database itself. A copy is late by as much as replication is.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

Next = Callable[[HttpRequest], HttpResponseBase]
COPY = "replica"
PUBLIC = "linxuan_site.portal.public.views"
_from_the_copy: ContextVar[bool] = ContextVar("linxuan_from_the_copy", default=False)


class ReadPublicPagesElsewhere:
    """The router: reads of a public page go to the copy, everything else to the database."""

    def db_for_read(self, _model: Any, **_hints: Any) -> str | None:
        """Return the copy while a public page is made."""
        return COPY if _from_the_copy.get() else None

    def allow_relation(self, *_: Any, **__: Any) -> bool:
        """Both hold the same rows."""
        return True

    def allow_migrate(self, database: str, *_: Any, **__: Any) -> bool | None:
        """A copy gets its tables with its rows."""
        return False if database == COPY else None


def read_public_pages(get_response: Next) -> Next:
    """Let the router know while a public page is made."""

    def look_at_view(request: HttpRequest, view: Callable[..., Any], *_: Any) -> None:
        if COPY in settings.DATABASES and _is_public(request, view):
            _from_the_copy.set(True)

    def respond(request: HttpRequest) -> HttpResponseBase:
        token = _from_the_copy.set(False)
        try:
            return get_response(request)
        finally:
            _from_the_copy.reset(token)

    respond.process_view = look_at_view  # type: ignore[attr-defined]
    return respond


def _is_public(request: HttpRequest, view: Callable[..., Any]) -> bool:
    nobody = settings.SESSION_COOKIE_NAME not in request.COOKIES
    return nobody and request.method in ("GET", "HEAD") and view.__module__ == PUBLIC
