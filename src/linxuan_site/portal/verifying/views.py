"""Anybody may ask of a paper that lies before him: is it a print of ours, and of which revision."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linxuan_site.permissions import anybody, guarded
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.verifying.asking import asked_for
from linxuan_site.portal.verifying.page import result


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anybody)
def verify(request: HttpRequest) -> HttpResponse:
    """Verify a number with its check code, a file, a photo, or a code that the browser itself read."""
    # A page of a title leads here with what is to be verified; asking it is the reader's own act.
    asked = request.POST if request.method == "POST" else request.GET
    page: dict[str, object] = {
        "number": asked.get("number", ""),
        "check": asked.get("check", ""),
    }
    if request.method != "POST":
        return show(request, "verifying/verify.html", page)
    found = attempt(lambda: asked_for(request))
    if isinstance(found, Fault):
        return show(request, "verifying/verify.html", page, faults=[found])
    return show(request, "verifying/verify.html", page | {"result": result(found)})
