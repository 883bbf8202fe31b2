"""A link to choose a new password, made by who manages the people or administers the site, for who gets no mail."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linxuan_site.actions.passwords import make_password_link
from linxuan_site.permissions import guarded, is_administrator, manages_people, signed_in
from linxuan_site.portal.account.factor_forms import ReasonForm
from linxuan_site.portal.account.people_page import people_address
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import add_fault, posted
from linxuan_site.queries.accounts import account_with
from linxuan_site.queries.people import person_here
from linxuan_site.visits import visit_of


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(manages_people)
def of_a_colleague(request: HttpRequest, person_id: int) -> HttpResponse:
    """Make a link for a person of the same place; it is shown once, on the page that answers."""
    account = signed_in(request.user)
    return _page(request, person_here(account, person_id), people_address(account))


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(is_administrator)
def of_anybody(request: HttpRequest, account_id: int) -> HttpResponse:
    """Make a link for any person; it is shown once, on the page that answers."""
    return _page(request, account_with(account_id), reverse("person", args=[account_id]))


def _page(request: HttpRequest, person: Any, back: str) -> HttpResponse:
    if person is None:
        raise Http404
    form, page = ReasonForm(posted(request)), {"person": person, "back": back}
    if form.is_valid():
        why, by = form.cleaned_data["why"], signed_in(request.user)
        made = attempt(
            lambda: make_password_link(
                person.pk, why=why, by=by, link=_link(request), visit=visit_of(request)
            )
        )
        if not isinstance(made, Fault):
            return show(request, "account/password_link.html", {**page, "link": made})
        add_fault(form, made)
    return show(request, "account/password_link.html", {**page, "form": form}, faults=faults_of(form))


def _link(request: HttpRequest) -> Callable[[str, str], str]:
    return lambda uid, token: request.build_absolute_uri(reverse("password-new", args=[uid, token]))
