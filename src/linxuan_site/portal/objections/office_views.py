"""The publishing office brings each objection to an outcome. Nobody else sees any of these pages."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan_site.actions.inspecting import ready
from linxuan_site.actions.objections import handle_objection
from linxuan_site.actions.rehearsing import rehearse_outcome
from linxuan_site.permissions import guarded, is_central_officer, publishes, signed_in
from linxuan_site.portal.acting import seen_steps
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.files.views import handed_out, withheld
from linxuan_site.portal.objections.handling_page import handling_page, outcome_page
from linxuan_site.portal.objections.words import HANDLING, MARKS, STATES
from linxuan_site.portal.office.acts import SURE
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.objections import (
    HandledObjection,
    objection_file_for,
    objection_for,
    objections_of,
)


@require_GET
@guarded(is_central_officer)
def objections(request: HttpRequest, call: str) -> HttpResponse:
    """List the objections of a call, those without an outcome first."""
    found = attempt(lambda: current_call(call))
    if isinstance(found, Fault) or not publishes(request.user, found.authority):
        raise Http404
    page = {
        "call": definition_of(found),
        "objections": objections_of(signed_in(request.user), call),
        "states": STATES,
        "marks": MARKS,
    }
    return show(request, "objections/list.html", page)


@require_GET
@guarded(is_central_officer)
def objection(request: HttpRequest, call: str, objection_id: int) -> HttpResponse:
    """Show one objection with its evidence, and what may be done with it."""
    return _page(request, _found(request, call, objection_id))


@require_POST
@guarded(is_central_officer)
def objection_handle(request: HttpRequest, call: str, objection_id: int, state: str) -> HttpResponse:
    """Take an objection one step further, or ask to confirm its outcome; what was typed stays when that is refused."""
    found, account = _found(request, call, objection_id), signed_in(request.user)
    handling = next((one for one in HANDLING if one.state == state), None)
    if handling is None:
        raise Http404
    if request.POST.get("back"):
        return _page(request, found, tried=state)
    said = {key: request.POST.get(key, "") for key in ("text", "removal")}
    seen = seen_steps(request)
    if handling.outcome and request.POST.get(SURE) != "1":
        effects = attempt(
            lambda: rehearse_outcome(found.objection, state, account=account, seen=seen, **said)
        )
        if not isinstance(effects, Fault):
            return show(
                request, "objections/confirm.html", outcome_page(account, found, handling, effects, said)
            )
        return _page(request, _found(request, call, objection_id), effects, tried=state)
    done = attempt(lambda: handle_objection(found.objection.pk, state, account=account, seen=seen, **said))
    if isinstance(done, Fault):
        return _page(request, _found(request, call, objection_id), done, tried=state)
    messages.success(request, _("已记录：%(state)s。") % {"state": STATES[state]})
    return redirect("objection", call, objection_id)


@require_GET
@guarded(is_central_officer)
def objection_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Hand out a statement or a piece of evidence."""
    file = objection_file_for(signed_in(request.user), file_id)
    if file is None:
        raise Http404
    made = attempt(lambda: ready(file))
    if isinstance(made, Fault):
        return withheld(request, made)
    return handed_out(made.content, made.name, made.content_type)


def _page(request: HttpRequest, found: HandledObjection, *faults: Fault, tried: str = "") -> HttpResponse:
    page = handling_page(signed_in(request.user), found, request.POST, tried)
    return show(request, "objections/objection.html", page, faults=faults)


def _found(request: HttpRequest, call: str, objection_id: int) -> HandledObjection:
    found = objection_for(signed_in(request.user), objection_id)
    if found is None or found.objection.publicity.call != call:
        raise Http404
    return found
