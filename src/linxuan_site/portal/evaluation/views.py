"""Evaluation rounds: who has filed, which grades were given, and what follows for each title."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.grades import record_status
from linxuan_site.permissions import guarded, is_officer, is_signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.deadlines import banner
from linxuan_site.portal.evaluation.forms import StatusForm
from linxuan_site.portal.evaluation.pages import entity_page, grade_strips, years_of
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.entities import EntityRow, entities_of, entity_of


@require_GET
@guarded(is_officer)
def evaluation(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Show a round: each entity with its report, its grades over the years and its standing."""
    found = attempt(lambda: definition_of(current_call(call)))
    if isinstance(found, Fault) or round_id not in found.rounds:
        raise Http404
    round_ = found.rounds[round_id]
    rows = entities_of(request.user, found, round_)
    deadlines = [one for one in found.deadlines.values() if round_id in one.concerns]
    page = {
        "call": found,
        "round": round_,
        "rows": grade_strips(found, rows),
        "years": years_of(rows),
        "filed": sum(bool(row.report and row.report.number) for row in rows),
        "due": banner(deadlines, call, clock.today()),
    }
    return show(request, "evaluation/round.html", page)


@require_GET
@guarded(is_signed_in)
def entity(request: HttpRequest, designation_id: int) -> HttpResponse:
    """Show one designated entity: its title, grades with their source, and its standing with the reason."""
    call, row = _entity(request, designation_id)
    return show(request, "evaluation/entity.html", entity_page(call, row, StatusForm(call)))


@require_POST
@guarded(is_officer)
def status(request: HttpRequest, designation_id: int) -> HttpResponse:
    """Record the operating status of an entity with its proof."""
    call, row = _entity(request, designation_id)
    form = StatusForm(call, request.POST)
    if form.is_valid():
        record_status(row.designation, account=request.user, **form.cleaned_data)
        messages.success(request, _("已登记经营状态。"))
        return redirect("entity", designation_id)
    return show(request, "evaluation/entity.html", entity_page(call, row, form), faults=faults_of(form))


def _entity(request: HttpRequest, designation_id: int) -> tuple[Call, EntityRow]:
    found = entity_of(request.user, designation_id)
    if found is None:
        raise Http404
    return found
