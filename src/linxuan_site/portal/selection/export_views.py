"""Everything of a call in one archive: asked for, watched, stopped, taken home, taken away."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan_site.actions.exports import ask_export, delete_export, stop_export
from linxuan_site.permissions import guarded, is_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.files.views import handed_out_from
from linxuan_site.portal.selection.own_call import own_call
from linxuan_site.queries.exports import (
    export_folder,
    export_for,
    export_name,
    export_path,
    exports_of,
    is_lost_export,
)

MOVING = ("waiting", "running", "stopping")


@require_GET
@guarded(is_officer)
def exports(request: HttpRequest, call: str) -> HttpResponse:
    """Show the exports of the office, and ask for another."""
    return _exports(request, call)


@require_POST
@guarded(is_officer)
def export_ask(request: HttpRequest, call: str) -> HttpResponse:
    """Ask for an export."""
    own_call(request, call)
    account, kind = signed_in(request.user), request.POST.get("kind", "all")
    return _after(request, call, lambda: ask_export(call, account=account, kind=kind), _("已开始导出。"))


@require_GET
@guarded(is_officer)
def export_status(request: HttpRequest, call: str, export_id: int) -> HttpResponse:
    """Return the part of the page that is renewed; once nothing moves any more the whole page is."""
    export = _found(request, call, export_id)
    part = {"call": own_call(request, call), "one": export, "lost": is_lost_export(export)}
    response = render(request, "selection/export_status.html", part)
    if export.state not in MOVING or part["lost"]:
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@guarded(is_officer)
def export_stop(request: HttpRequest, call: str, export_id: int) -> HttpResponse:
    """Stop an export."""
    _found(request, call, export_id)
    account = signed_in(request.user)
    return _after(request, call, lambda: stop_export(export_id, account=account), _("已要求停止。"))


@require_POST
@guarded(is_officer)
def export_delete(request: HttpRequest, call: str, export_id: int) -> HttpResponse:
    """Take the file of an export away."""
    _found(request, call, export_id)
    account = signed_in(request.user)
    return _after(request, call, lambda: delete_export(export_id, account=account), _("已删除导出的文件。"))


@require_GET
@guarded(is_officer)
def export_file(request: HttpRequest, call: str, export_id: int) -> HttpResponseBase:
    """Hand out the archive."""
    export = _found(request, call, export_id)
    if not export.file or not export_path(export).exists():
        raise Http404
    return handed_out_from(export_path(export), export_name(export), "application/zip")


def _after(request: HttpRequest, call: str, act: Callable[[], Any], told: str) -> HttpResponse:
    done = attempt(act)
    if isinstance(done, Fault):
        return _exports(request, call, done)
    messages.success(request, told)
    return redirect("exports", call)


def _exports(request: HttpRequest, call: str, *faults: Fault) -> HttpResponse:
    found = exports_of(signed_in(request.user), call)
    page = {
        "call": own_call(request, call),
        "exports": [
            (one, one.state in MOVING and not is_lost_export(one), is_lost_export(one), _left(one))
            for one in found
        ],
    }
    return show(request, "selection/exports.html", page, faults=faults)


def _left(export: Any) -> bool:
    """Whether one that ended too soon left forms from which the next goes on."""
    return export.state not in MOVING and export_folder(export).is_dir()


def _found(request: HttpRequest, call: str, export_id: int) -> Any:
    own_call(request, call)
    found = export_for(signed_in(request.user), call, export_id)
    if found is None:
        raise Http404
    return found
