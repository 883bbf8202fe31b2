"""Somebody is away: he names a colleague, who acts for him; both are named in every step."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linxuan_site.actions.delegations import end_delegation, name_delegate
from linxuan_site.permissions import guarded, is_officer, is_signed_in, signed_in
from linxuan_site.portal.account.person_forms import DelegateForm
from linxuan_site.portal.account.person_page import person_page
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import add_fault
from linxuan_site.queries.delegations import STANDING_IN, colleagues_of, delegation_here, stand_in

PAGE = "account/me.html"


@require_POST
@guarded(is_signed_in)
def delegate(request: HttpRequest) -> HttpResponse:
    """Name a colleague who stands in for the reader."""
    account = signed_in(request.user)
    colleagues = [(one.pk, one.full_name) for one in colleagues_of(account)]
    form = DelegateForm(request.POST, colleagues=colleagues)
    if form.is_valid():
        done = attempt(lambda: name_delegate(account, **form.cleaned_data))
        if not isinstance(done, Fault):
            messages.success(request, _("已请%(name)s代办。") % {"name": done.delegate.full_name})
            return redirect("me")
        add_fault(form, done)
    return show(request, PAGE, person_page(account, delegate_form=form), faults=faults_of(form))


@require_POST
@guarded(is_signed_in)
def end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """End a delegation that the reader gave or holds."""
    account = signed_in(request.user)
    if delegation_here(account, delegation_id) is None:
        raise Http404
    done = attempt(lambda: end_delegation(delegation_id, by=account))
    if isinstance(done, Fault):
        return show(request, PAGE, person_page(account), faults=[done])
    if request.session.get(STANDING_IN) == delegation_id:
        del request.session[STANDING_IN]
    messages.success(request, _("代办已收回。"))
    return redirect("me")


@require_POST
@guarded(is_signed_in)
def standing_in(request: HttpRequest) -> HttpResponse:
    """Begin to act for somebody, or act in one's own name again; the reader stays where he is."""
    account, chosen = signed_in(request.user), request.POST.get("delegation", "")
    delegation = stand_in(account, int(chosen)) if chosen.isascii() and chosen.isdigit() else None
    if delegation is not None:
        request.session[STANDING_IN] = delegation.pk
    else:
        request.session.pop(STANDING_IN, None)
        if chosen:
            messages.warning(request, _("代办的期限已到，或已被收回。"))
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    return "desk" if is_officer(request.user) else "my"
