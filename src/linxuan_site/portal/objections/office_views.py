"""The publishing office brings each objection to an outcome. Nobody else sees any of these pages."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan.programme.definition import Call
from linxuan_site.actions.inspecting import ready
from linxuan_site.actions.objections import MOST_FILES, enter_objection, handle_objection
from linxuan_site.actions.rehearsing import rehearse_outcome
from linxuan_site.permissions import guarded, is_central_officer, publishes, signed_in
from linxuan_site.portal.acting import seen_steps
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.files.views import handed_out, withheld
from linxuan_site.portal.forms import posted
from linxuan_site.portal.objections.forms import WrittenObjectionForm
from linxuan_site.portal.objections.handling_page import handling_page, outcome_page
from linxuan_site.portal.objections.posting import grouped, posted_objection
from linxuan_site.portal.objections.words import HANDLING, MARKS, STATES
from linxuan_site.portal.office.acts import SURE
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.objections import (
    HandledObjection,
    objection_file_for,
    objection_for,
    objections_of,
    open_publicities,
)


@require_GET
@guarded(is_central_officer)
def objections(request: HttpRequest, call: str) -> HttpResponse:
    """List the objections of a call, those without an outcome first."""
    page = {
        "call": _own_call(request, call),
        "running": open_publicities(call),
        "objections": objections_of(signed_in(request.user), call),
        "states": STATES,
        "marks": MARKS,
    }
    return show(request, "objections/list.html", page)


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def objection_enter(request: HttpRequest, call: str) -> HttpResponse:
    """Enter an objection that came in writing; its receipt is told, to be handed out."""
    definition = _own_call(request, call)
    running = open_publicities(call)
    names = [(one.pk, one.application.subject) for each in running for one in each.entries.all()]
    stage = definition.stages.get(running[0].stage) if running else None
    terms = stage.publicity.objections if stage and stage.publicity else {}
    form = WrittenObjectionForm(posted(request), request.FILES or None, names=names, terms=terms)
    faults: list[Fault] = []
    if request.method == "POST":
        form.is_valid()
        wish, day = posted_objection(request, form), form.cleaned_data.get("received_on")
        entered = attempt(
            lambda: enter_objection(call, wish, received_on=day, account=signed_in(request.user))
        )
        if not isinstance(entered, Fault):
            told = _("已登记，回执号 %(number)s：请告诉异议人，凭它和联系方式可查办理情况。")
            messages.success(request, told % {"number": grouped(entered.number)})
            return redirect("objection", call, entered.pk)
        faults = faults_of(form) or [entered]
    page = {
        "call": definition,
        "form": form,
        "running": running,
        "key": request.POST.get("key") or secrets.token_hex(16),
        "most_files": MOST_FILES,
    }
    return show(request, "objections/enter.html", page, faults=faults)


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


def _own_call(request: HttpRequest, call: str) -> Call:
    found = attempt(lambda: current_call(call))
    if isinstance(found, Fault) or not publishes(request.user, found.authority):
        raise Http404
    return definition_of(found)


def _page(request: HttpRequest, found: HandledObjection, *faults: Fault, tried: str = "") -> HttpResponse:
    page = handling_page(signed_in(request.user), found, request.POST, tried)
    return show(request, "objections/objection.html", page, faults=faults)


def _found(request: HttpRequest, call: str, objection_id: int) -> HandledObjection:
    found = objection_for(signed_in(request.user), objection_id)
    if found is None or found.objection.publicity.call != call:
        raise Http404
    return found
