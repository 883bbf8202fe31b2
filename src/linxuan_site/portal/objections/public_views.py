"""Anybody may object to a name that stands published, and look up what became of it with the receipt."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from linxuan_site.actions.objections import MOST_FILES, file_objection, supplement_objection
from linxuan_site.permissions import anybody, guarded
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import posted
from linxuan_site.portal.objections.forms import ObjectionForm, ReceiptForm
from linxuan_site.portal.objections.posting import grouped, posted_files, posted_objection
from linxuan_site.portal.objections.words import MARKS, STATES
from linxuan_site.portal.public.publicity_page import objection_terms
from linxuan_site.queries.notices import PublicCall, public_call
from linxuan_site.queries.objections import (
    HandledObjection,
    objection_by_receipt,
    running_publicity,
    sender_of,
)
from linxuan_site.visits import address_of

RECEIPT = "objection-receipt"


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anybody)
def object_(request: HttpRequest, call: str) -> HttpResponse:
    """Take an objection to one of the names that stand published."""
    public, running = _found(call), running_publicity(call)
    if running is None:
        return show(request, "objections/none.html", {"call": public.call})
    names = [(one.pk, one.application.subject) for one in running.entries.all()]
    stage = public.call.stages.get(running.stage)
    terms = stage.publicity.objections if stage and stage.publicity else {}
    form = ObjectionForm(posted(request), request.FILES or None, names=names, terms=terms)
    faults: list[Fault] = []
    if request.method == "POST":
        form.is_valid()
        sender = sender_of(address_of(request) or "")
        objection = attempt(lambda: file_objection(call, posted_objection(request, form), sender=sender))
        if not isinstance(objection, Fault):
            request.session[RECEIPT] = objection.number
            return redirect("object-received", call)
        faults = faults_of(form) or [objection]
    page = {
        "call": public.call,
        "form": form,
        "publicity": running,
        "terms": objection_terms(stage),
        "key": request.POST.get("key") or secrets.token_hex(16),
        "most_files": MOST_FILES,
    }
    return show(request, "objections/object.html", page, faults=faults)


@never_cache
@require_GET
@guarded(anybody)
def object_received(request: HttpRequest, call: str) -> HttpResponse:
    """Show the receipt of the objection that was just made in this browser."""
    number = request.session.get(RECEIPT)
    if not number:
        return redirect("object", call)
    return show(request, "objections/received.html", {"call": _found(call).call, "number": grouped(number)})


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anybody)
def objection_state(request: HttpRequest, call: str) -> HttpResponse:
    """Show where an objection stands to whoever has its receipt and contact; take what was asked for."""
    form = ReceiptForm(posted(request))
    faults: list[Fault] = []
    found: HandledObjection | None = None
    supplemented = False
    if request.method == "POST" and form.is_valid():
        number, contact = form.cleaned_data["number"], form.cleaned_data["contact"]
        if "text" in request.POST:
            text, files = request.POST["text"], posted_files(request, "evidence")
            done = attempt(lambda: supplement_objection(number, contact, text, files))
            supplemented = not isinstance(done, Fault)
            faults = [done] if isinstance(done, Fault) else []
        found = objection_by_receipt(number, contact)
        if found is None:
            faults = [Fault(_("没有这个回执号，或联系方式与提出时填的不一致"), target="id_number")]
    elif request.method == "POST":
        faults = faults_of(form)
    page = {"call": _found(call).call, "form": form, "found": found, "supplemented": supplemented}
    page |= {"typed": request.POST.get("text", ""), "states": STATES, "marks": MARKS}
    return show(request, "objections/state.html", page, faults=faults)


def _found(call: str) -> PublicCall:
    public = public_call(call)
    if public is None:
        raise Http404
    return public
