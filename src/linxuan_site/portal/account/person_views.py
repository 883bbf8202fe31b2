"""A person's own account: name, address and password; a new password where the old was forgotten."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan_site.actions.passwords import (
    change_password,
    change_profile,
    choose_new_password,
    send_password_links,
)
from linxuan_site.permissions import anybody, guarded, is_signed_in, signed_in
from linxuan_site.portal.account.person_forms import (
    ForgottenForm,
    NewPasswordForm,
    PasswordForm,
    ProfileForm,
)
from linxuan_site.portal.account.person_page import person_page
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import add_fault, given, posted
from linxuan_site.queries.people import account_behind
from linxuan_site.visits import visit_of

PAGE = "account/me.html"


@require_GET
@guarded(is_signed_in)
def me(request: HttpRequest) -> HttpResponse:
    """Show the reader's own account."""
    return show(request, PAGE, person_page(request.user))


@require_POST
@guarded(is_signed_in)
def profile(request: HttpRequest) -> HttpResponse:
    """Change the reader's name and address."""
    form = ProfileForm(request.POST)
    if form.is_valid():
        done = attempt(lambda: change_profile(signed_in(request.user), **given(form)))
        if not isinstance(done, Fault):
            messages.success(request, _("已保存。"))
            return redirect("me")
        add_fault(form, done)
    return show(request, PAGE, person_page(request.user, profile_form=form), faults=faults_of(form))


@require_http_methods(["GET", "POST"])
@guarded(is_signed_in)
def password(request: HttpRequest) -> HttpResponse:
    """Change the reader's password; this browser stays signed in, every other one is signed out."""
    form = PasswordForm(posted(request))
    if form.is_valid():
        typed = form.cleaned_data
        account = attempt(
            lambda: change_password(
                signed_in(request.user),
                old=typed["old"],
                new=typed["password"],
                here=request.session.session_key or "",
                visit=visit_of(request),
            )
        )
        if not isinstance(account, Fault):
            update_session_auth_hash(request, account)
            messages.success(request, _("密码已改。您在别处的登录都已退出。"))
            return redirect("me")
        add_fault(form, account)
    return show(request, "account/password.html", {"form": form}, faults=faults_of(form))


@require_http_methods(["GET", "POST"])
@guarded(anybody)
def forgotten(request: HttpRequest) -> HttpResponse:
    """Send a link to a new password; the answer is the same whether there is such a person or not."""
    form = ForgottenForm(posted(request))
    if form.is_valid():

        def link(uid: str, token: str) -> str:
            return request.build_absolute_uri(reverse("password-new", args=[uid, token]))

        send_password_links(form.cleaned_data["address"], link=link)
        return redirect("password-sent")
    return show(request, "account/forgotten.html", {"form": form}, faults=faults_of(form))


@require_GET
@guarded(anybody)
def sent(request: HttpRequest) -> HttpResponse:
    """Say what happens next, to everybody alike."""
    return show(request, "account/forgotten_sent.html", {})


@require_http_methods(["GET", "POST"])
@never_cache
@guarded(anybody)
def new_password(request: HttpRequest, uid: str, token: str) -> HttpResponse:
    """Let who holds the key of a link choose a new password."""
    account = account_behind(uid, token)
    if account is None:
        return show(request, "account/link_over.html", {})
    form = NewPasswordForm(posted(request))
    if form.is_valid():
        chosen, visit = form.cleaned_data["password"], visit_of(request)
        done = attempt(lambda: choose_new_password(uid, token, password=chosen, visit=visit))
        if not isinstance(done, Fault):
            messages.success(request, _("新密码已设好，原来的登录都已退出。请用新密码登录。"))
            return redirect("sign-in")
        add_fault(form, done)
    page = {"form": form, "username": account.username}
    return show(request, "account/new_password.html", page, faults=faults_of(form))
