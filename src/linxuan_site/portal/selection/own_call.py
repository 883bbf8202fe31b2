"""The call of an address, for who works in the office that is in charge of everything of its authority."""

from django.http import Http404, HttpRequest

from linxuan.programme.definition import Call
from linxuan_site.permissions import office_of
from linxuan_site.portal.answering import Fault, attempt
from linxuan_site.queries.calls import current_call, definition_of


def own_call(request: HttpRequest, call: str) -> Call:
    """Return the newest version of a call of the reader's authority; not found is what is not its own."""
    found = attempt(lambda: current_call(call))
    if isinstance(found, Fault) or found.authority != office_of(request.user).authority:
        raise Http404
    return definition_of(found)
