"""Two to four applications side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linxuan_site.permissions import guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, show
from linxuan_site.portal.selection.compare_page import compare_page
from linxuan_site.portal.selection.own_call import own_call
from linxuan_site.queries.dossiers import dossier_of

FEWEST, MOST = 2, 4


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def compare(request: HttpRequest, call: str) -> HttpResponse:
    """Show the answers and conditions of those that were chosen; a list posts them, the address keeps them."""
    definition = own_call(request, call)
    chosen = [one for one in dict.fromkeys(_chosen(request)) if one.isascii() and one.isdigit()][: MOST + 1]
    if request.method == "POST":
        return redirect(f"{reverse('compare', args=[call])}?{urlencode({'chosen': chosen}, doseq=True)}")
    if not FEWEST <= len(chosen) <= MOST:
        fault = Fault(_("请选 2 到 4 件来比较。"), code="input")
        return show(request, "selection/compare.html", {"call": definition}, faults=[fault])
    account = signed_in(request.user)
    dossiers = [dossier_of(account, int(one[:12])) for one in chosen]
    found = [one for one in dossiers if one is not None and one.application.call == call]
    if len(found) < len(chosen):
        raise Http404
    return show(request, "selection/compare.html", {"call": definition, **compare_page(found)})


def _chosen(request: HttpRequest) -> list[str]:
    return (request.POST if request.method == "POST" else request.GET).getlist("chosen")
