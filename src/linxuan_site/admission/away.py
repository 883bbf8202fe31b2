"""What fails inside: where the database is away, the refusal with its number; else the page with the number of the log."""

import sys
from collections.abc import Iterator

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from linxuan_site.admission.asking import WRITES, asked_by
from linxuan_site.admission.page import refusal_page
from linxuan_site.refusals.ledger import DATABASE, refuse
from linxuan_site.watching.requests import number_now

FAULTS_OF_OURS = ("no such table", "no such column", "has no column")
"""What SQLite says of a database that was not migrated: no reason to come again."""


def failed(request: HttpRequest) -> HttpResponse:
    """Answer a request during which something was raised that nobody caught."""
    fault = sys.exc_info()[1]
    if not is_away(fault):
        return HttpResponseServerError(render_to_string("500.html", {"number": number_now()}))
    begun = request.method in WRITES and not _never_connected(fault)
    return refusal_page(request, refuse(asked_by(request), DATABASE, sure=not begun))


def at_last(request: HttpRequest, fault: BaseException) -> HttpResponse:
    """Answer a request whose failure could not be answered either: what was typed cannot be read any more."""
    if any(is_away(one) for one in _chain(fault)):
        return refusal_page(request, refuse(asked_by(request), DATABASE, sure=False))
    return HttpResponseServerError(render_to_string("500.html", {"number": number_now()}))


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or fault.__context__


def is_away(fault: BaseException | None) -> bool:
    """Tell whether a fault says that the database cannot be reached, or has no room: it may help to come again."""
    if not isinstance(fault, OperationalError | InterfaceError):
        return False
    return not any(one in str(fault) for one in FAULTS_OF_OURS)


def _never_connected(fault: BaseException | None) -> bool:
    """Whether no connection was had at all: then certainly nothing was done."""
    return "connection failed" in str(fault) or "connection timeout" in str(fault)
