"""Evaluation seen over the years: charts with their tables, each as CSV, and the papers of the round."""

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from linxuan.programme.definition import Call, Round
from linxuan_site.permissions import grades, guarded, is_central_officer
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.evaluation_years import tables_of
from linxuan_site.queries.paper_subjects import offers_of_round

MARK = "\ufeff"
"""Without it spreadsheets take the file for another encoding."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a cell would be a formula."""


@require_GET
@guarded(is_central_officer)
def seeing(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Show the rounds over the years, filing by district, grades by cohort and mode, and figures."""
    definition, round_ = _round(request, call, round_id)
    page = {
        "call": definition,
        "round": round_,
        "tables": tables_of(definition, round_),
        "offers": offers_of_round(request.user, definition, round_),
    }
    return show(request, "evaluation/seeing.html", page)


@require_GET
@guarded(is_central_officer)
def seeing_csv(request: HttpRequest, call: str, round_id: str, table: str) -> HttpResponse:
    """Hand out one table for a spreadsheet."""
    found = next((one for one in tables_of(*_round(request, call, round_id)) if one.id == table), None)
    if found is None:
        raise Http404
    out = io.StringIO()
    csv.writer(out).writerows([found.heads, *([_cell(cell) for cell in row] for row in found.rows)])
    response = HttpResponse(MARK + out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{found.id}.csv"'
    return response


def _cell(cell: str | int) -> str | int:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _round(request: HttpRequest, call: str, round_id: str) -> tuple[Call, Round]:
    published = attempt(lambda: current_call(call))
    if isinstance(published, Fault) or not grades(request.user, published.authority):
        raise Http404
    definition = definition_of(published)
    if round_id not in definition.rounds:
        raise Http404
    return definition, definition.rounds[round_id]
