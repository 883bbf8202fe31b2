"""The people of an organisation or an office: listed, invited, given other duties, removed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan_site.actions.contacts import set_contact
from linxuan_site.actions.people import (
    accept_invitation,
    invite,
    set_active,
    set_duty,
    withdraw_invitation,
)
from linxuan_site.permissions import anybody, guarded, is_applicant, is_officer, manages_people, signed_in
from linxuan_site.portal.account.entering import come_in
from linxuan_site.portal.account.forms import NewAccountForm
from linxuan_site.portal.account.people_forms import ContactForm, DutyForm, InviteForm
from linxuan_site.portal.account.people_page import people_address, people_page
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import add_fault, given, posted
from linxuan_site.queries.people import duty_name, invitation_here, invitation_of, person_here, place_of

PAGE = "account/people.html"


@require_GET
@guarded(is_applicant)
def my_people(request: HttpRequest) -> HttpResponse:
    """List the people of the reader's organisation."""
    return show(request, PAGE, people_page(request.user))


@require_GET
@guarded(is_officer)
def desk_people(request: HttpRequest) -> HttpResponse:
    """List the people of the reader's office."""
    return show(request, PAGE, people_page(request.user))


@require_POST
@guarded(manages_people)
def invite_person(request: HttpRequest) -> HttpResponse:
    """Invite somebody, and show the link once, to be handed over where no mail arrives."""
    account = signed_in(request.user)
    place = place_of(account)
    form = InviteForm(request.POST, in_office=is_officer(account))
    if place is None:
        raise Http404
    if form.is_valid():
        name, email = form.cleaned_data["full_name"], form.cleaned_data["email"]
        link = _link_maker(request)
        done = attempt(
            lambda: invite(place, full_name=name, email=email, duty=form.duty(), by=account, link=link)
        )
        if not isinstance(done, Fault):
            _tell_link(request, name, email, link(done.token))
            return redirect(people_address(account))
        add_fault(form, done)
    return show(request, PAGE, people_page(account, form), faults=faults_of(form))


def _link_maker(request: HttpRequest) -> Callable[[str], str]:
    return lambda token: request.build_absolute_uri(reverse("invitation", args=[token]))


def _tell_link(request: HttpRequest, name: str, email: str, link: str) -> None:
    told = (
        _("已邀请%(name)s，链接已发到 %(email)s。对方收不到的，可以把下面的链接转交给他（只显示这一次）：")
        if email
        else _("已邀请%(name)s。请把下面的链接转交给他（只显示这一次）：")
    )
    text = told % {"name": name, "email": email}
    messages.success(request, format_html('{}<br><span class="lx-link">{}</span>', text, link))


@require_POST
@guarded(is_applicant)
def contact(request: HttpRequest) -> HttpResponse:
    """Change the contact person of the reader's organisation."""
    account, form = signed_in(request.user), ContactForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        name, email = typed["contact_name"], typed["contact_email"]
        done = attempt(lambda: set_contact(account, full_name=name, phone=typed["phone"], email=email))
        if not isinstance(done, Fault):
            messages.success(request, _("联系人已保存。"))
            return redirect("my-people")
        add_fault(form, done)
    return show(request, PAGE, people_page(account, contact_form=form), faults=faults_of(form))


@require_POST
@guarded(manages_people)
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    account = signed_in(request.user)
    if invitation_here(account, invitation_id) is None:
        raise Http404
    return _done(
        request, lambda: withdraw_invitation(invitation_id, by=account), lambda _row: _("邀请已收回。")
    )


@require_POST
@guarded(manages_people)
def duty(request: HttpRequest, person_id: int) -> HttpResponse:
    """Give a person of the same place other duties."""
    account = signed_in(request.user)
    if person_here(account, person_id) is None:
        raise Http404
    form = DutyForm(request.POST, in_office=is_officer(account))
    if not form.is_valid():
        return show(request, PAGE, people_page(account), faults=faults_of(form))
    return _done(
        request,
        lambda: set_duty(person_id, form.duty(), by=account),
        lambda row: _("%(name)s现在是%(duty)s。") % {"name": row.full_name, "duty": duty_name(row)},
    )


@require_POST
@guarded(manages_people)
def active(request: HttpRequest, person_id: int) -> HttpResponse:
    """Remove a person of the same place, or let him in again."""
    account = signed_in(request.user)
    if person_here(account, person_id) is None:
        raise Http404
    wanted = request.POST.get("active") == "yes"
    told = _("%(name)s又可以登录了。") if wanted else _("%(name)s已停用，不能再登录；原来的记录都保留。")
    return _done(
        request,
        lambda: set_active(person_id, wanted, by=account),
        lambda row: told % {"name": row.full_name},
    )


def _done(request: HttpRequest, act: Callable[[], Any], told: Callable[[Any], str]) -> HttpResponse:
    """Carry out an act and come back to the list, or show it with why not."""
    done = attempt(act)
    if isinstance(done, Fault):
        return show(request, PAGE, people_page(request.user), faults=[done])
    messages.success(request, told(done))
    return redirect(people_address(request.user))


@require_http_methods(["GET", "POST"])
@never_cache
@guarded(anybody)
def invitation(request: HttpRequest, token: str) -> HttpResponseBase:
    """Let an invited person choose a name and a password; he is signed in at once."""
    found = invitation_of(token)
    if found is None:
        return show(request, "account/invitation_over.html", {})
    form = NewAccountForm(posted(request), initial={"full_name": found.full_name})
    page = {"form": form, "invitation": found, "duty": duty_name(found)}
    if form.is_valid():
        account = attempt(lambda: accept_invitation(token, **given(form)))
        if not isinstance(account, Fault):
            place = place_of(account)
            messages.success(request, _("您已加入%(place)s。") % {"place": place.name if place else ""})
            return come_in(request, account, how="invitation")
        add_fault(form, account)
    return show(request, "account/invitation.html", page, faults=faults_of(form))
