"""What an administrator finds first, and the record of all that administrators did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linxuan_site.permissions import guarded, is_administrator
from linxuan_site.portal.administration.record_page import home_page, record_page


@require_GET
@guarded(is_administrator)
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is to administer, and what was done last."""
    return render(request, "administration/home.html", home_page())


@require_GET
@guarded(is_administrator)
def trace(request: HttpRequest) -> HttpResponse:
    """List what administrators did, newest first, a page at a time."""
    return render(request, "administration/record.html", record_page(request.GET))
