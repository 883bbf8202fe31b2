"""Taking over from an earlier application: choose it, see what will happen, do it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linxuan_site.actions.carrying import take_over
from linxuan_site.permissions import fills_in, guarded, is_applicant, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.applicant.views import found
from linxuan_site.portal.carrying.page import copy_page
from linxuan_site.queries.earlier import earlier_application


@require_http_methods(["GET", "POST"])
@guarded(fills_in)
def copy(request: HttpRequest, application_id: int) -> HttpResponse:
    """Show what could be taken over from the application `from`, or take over what is ticked."""
    filing = found(request, application_id)
    given = request.POST if request.method == "POST" else request.GET
    chosen = _number(given.get("from", ""))
    earlier = earlier_application(request.user, filing.dossier.application, chosen) if chosen else None
    if chosen and earlier is None:
        raise Http404
    if request.method == "GET" or earlier is None:
        return show(request, "carrying/copy.html", copy_page(request.user, filing, earlier))
    done = attempt(
        lambda: take_over(
            application_id,
            chosen,
            given.getlist("take"),
            account=signed_in(request.user),
            version=_number(given.get("version", "")),
            earlier_version=_number(given.get("earlier_version", "")),
        )
    )
    if isinstance(done, Fault):
        page = copy_page(request.user, found(request, application_id), earlier, given.getlist("take"))
        return show(request, "carrying/copy.html", page, faults=[done])
    count = len({one.field.id for one in done})
    messages.success(request, _("已带入 %(count)s 项。请逐节核对，有变化的请改过来。") % {"count": count})
    return redirect("application" if is_applicant(request.user) else "review", application_id)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
