"""What was found in a sealed scan: its page, how far it is, the pictures of doubts, what an office decides."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan_site.actions.files import stored_content
from linxuan_site.actions.scan_decisions import Decided, decide_doubts
from linxuan_site.actions.scans import examine_again
from linxuan_site.permissions import guarded, is_officer, is_signed_in, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.files.views import SANDBOX
from linxuan_site.portal.scans.page import ScanView
from linxuan_site.queries.applications import readable_dossier
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.reviewing import judges
from linxuan_site.queries.scans import Examined, newest_examination, readable_examined


@require_GET
@guarded(is_signed_in)
def scan(request: HttpRequest, application_id: int, examination_id: int) -> HttpResponse:
    """Show what was found, page by page and doubt by doubt."""
    return _shown(request, _found(request, application_id, examination_id))


@require_GET
@guarded(is_signed_in)
def status(request: HttpRequest, application_id: int, examination_id: int) -> HttpResponse:
    """Return the line that is renewed while a scan is read; with `whole` the whole page is, once it is read."""
    view = ScanView(_found(request, application_id, examination_id))
    whole = bool(request.GET.get("whole"))
    response = render(request, "scans/state.html", {"scan": view, "whole": whole})
    if whole and not view.moves:
        response.headers["HX-Refresh"] = "true"
    return response


@require_GET
@guarded(is_signed_in)
def picture(request: HttpRequest, application_id: int, examination_id: int, doubt: int) -> HttpResponse:
    """Show the picture of a doubt: drawn by us, and nothing that a browser would run."""
    doubts = {one.number: one for one in _found(request, application_id, examination_id).doubts}
    if doubt not in doubts or not doubts[doubt].picture:
        raise Http404
    response = HttpResponse(stored_content(doubts[doubt].picture), content_type="image/jpeg")
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    # What is stored under a digest does not change; who may see it may.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_POST
@guarded(is_officer)
def decide(request: HttpRequest, application_id: int, examination_id: int) -> HttpResponse:
    """Record what the officer holds of the doubts."""
    found = _found(request, application_id, examination_id)
    done = attempt(
        lambda: decide_doubts(examination_id, _posted(request, found), account=signed_in(request.user))
    )
    if isinstance(done, Fault):
        return _shown(request, _found(request, application_id, examination_id), done)
    messages.success(request, _("已记录。") if done else _("没有改动。"))
    return redirect("scan", application_id, examination_id)


@require_POST
@guarded(is_signed_in)
def again(request: HttpRequest, application_id: int) -> HttpResponse:
    """Examine the scan that was handed in last once more."""
    dossier = readable_dossier(request.user, application_id)
    last = newest_examination(dossier.application) if dossier else None
    if last is None:
        raise Http404
    done = attempt(lambda: examine_again(application_id, account=signed_in(request.user)))
    if isinstance(done, Fault):
        return _shown(request, _found(request, application_id, last.pk), done)
    return redirect("scan", application_id, done.pk)


def _posted(request: HttpRequest, found: Examined) -> list[Decided]:
    """What was ticked; a doubt with words and no tick is asked for its tick."""
    given = request.POST
    asked = [
        (one.number, given.get(f"verdict.{one.number}", ""), given.get(f"why.{one.number}", ""))
        for one in found.doubts
    ]
    return [
        Decided(number, verdict, why, _seen(given.get(f"seen.{number}", "")))
        for number, verdict, why in asked
        if verdict or why.strip()
    ]


def _seen(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None


def _shown(request: HttpRequest, found: Examined, *faults: Fault) -> HttpResponse:
    application = found.examination.application
    newest = newest_examination(application)
    page: dict[str, Any] = {
        "scan": ScanView(found, request.POST.dict() if faults else {}),
        "application": application,
        "newer": newest if newest and newest.pk != found.examination.pk else None,
    }
    call, account = definition_of(application.published_call), signed_in(request.user)
    page["open"] = page["newer"] is None and judges(call, application, account)
    return show(request, "scans/scan.html", page, faults=faults)


def _found(request: HttpRequest, application_id: int, examination_id: int) -> Examined:
    found = readable_examined(request.user, application_id, examination_id)
    if found is None:
        raise Http404
    return found
