"""People: found, given an account, moved, made administrators, stopped and let in again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.actions.administrators import (
    create_person,
    let_in_again,
    move_person,
    set_administrator,
    stop_person,
)
from linxuan_site.actions.people import Duty
from linxuan_site.actions.second_factors import reset_second_factor
from linxuan_site.permissions import guarded, is_administrator, signed_in
from linxuan_site.portal.administration.people_page import new_page, people_page, person_page
from linxuan_site.portal.answering import Fault, attempt, moved, show
from linxuan_site.portal.forms import left_blank
from linxuan_site.queries.accounts import account_with, organisation_named
from linxuan_site.queries.desks import office_with
from linxuan_site.visits import visit_of

NEW = "administration/person_new.html"


@require_GET
@guarded(is_administrator)
def people(request: HttpRequest) -> HttpResponse:
    """Find people by name, user name, office or organisation."""
    return show(request, "administration/people.html", people_page(request.GET))


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(is_administrator)
def new(request: HttpRequest) -> HttpResponse:
    """Give somebody an account; its first password is shown once, on the page that answers."""
    if request.method == "GET":
        return show(request, NEW, new_page(request.GET))
    faults = left_blank(request.POST, {"full_name": _("姓名"), "username": _("用户名"), "place": _("在哪里")})
    done = attempt(lambda: _create(request)) if not faults else faults[0]
    if isinstance(done, Fault):
        return show(request, NEW, new_page(request.POST), faults=faults or [done])
    return show(request, "administration/person_created.html", {"created": done})


@require_GET
@guarded(is_administrator)
def person(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show one person: where he works, what may be changed, what was changed."""
    return show(request, "administration/person.html", person_page(_found(account_id), request.GET))


@require_POST
@guarded(is_administrator)
def move(request: HttpRequest, account_id: int) -> HttpResponse:
    """Let a person work somewhere else."""
    return _act(request, account_id, lambda why, by: _move(request, account_id, why, by), _("已调整。"))


@require_POST
@guarded(is_administrator)
def administrator(request: HttpRequest, account_id: int) -> HttpResponse:
    """Make a person an administrator, or end that."""
    wanted = request.POST.get("administrator") == "yes"
    told = _("已是系统管理员。") if wanted else _("不再是系统管理员。")
    act = lambda why, by: set_administrator(account_id, wanted, why=why, by=by)  # noqa: E731
    return _act(request, account_id, act, told, why_at="why_administrator")


@require_POST
@guarded(is_administrator)
def active(request: HttpRequest, account_id: int) -> HttpResponse:
    """Stop an account, or let its person in again."""
    wanted = request.POST.get("active") == "yes"
    told = _("又可以登录了。") if wanted else _("已停用，不能再登录；原来的记录都保留。")
    change = let_in_again if wanted else stop_person
    return _act(
        request, account_id, lambda why, by: change(account_id, why=why, by=by), told, why_at="why_active"
    )


@require_POST
@guarded(is_administrator)
def factor(request: HttpRequest, account_id: int) -> HttpResponse:
    """Take the second factor of a person away, who lost it."""
    return _act(
        request,
        account_id,
        lambda why, by: reset_second_factor(account_id, why=why, by=by, visit=visit_of(request)),
        _("已重置，下次登录时重新设置第二重验证。"),
        why_at="why_factor",
    )


def _create(request: HttpRequest) -> Any:
    given = {name: request.POST.get(name, "") for name in ("username", "full_name", "email")}
    place = _place(request)
    return create_person(**given, place=place, duty=_duty(request), by=signed_in(request.user))


def _move(request: HttpRequest, account_id: int, why: str, by: Any) -> Any:
    return move_person(account_id, place=_place(request), duty=_duty(request), why=why, by=by)


def _place(request: HttpRequest) -> Any:
    """The office that was chosen, the organisation that was named, or nowhere for an administrator."""
    chosen = request.POST.get("place", "")
    if chosen == "organisation":
        found = organisation_named(request.POST.get("organisation", ""))
        if found is None:
            told = say("没有这个单位，或不止一个：请填统一社会信用代码，或登记的全称")
            raise BadInput(told, field="organisation")
        return found
    if chosen == "administrator":
        return None
    office = office_with(int(chosen)) if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else None
    if office is None:
        raise BadInput(say("请选择部门或单位"), field="place")
    return office


def _duty(request: HttpRequest) -> Duty:
    return Duty(
        role=request.POST.get("role", ""),
        firm=request.POST.get("firm", ""),
        is_office_administrator="is_office_administrator" in request.POST,
    )


def _found(account_id: int) -> Any:
    found = account_with(account_id)
    if found is None:
        raise Http404
    return found


def _act(
    request: HttpRequest, account_id: int, act: Callable[[str, Any], Any], told: str, *, why_at: str = "why"
) -> HttpResponse:
    """Carry out an act; `why_at` is the input of its own form in which the reason stands."""
    _found(account_id)
    why, by = request.POST.get("why", ""), signed_in(request.user)
    done = attempt(lambda: act(why, by))
    if isinstance(done, Fault):
        page = person_page(_found(account_id), request.POST)
        return show(request, "administration/person.html", page, faults=[moved(done, "why", why_at)])
    messages.success(request, told)
    return redirect("person", account_id)
