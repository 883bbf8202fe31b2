"""Signing in and out, registering an organisation, choosing a language."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from linxuan_site.actions.accounts import register_organisation
from linxuan_site.actions.messages import write_in
from linxuan_site.actions.proving import check_password
from linxuan_site.actions.signing_in import sign_out_record
from linxuan_site.permissions import anybody, guarded, is_signed_in, signed_in
from linxuan_site.portal.account.devices import device_mark
from linxuan_site.portal.account.entering import come_in, home_of, safe_next
from linxuan_site.portal.account.forms import SignInForm, SignUpForm
from linxuan_site.portal.account.sign_in_page import sign_in_page
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import add_fault, given, posted
from linxuan_site.visits import visit_of


@require_POST
@guarded(anybody)
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Show pages in another language from now on, and write in it to who is signed in."""
    if is_signed_in(request.user):
        write_in(request.POST.get("language", ""), account=signed_in(request.user))
    return set_language(request)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anybody)
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Sign in, and go to where one wanted to go, or where one's work lies."""
    then = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(then or home_of(request.user))
    form = SignInForm(posted(request))
    if form.is_valid():
        account = attempt(
            lambda: check_password(
                **form.cleaned_data,
                visit=visit_of(request),
                mark_of=lambda key: device_mark(request, key),
            )
        )
        if not isinstance(account, Fault):
            return come_in(request, account, how="password", then=then)
        add_fault(form, account)
    return show(request, "account/sign_in.html", sign_in_page(form, then), faults=faults_of(form))


@never_cache
@require_POST
@guarded(anybody)
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out of this browser."""
    if request.user.is_authenticated:
        sign_out_record(signed_in(request.user), visit=visit_of(request))
    logout(request)
    return redirect("home")


@require_http_methods(["GET", "POST"])
@guarded(anybody)
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """Register an organisation with its first person, who is signed in at once."""
    form = SignUpForm(posted(request))
    if form.is_valid():
        account = attempt(lambda: register_organisation(**given(form)))
        if not isinstance(account, Fault):
            messages.success(request, _("已登记。现在可以开始申报。"))
            return come_in(request, account, how="sign-up")
        add_fault(form, account)
    return show(request, "account/sign_up.html", {"form": form}, faults=faults_of(form))
