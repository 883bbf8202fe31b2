"""Offices: listed by authority, opened, renamed, ended with a successor."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan.answers.dates import read_date
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.actions.desks import end_office, keep_office, open_office, rename_office
from linxuan_site.permissions import guarded, is_administrator, signed_in
from linxuan_site.portal.administration.office_page import office_page, offices_page
from linxuan_site.portal.answering import Fault, attempt, moved, show
from linxuan_site.portal.forms import left_blank
from linxuan_site.queries.desks import office_with


@require_http_methods(["GET", "POST"])
@guarded(is_administrator)
def offices(request: HttpRequest) -> HttpResponse:
    """List the offices of every authority; open another one."""
    if request.method == "GET":
        return show(request, "administration/offices.html", offices_page(request.GET))
    labels = {"authority": _("主管部门"), "kind": _("类型"), "key": _("代码"), "name": _("名称")}
    faults = left_blank(request.POST, labels)
    done = attempt(lambda: _open(request)) if not faults else faults[0]
    if isinstance(done, Fault):
        page = offices_page(request.POST)
        return show(request, "administration/offices.html", page, faults=faults or [done])
    messages.success(request, _("已开部门“%(name)s”。") % {"name": done.name})
    return redirect("office", done.pk)


@require_GET
@guarded(is_administrator)
def office(request: HttpRequest, office_id: int) -> HttpResponse:
    """Show one office: its people, what is open on its desk, who would take that over."""
    return show(request, "administration/office.html", office_page(_found(office_id), request.GET))


@require_POST
@guarded(is_administrator)
def rename(request: HttpRequest, office_id: int) -> HttpResponse:
    """Give an office another name."""
    name, why, by = request.POST.get("name", ""), request.POST.get("why", ""), signed_in(request.user)
    told = _("已改名，原来的名称留在记录里。")
    return _act(
        request, office_id, lambda: rename_office(office_id, name, why=why, by=by), told, why_at="why_rename"
    )


@require_POST
@guarded(is_administrator)
def end(request: HttpRequest, office_id: int) -> HttpResponse:
    """Let an office act up to a day only."""
    return _act(request, office_id, lambda: _end(request, office_id), _("已定下结束的日子。"))


@require_POST
@guarded(is_administrator)
def keep(request: HttpRequest, office_id: int) -> HttpResponse:
    """Take back an end that is still to come."""
    why, by = request.POST.get("why", ""), signed_in(request.user)
    told = _("已撤回，照常办理。")
    return _act(request, office_id, lambda: keep_office(office_id, why=why, by=by), told, why_at="why_keep")


def _open(request: HttpRequest) -> Any:
    given = {name: request.POST.get(name, "") for name in ("authority", "kind", "key", "name")}
    valid_from = _day(request, "valid_from", say("从哪天起"), wanted=False)
    return open_office(**given, valid_from=valid_from, by=signed_in(request.user))


def _end(request: HttpRequest, office_id: int) -> Any:
    last_day = _day(request, "last_day", say("最后一天"), wanted=True)
    successor, why = request.POST.get("successor", ""), request.POST.get("why", "")
    known = successor.isascii() and successor.isdigit() and len(successor) < 19
    return end_office(
        office_id,
        last_day or date.max,
        successor_id=int(successor) if known else None,
        why=why,
        by=signed_in(request.user),
    )


def _day(request: HttpRequest, name: str, label: str, *, wanted: bool) -> date | None:
    text = request.POST.get(name, "").strip()
    if not text and not wanted:
        return None
    try:
        return read_date(text, named=label)
    except BadInput as fault:
        raise BadInput(fault.problem, field=name) from None


def _found(office_id: int) -> Any:
    found = office_with(office_id)
    if found is None:
        raise Http404
    return found


def _act(
    request: HttpRequest, office_id: int, act: Callable[[], Any], told: str, *, why_at: str = "why"
) -> HttpResponse:
    """Carry out an act; `why_at` is the input of its own form in which the reason stands."""
    _found(office_id)
    done = attempt(act)
    if isinstance(done, Fault):
        page = office_page(_found(office_id), request.POST)
        return show(request, "administration/office.html", page, faults=[moved(done, "why", why_at)])
    messages.success(request, told)
    return redirect("office", office_id)
