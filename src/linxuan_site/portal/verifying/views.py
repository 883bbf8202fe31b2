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
    page: dict[str, object] = {
        "number": request.POST.get("number", ""),
        "check": request.POST.get("check", ""),
    }
    if request.method != "POST":
        return show(request, "verifying/verify.html", page)
    found = attempt(lambda: asked_for(request))
    if isinstance(found, Fault):
        return show(request, "verifying/verify.html", page, faults=[found])
    return show(request, "verifying/verify.html", page | {"result": result(found)})
