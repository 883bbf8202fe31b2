"""Signing in and out, registering an organisation, choosing a language."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from linxuan_site.actions.accounts import register_organisation
from linxuan_site.actions.messages import write_in
from linxuan_site.permissions import anybody, guarded, is_applicant, is_officer, is_signed_in, signed_in
from linxuan_site.portal.account.forms import SignInForm, SignUpForm
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import add_fault, given, posted


class SignIn(LoginView):
    """Sign in, and go to where one's work lies."""

    template_name = "account/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    extra_context = {"faults": ()}

    def get_default_redirect_url(self) -> str:
        """Lead an applicant to its applications and an officer to its desk."""
        reader = self.request.user
        return reverse("my" if is_applicant(reader) else "desk" if is_officer(reader) else "home")

    def form_invalid(self, form: SignInForm) -> HttpResponse:  # type: ignore[override]
        """Show the form again with what is wrong."""
        return show(
            self.request, self.template_name, self.get_context_data(form=form), faults=faults_of(form)
        )


sign_in = guarded(anybody)(SignIn.as_view())
sign_out = guarded(anybody)(LogoutView.as_view(http_method_names=["post"]))


@require_POST
@guarded(anybody)
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """Show pages in another language from now on, and write in it to who is signed in."""
    if is_signed_in(request.user):
        write_in(request.POST.get("language", ""), account=signed_in(request.user))
    return set_language(request)


@require_http_methods(["GET", "POST"])
@guarded(anybody)
def sign_up(request: HttpRequest) -> HttpResponse:
    """Register an organisation with its first person, who is signed in at once."""
    form = SignUpForm(posted(request))
    if form.is_valid():
        account = attempt(lambda: register_organisation(**given(form)))
        if not isinstance(account, Fault):
            login(request, account)
            messages.success(request, _("已登记。现在可以开始申报。"))
            return redirect("my")
        add_fault(form, account)
    return show(request, "account/sign_up.html", {"form": form}, faults=faults_of(form))
