"""The authority puts a deadline off, and sees when it did so before."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linxuan_site import clock
from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.actions.rehearsing import rehearse_extension
from linxuan_site.permissions import extends, guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.deadlines import dues_of
from linxuan_site.portal.forms import posted
from linxuan_site.portal.office.acts import SURE
from linxuan_site.portal.selection.extension_confirm import confirmed_page
from linxuan_site.portal.selection.extension_form import ExtensionForm
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.extensions import extensions_of


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def extensions(request: HttpRequest, call: str) -> HttpResponse:
    """Show the deadlines of a call with what was put off, and put one off."""
    found = attempt(lambda: current_call(call))
    if isinstance(found, Fault) or not extends(request.user, found.authority):
        raise Http404
    definition, account = definition_of(found), signed_in(request.user)
    number = request.GET.get("number", "")[:40]
    reason = request.GET.get("reason", "")[:500]
    form = ExtensionForm(
        posted(request), deadlines=definition.deadlines.values(), number=number, reason=reason
    )
    faults: list[Fault] = []
    if request.method == "POST" and not request.POST.get("back"):
        faults = [] if form.is_valid() else faults_of(form)
        if not faults and request.POST.get(SURE) != "1":
            rehearsed = attempt(lambda: rehearse_extension(call, account=account, **form.cleaned_data))
            if not isinstance(rehearsed, Fault):
                page = confirmed_page(definition, rehearsed, request.POST)
                return show(request, "selection/extension_confirm.html", page)
            faults = [rehearsed]
        elif not faults:
            done = attempt(lambda: extend_deadline(call, account=account, **form.cleaned_data))
            if not isinstance(done, Fault):
                messages.success(request, _("已延到 %(day)s 24:00。") % {"day": done.day.isoformat()})
                return redirect("extensions", call)
            faults = [done]
    page = {
        "call": definition,
        "form": form,
        "dues": dues_of(definition.deadlines.values(), call, clock.today()),
        "trace": [(definition.deadlines.get(one.deadline), one) for one in extensions_of(call)],
    }
    return show(request, "selection/extensions.html", page, faults=faults)
