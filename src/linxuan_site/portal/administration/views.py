"""What an administrator finds first, and the record of all that administrators did."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from linxuan_site.permissions import guarded, is_administrator
from linxuan_site.portal.account.sign_in_words import number, shown
from linxuan_site.portal.administration.record_page import home_page, record_page
from linxuan_site.queries.sign_ins import all_sign_ins


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


@never_cache
@require_GET
@guarded(is_administrator)
def sign_ins(request: HttpRequest) -> HttpResponse:
    """List what happened at the doors to all accounts, newest first, a page at a time."""
    refused = request.GET.get("only") == "refused"
    found = all_sign_ins(before=number(request.GET.get("before", "")), refused=refused)
    page = {
        "lines": shown(found.rows, with_names=True),
        "more": found.next,
        "refused": refused,
        "kept_query": "&only=refused" if refused else "",
    }
    return render(request, "administration/sign_ins.html", page)
