"""Operating statuses by a file: looked at first, doubtful lines decided, then recorded; and words put to a person."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from linxuan.errors import BadInput
from linxuan_site.actions.list_imports import held_list, hold_list
from linxuan_site.actions.statuses import ImportedStatuses, import_statuses, judge_status, look_at_statuses
from linxuan_site.permissions import guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, input_id, moved, show
from linxuan_site.portal.revocation.status_page import statuses_page
from linxuan_site.portal.selection.own_call import own_call
from linxuan_site.portal.uploading import too_large, was_too_large

ROW = "row-"


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def statuses(request: HttpRequest, call: str) -> HttpResponse:
    """Take a file, show what it would record, and record it on the second time."""
    definition = own_call(request, call)
    if request.method == "GET":
        return show(request, "revocation/statuses.html", statuses_page(definition))
    name, content, account = *_came(request), signed_in(request.user)
    preview = attempt(lambda: look_at_statuses(call, name, content, account=account))
    if isinstance(preview, Fault):
        fault = Fault(too_large(), input_id("table"), code="input") if was_too_large(request) else preview
        return show(
            request, "revocation/statuses.html", statuses_page(definition, request.POST), faults=[fault]
        )
    faults = [Fault(told, target=input_id("table"), code="input") for told in preview.faults]
    if not faults and "confirm" in request.POST:
        done = attempt(lambda: _imported(request, call, name, content))
        if not isinstance(done, Fault):
            _tell(request, done)
            return redirect("statuses", call)
        faults = [done]
    held = attempt(lambda: hold_list(name, content)) if not preview.faults else ""
    page = statuses_page(definition, request.POST, preview, held if isinstance(held, str) else "", name)
    return show(request, "revocation/statuses.html", page, faults=faults)


@require_POST
@guarded(is_central_officer)
def status_judge(request: HttpRequest, call: str, record_id: int) -> HttpResponse:
    """Say what a word means for one entity."""
    definition, given = own_call(request, call), request.POST
    status, why = given.get("status", ""), given.get("why", "")
    done = attempt(lambda: judge_status(record_id, status, why, account=signed_in(request.user)))
    if isinstance(done, Fault):
        fault = moved(moved(done, "why", f"why-{record_id}"), "status", f"status-{record_id}")
        page = statuses_page(definition, given, judging=record_id)
        return show(request, "revocation/statuses.html", page, faults=[fault])
    messages.success(request, _("已登记经营状态。"))
    return redirect("statuses", call)


def _came(request: HttpRequest) -> tuple[str, bytes]:
    """The file that was chosen now, else the one that the page brought back."""
    file = request.FILES.get("table")
    if isinstance(file, UploadedFile):
        return file.name or "", file.read()
    return held_list(request.POST.get("held", "")) or ("", b"")


def _imported(request: HttpRequest, call: str, name: str, content: bytes) -> ImportedStatuses:
    decisions = {
        _line(key.removeprefix(ROW)): request.POST[key] for key in request.POST if key.startswith(ROW)
    }
    source, account = request.POST.get("source", ""), signed_in(request.user)
    return import_statuses(call, name, content, source=source, decisions=decisions, account=account)


def _line(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise BadInput(_("没有这一行"), field="table")
    return int(text)


def _tell(request: HttpRequest, done: ImportedStatuses) -> None:
    values: dict[str, Any] = {"recorded": done.recorded, "proposed": done.proposed, "unjudged": done.unjudged}
    messages.success(request, _("已登记 %(recorded)d 条经营状态。") % values)
    if done.proposed:
        told = ngettext("规则提出了 %(proposed)d 件取消。", "规则提出了 %(proposed)d 件取消。", done.proposed)
        messages.info(request, told % values)
    if done.unjudged:
        messages.warning(request, _("有 %(unjudged)d 条的词要由人判断，列在下面。") % values)
