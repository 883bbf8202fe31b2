"""Screenings of the selecting office: asked for, watched, read, downloaded, deleted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Track
from linxuan_site.actions.screenings import delete_screening, restart_screening, stop_screening
from linxuan_site.permissions import guarded, is_central_officer, office_of, screens, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.files.views import handed_out_from
from linxuan_site.portal.screening.asking import ask_for
from linxuan_site.portal.screening.form_page import example_of, form_page
from linxuan_site.portal.screening.list_page import list_page
from linxuan_site.portal.screening.result_page import result_page, status_part
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.screenings import downloads_of, readable_screening


@require_GET
@guarded(is_central_officer)
def screenings(request: HttpRequest, call: str) -> HttpResponse:
    """List the screenings of the reader's office for a call."""
    return show(request, "screening/list.html", list_page(request.user, _call(request, call)))


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def ask(request: HttpRequest, call: str, procedure: str) -> HttpResponse:
    """Ask for a screening of a register; what was typed and sent stays when it is refused."""
    definition = _call(request, call)
    track = _track(definition, procedure)
    if request.method == "GET":
        earlier = _earlier(request, call)
        return show(request, "screening/form.html", form_page(definition, track, earlier=earlier))
    asked = ask_for(request, call, track.id)
    if asked.screening is None:
        page = form_page(definition, track, asked=asked)
        return show(request, "screening/form.html", page, faults=asked.faults)
    return redirect("screening", call, asked.screening)


@require_GET
@guarded(is_central_officer)
def example(request: HttpRequest, call: str) -> HttpResponseBase:
    """Hand out the invented register of the demonstration."""
    path = example_of(_call(request, call))
    if path is None:
        raise Http404
    return handed_out_from(path, path.name, "text/csv; charset=utf-8")


@require_GET
@guarded(is_central_officer)
def screening(request: HttpRequest, call: str, screening_id: int) -> HttpResponse:
    """Show one screening: how far it is, or what came of it."""
    return _screening(request, call, screening_id)


@require_GET
@guarded(is_central_officer)
def status(request: HttpRequest, call: str, screening_id: int) -> HttpResponse:
    """Return the part of the page that is renewed; once nothing moves any more the whole page is."""
    part = status_part(_found(request, call, screening_id))
    response = render(request, "screening/status.html", {**part, "call_id": call})
    if not part["state"].moves:  # type: ignore[attr-defined]
        response.headers["HX-Refresh"] = "true"
    return response


@require_POST
@guarded(is_central_officer)
def stop(request: HttpRequest, call: str, screening_id: int) -> HttpResponse:
    """Stop a screening."""
    return _act(request, call, screening_id, stop_screening, _("已要求停止。"))


@require_POST
@guarded(is_central_officer)
def restart(request: HttpRequest, call: str, screening_id: int) -> HttpResponse:
    """Run a screening again from its start."""
    return _act(request, call, screening_id, restart_screening, _("已重新开始。"))


@require_POST
@guarded(is_central_officer)
def delete(request: HttpRequest, call: str, screening_id: int) -> HttpResponse:
    """Take away the files and figures of a screening."""
    return _act(request, call, screening_id, delete_screening, _("已删除名录、结果和各项数字。"))


@require_GET
@guarded(is_central_officer)
def file(request: HttpRequest, call: str, screening_id: int, which: str) -> HttpResponseBase:
    """Hand out a file of a screening."""
    found = downloads_of(_found(request, call, screening_id)).get(which)
    if found is None:
        raise Http404
    return handed_out_from(found.path, found.name, found.content_type)


def _act(
    request: HttpRequest, call: str, screening_id: int, act: Callable[..., Any], told: str
) -> HttpResponse:
    _found(request, call, screening_id)
    done = attempt(lambda: act(screening_id, account=signed_in(request.user)))
    if isinstance(done, Fault):
        return _screening(request, call, screening_id, done)
    messages.success(request, told)
    return redirect("screening", call, screening_id)


def _screening(request: HttpRequest, call: str, screening_id: int, *faults: Fault) -> HttpResponse:
    found = _found(request, call, screening_id)
    page = result_page(definition_of(found.published_call), found)
    return show(request, "screening/screening.html", {**page, "call_id": call}, faults=faults)


def _found(request: HttpRequest, call: str, screening_id: int) -> Any:
    found = readable_screening(request.user, screening_id, call)
    if found is None:
        raise Http404
    return found


def _call(request: HttpRequest, call: str) -> Call:
    found = attempt(lambda: current_call(call))
    if isinstance(found, Fault):
        raise Http404
    definition = definition_of(found)
    if not screens(definition, office_of(request.user)):
        raise Http404
    return definition


def _track(call: Call, procedure: str) -> Track:
    track = next((one for one in lookup.open_tracks(call) if one.id == procedure), None)
    if track is None:
        raise Http404
    return track


def _earlier(request: HttpRequest, call: str) -> Any:
    """The screening whose values the form begins with."""
    wanted = request.GET.get("from", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 19):
        return None
    found = readable_screening(request.user, int(wanted), call)
    return found if found and found.deleted_at is None else None
