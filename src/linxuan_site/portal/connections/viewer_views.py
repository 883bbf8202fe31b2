"""The document of the API, to be read in a browser: the viewer comes with the package that serves the API."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linxuan_site.permissions import anybody, guarded


@require_GET
@guarded(anybody)
def viewer(request: HttpRequest) -> HttpResponse:
    """Show the operations of the API, each with what it takes and answers."""
    return render(request, "connections/viewer.html")
