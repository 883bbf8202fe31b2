"""The call of an address, for who works in an office of its authority."""

from django.http import Http404, HttpRequest

from linxuan.programme.definition import Call
from linxuan_site.permissions import signed_in
from linxuan_site.queries.calls import own_definition


def own_call(request: HttpRequest, call: str) -> Call:
    """Return the newest version of a call of the reader's authority; not found is what is not its own."""
    found = own_definition(signed_in(request.user), call)
    if found is None:
        raise Http404
    return found
