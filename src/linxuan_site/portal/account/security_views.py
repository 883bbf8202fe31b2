"""How a person signs in, and where he is signed in: his factors, his sessions, what happened at his door."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan_site.actions.passkeys import options_to_prove, prove_by_passkey
from linxuan_site.actions.proving import prove_by_code, prove_by_password
from linxuan_site.actions.second_factors import remove_factor, reset_second_factor
from linxuan_site.actions.signing_in import end_session, end_sessions
from linxuan_site.permissions import guarded, is_signed_in, manages_people, signed_in
from linxuan_site.portal.account.devices import device_mark
from linxuan_site.portal.account.entering import (
    proved_again,
    proved_recently,
    redirect_to_confirm,
    safe_next,
)
from linxuan_site.portal.account.factor_forms import ConfirmForm, ReasonForm
from linxuan_site.portal.account.factor_views import read_credential
from linxuan_site.portal.account.people_page import people_address
from linxuan_site.portal.account.sign_in_words import number, shown
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import add_fault, posted
from linxuan_site.proofs import must_have_second_factor
from linxuan_site.queries.people import person_here, place_of
from linxuan_site.queries.second_factors import factors_of, has_factor
from linxuan_site.queries.sign_ins import sessions_of, sign_ins_at, sign_ins_of
from linxuan_site.visits import visit_of


@never_cache
@require_GET
@guarded(is_signed_in)
def factors(request: HttpRequest) -> HttpResponseBase:
    """Show the reader's factors."""
    account = signed_in(request.user)
    page = {"known": factors_of(account), "must": must_have_second_factor(account)}
    return show(request, "account/factors.html", page)


@require_POST
@guarded(is_signed_in)
def remove(request: HttpRequest, factor_id: int) -> HttpResponseBase:
    """Remove a factor of the reader's."""
    account = signed_in(request.user)
    if not proved_recently(request):
        return redirect_to_confirm(request, reverse("me-factors"))
    done = attempt(lambda: remove_factor(account, factor_id, visit=visit_of(request)))
    if isinstance(done, Fault):
        page = {"known": factors_of(account), "must": must_have_second_factor(account)}
        return show(request, "account/factors.html", page, faults=[done])
    messages.success(request, _("已移除。"))
    return redirect("me-factors")


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(is_signed_in)
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Let the reader prove once more who he is, before he changes how he signs in."""
    account = signed_in(request.user)
    then = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    known = factors_of(account)
    credential = request.POST.get("credential", "")
    form = ConfirmForm(None if credential else posted(request))
    if not known.has_app:
        del form.fields["code"]
    done = attempt(lambda: _prove(request, account, credential, form))
    if isinstance(done, str) and done:
        proved_again(request, done)
        return redirect(then or "me-factors")
    if isinstance(done, Fault) and not credential:
        add_fault(form, done)
    options = options_to_prove(account) if known.has_passkey else None
    faults = [done] if isinstance(done, Fault) and credential else faults_of(form)
    page = {"form": form, "known": known, "options": options, "next": then}
    return show(request, "account/confirm.html", page, faults=faults)


def _prove(request: HttpRequest, account: Any, credential: str, form: ConfirmForm) -> str:
    """By what the reader proved who he is; '' where he was not asked yet."""
    visit, mark = visit_of(request), device_mark(request, account.pk)
    if credential:
        prove_by_passkey(read_credential(credential), account=account, visit=visit)
        return "passkey"
    if not form.is_valid():
        return ""
    prove_by_password(account, form.cleaned_data["password"], visit=visit, mark=mark)
    if "code" in form.fields:
        return f"password+{prove_by_code(account, form.cleaned_data['code'], visit=visit, mark=mark)}"
    return "password"


@never_cache
@require_GET
@guarded(is_signed_in)
def sign_ins(request: HttpRequest) -> HttpResponseBase:
    """Show where the reader is signed in, and what happened at his door."""
    account = signed_in(request.user)
    found = sign_ins_of(account, before=number(request.GET.get("before", "")))
    page = {
        "sessions": sessions_of(account, request.session.session_key or ""),
        "lines": shown(found.rows),
        "more": found.next,
    }
    return show(request, "account/sign_ins.html", page)


@require_POST
@guarded(is_signed_in)
def end(request: HttpRequest, handle: str) -> HttpResponseBase:
    """End one of the reader's sessions."""
    end_session(signed_in(request.user), handle, visit=visit_of(request))
    messages.success(request, _("那里的登录已结束。"))
    return redirect("me-sign-ins")


@require_POST
@guarded(is_signed_in)
def end_others(request: HttpRequest) -> HttpResponseBase:
    """Sign the reader out everywhere but here."""
    here = request.session.session_key or ""
    ended = end_sessions(signed_in(request.user), but=here, visit=visit_of(request))
    told = _("您在别处的登录都已结束。") if ended else _("您没有在别处登录。")
    messages.success(request, told)
    return redirect("me-sign-ins")


@never_cache
@require_GET
@guarded(manages_people)
def people_sign_ins(request: HttpRequest) -> HttpResponseBase:
    """Show who manages the people what happened at their doors."""
    account = signed_in(request.user)
    place = place_of(account)
    if place is None:
        raise Http404
    found = sign_ins_at(place, before=number(request.GET.get("before", "")))
    page: dict[str, object] = {
        "place": place,
        "people_address": people_address(account),
        "lines": shown(found.rows, with_names=True),
        "more": found.next,
    }
    return show(request, "account/people_sign_ins.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(manages_people)
def reset(request: HttpRequest, person_id: int) -> HttpResponseBase:
    """Take the second factor of a person of the same place away, who lost it."""
    account = signed_in(request.user)
    person = person_here(account, person_id)
    if person is None:
        raise Http404
    form = ReasonForm(posted(request))
    if form.is_valid():
        why, visit = form.cleaned_data["why"], visit_of(request)
        done = attempt(lambda: reset_second_factor(person_id, why=why, by=account, visit=visit))
        if not isinstance(done, Fault):
            told = _("已重置。%(name)s下次登录时重新设置第二重验证。") % {"name": done.full_name}
            messages.success(request, told)
            return redirect(people_address(account))
        add_fault(form, done)
    page = {
        "form": form,
        "person": person,
        "people_address": people_address(account),
        "has_factor": has_factor(person),
    }
    return show(request, "account/factor_reset.html", page, faults=faults_of(form))
