"""Lists of earlier cohorts come into the register: uploaded, looked at, decided, confirmed; and the register goes out."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linxuan.answers.dates import read_date
from linxuan.errors import BadInput
from linxuan.programme.definition import Call
from linxuan_site.actions.list_imports import (
    discard_list,
    enter_list,
    held_list,
    hold_list,
    keep_decisions,
    leave_out_undecided,
    preview_of_upload,
    receive_list,
)
from linxuan_site.permissions import guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, input_id, show
from linxuan_site.portal.selection.own_call import own_call
from linxuan_site.portal.selection.register_page import list_page, lists_page
from linxuan_site.portal.uploading import too_large, was_too_large
from linxuan_site.queries.list_imports import own_upload

ROW = "row-"


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def register_lists(request: HttpRequest, call: str) -> HttpResponse:
    """Show the lists of a register, and take another."""
    definition = own_call(request, call)
    if request.method == "GET":
        return show(request, "selection/register_lists.html", lists_page(definition, {}))
    name, content = _came(request)
    given, account = request.POST.dict(), signed_in(request.user)
    done = attempt(lambda: receive_list(call, name, content, given=given, by=account))
    if not isinstance(done, Fault):
        return redirect("register-list", call, done.pk)
    fault = Fault(too_large(), input_id("table"), code="input") if was_too_large(request) else done
    held = attempt(lambda: hold_list(name, content)) if content and fault.target != input_id("table") else ""
    page = lists_page(definition, given, held if isinstance(held, str) else "", name)
    return show(request, "selection/register_lists.html", page, faults=[_asked_for(fault, name)])


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def register_list(request: HttpRequest, call: str, upload_id: int) -> HttpResponse:
    """Show what a list would do to the register; keep what is decided of its rows, and enter it when it is confirmed."""
    definition, upload = _found(request, call, upload_id)
    if request.method == "GET":
        return _list(request, definition, upload)
    account = signed_in(request.user)
    typed = request.POST.dict()
    rows = {key.removeprefix(ROW): str(text) for key, text in typed.items() if key.startswith(ROW)}
    kept = attempt(lambda: keep_decisions(upload_id, rows, by=account))
    if isinstance(kept, Fault):
        return _list(request, definition, upload, kept)
    if "leave_out" in request.POST:
        kept = attempt(lambda: leave_out_undecided(upload_id, by=account))
    elif "enter" in request.POST:
        return _enter(request, definition, kept)
    if isinstance(kept, Fault):
        return _list(request, definition, upload, kept)
    then = urlencode({"show": request.POST.get("then", ""), "page": request.POST.get("page", "")})
    return redirect(f"{reverse('register-list', args=[call, upload_id])}?{then}")


@require_POST
@guarded(is_central_officer)
def register_list_discard(request: HttpRequest, call: str, upload_id: int) -> HttpResponse:
    """Put a list aside."""
    definition, upload = _found(request, call, upload_id)
    done = attempt(lambda: discard_list(upload_id, by=signed_in(request.user)))
    if isinstance(done, Fault):
        return _list(request, definition, upload, done)
    messages.success(request, _("已放弃这份名单，没有登记。"))
    return redirect("register-lists", call)


def _came(request: HttpRequest) -> tuple[str, bytes]:
    """The file that came, else the one that came with the form that was refused before."""
    file = request.FILES.get("table")
    if isinstance(file, UploadedFile):
        # Of one that is too large only as much as shows it.
        return file.name or "", file.read(settings.UPLOAD_LIMIT + 1)
    return held_list(request.POST.get("held", "")) or ("", b"")


def _asked_for(fault: Fault, name: str) -> Fault:
    no_file = not name and fault.target == input_id("table") and fault.code == "input"
    return Fault(_("请选择名单的文件"), input_id("table"), code="input") if no_file else fault


def _enter(request: HttpRequest, call: Call, upload: Any) -> HttpResponse:
    account, typed = signed_in(request.user), request.POST.get("since", "").strip()
    seen = request.POST.get("seen", "")
    done = attempt(lambda: enter_list(upload.pk, seen=seen, since=_day(typed), by=account))
    if isinstance(done, Fault):
        return _list(request, call, upload, done)
    told = _("已登记：新登记 %(entered)d 个称号，更名 %(renamed)d 家，更正 %(corrected)d 个。")
    told %= {"entered": done.entered, "renamed": done.renamed, "corrected": done.corrected}
    messages.success(request, told)
    return redirect("register-lists", call.id)


def _day(text: str) -> date | None:
    try:
        return read_date(text, named=_("从哪一天起")) if text else None
    except BadInput as fault:
        raise BadInput(fault.problem, field="since") from None


def _list(request: HttpRequest, call: Call, upload: Any, *faults: Fault) -> HttpResponse:
    preview = preview_of_upload(call, upload)
    typed = request.POST if request.method == "POST" else request.GET
    page = list_page(preview, upload, typed, upload.decisions)
    return show(request, "selection/register_list.html", page, faults=faults)


def _found(request: HttpRequest, call: str, upload_id: int) -> tuple[Call, Any]:
    definition = own_call(request, call)
    found = own_upload(signed_in(request.user), upload_id)
    if found is None or found[1].call != call:
        raise Http404
    return definition, found[1]
