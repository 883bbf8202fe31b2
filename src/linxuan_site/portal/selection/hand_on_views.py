"""The cases of an office that ended without a successor are handed on to another one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linxuan_site.actions.desks import hand_on
from linxuan_site.permissions import guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.selection.own_call import own_call
from linxuan_site.queries.board import abandoned_with
from linxuan_site.queries.counts import counts_of
from linxuan_site.queries.desks import may_succeed


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def hand_on_cases(request: HttpRequest, call: str, office_id: int) -> HttpResponse:
    """Show what lies with an office that ended, and give it to another one."""
    definition = own_call(request, call)
    found = {one.pk: (one, number) for one, number in abandoned_with(definition, counts_of(call))}
    if office_id not in found:
        raise Http404
    office, number = found[office_id]
    successor, why = request.POST.get("successor", ""), request.POST.get("why", "")
    faults: list[Fault] = []
    if request.method == "POST":
        chosen, by = _number(successor), signed_in(request.user)
        done = attempt(lambda: hand_on(office_id, successor_id=chosen, why=why, by=by))
        if not isinstance(done, Fault):
            messages.success(request, _("已交给%(name)s。") % {"name": done.name})
            return redirect("board", call)
        faults = [done]
    page: dict[str, object] = {
        "call": definition,
        "office": office,
        "number": number,
        "offices": may_succeed(office),
        "successor": successor,
        "why": why,
    }
    return show(request, "selection/hand_on.html", page, faults=faults)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else 0
