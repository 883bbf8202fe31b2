"""Evaluation rounds: who has filed, which grades were given, and what follows for each title."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan.programme.definition import Call
from linxuan_site.actions.grades import record_status
from linxuan_site.actions.proposals import enter_revocation
from linxuan_site.permissions import (
    guarded,
    is_central_officer,
    is_officer,
    is_signed_in,
    office_of,
    signed_in,
)
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.evaluation.forms import RevocationForm, StatusForm
from linxuan_site.portal.evaluation.pages import entity_page, entity_then_page, round_page
from linxuan_site.portal.public.times_asked import times_asked
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.entities import EntityRow, entity_of
from linxuan_site.queries.entities_then import entity_then
from linxuan_site.queries.register_times import Times


@require_GET
@guarded(is_officer)
def evaluation(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Show a round: each entity with its report, its grades over the years and its standing."""
    published = attempt(lambda: current_call(call))
    if isinstance(published, Fault) or published.authority != office_of(request.user).authority:
        raise Http404
    definition = definition_of(published)
    if round_id not in definition.rounds:
        raise Http404
    page = round_page(request.user, definition, definition.rounds[round_id], request.GET.dict())
    return show(request, "evaluation/round.html", page)


@require_GET
@guarded(is_signed_in)
def entity(request: HttpRequest, designation_id: int) -> HttpResponse:
    """Show one designated entity: its title, grades with their source, and its standing with the reason; or of
    another day what the register said, as known at a moment.
    """
    when = times_asked(request.GET)
    if when.times != Times(None, None):
        found = entity_then(signed_in(request.user), designation_id, when.times)
        if found is None:
            raise Http404
        return show(request, "evaluation/entity_then.html", entity_then_page(found) | when.shown)
    call, row = _entity(request, designation_id)
    return show(request, "evaluation/entity.html", entity_page(request.user, call, row, when=when))


@require_POST
@guarded(is_officer)
def status(request: HttpRequest, designation_id: int) -> HttpResponse:
    """Record the operating status of an entity with its proof."""
    call, row = _entity(request, designation_id)
    form, account = StatusForm(call, request.POST), signed_in(request.user)
    faults = [] if form.is_valid() else faults_of(form)
    if not faults:
        done = attempt(lambda: record_status(call, row.designation, account=account, **form.cleaned_data))
        faults = [done] if isinstance(done, Fault) else []
    if faults:
        return show(
            request,
            "evaluation/entity.html",
            entity_page(request.user, call, row, status=form),
            faults=faults,
        )
    messages.success(request, _("已登记经营状态。"))
    return redirect("entity", designation_id)


@require_POST
@guarded(is_central_officer)
def revocation(request: HttpRequest, designation_id: int) -> HttpResponse:
    """Enter a revocation that another authority decided, by its document."""
    call, row = _entity(request, designation_id)
    form, account = RevocationForm(request.POST), signed_in(request.user)
    faults = [] if form.is_valid() else faults_of(form)
    if not faults:
        done = attempt(lambda: enter_revocation(call, row.designation, account=account, **form.cleaned_data))
        faults = [done] if isinstance(done, Fault) else []
    if faults:
        page = entity_page(request.user, call, row, revocation=form)
        return show(request, "evaluation/entity.html", page, faults=faults)
    messages.success(request, _("已登记取消示范资格。"))
    return redirect("entity", designation_id)


def _entity(request: HttpRequest, designation_id: int) -> tuple[Call, EntityRow]:
    found = entity_of(signed_in(request.user), designation_id)
    if found is None:
        raise Http404
    return found
