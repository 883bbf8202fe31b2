"""The desk of an office: its work list, one application with its conditions, its papers, its earlier day."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.placements import place
from linxuan_site.permissions import guarded, is_officer
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.deadlines import banner
from linxuan_site.portal.office.forms import ActForm, EarlierDayForm, PlaceForm
from linxuan_site.portal.office.pages import days_of, desk_page, review_page
from linxuan_site.portal.office.sections import own_section_of, save_section, section_page
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.desk import desks_of
from linxuan_site.queries.dossiers import Dossier, dossier_of
from linxuan_site.queries.papers import papers_for


@require_GET
@guarded(is_officer)
def desk(request: HttpRequest) -> HttpResponse:
    """Show what lies on the desk, for every call of the authority."""
    return show(request, "office/desk.html", {"desks": [desk_page(one) for one in desks_of(request.user)]})


@require_GET
@guarded(is_officer)
def review(request: HttpRequest, application_id: int) -> HttpResponse:
    """Show one application: its conditions beside the evidence, and what may be done."""
    dossier = _dossier(request, application_id)
    return show(request, "office/review.html", review_page(request.user, dossier))


@require_POST
@guarded(is_officer)
def review_act(request: HttpRequest, application_id: int, action: str) -> HttpResponse:
    """Carry out one act; what was typed stays when it is refused."""
    dossier = _dossier(request, application_id)
    possible = {one.action.id: one for one in dossier.acts}
    if action not in possible:
        fault = Fault(_("这一项现在不能办理，可能已有人先办。您写的内容还在，可以复制。"), code="overtaken")
        return show(request, "office/review.html", review_page(request.user, dossier, typed=request), faults=[fault])
    form = ActForm(dossier, possible[action], request.POST, request.FILES)
    if not form.is_valid():
        return show(request, "office/review.html", review_page(request.user, dossier, form), faults=faults_of(form))
    done = attempt(lambda: _move(request, dossier, form))
    if isinstance(done, Fault):
        return show(request, "office/review.html", review_page(request.user, dossier, form), faults=[done])
    messages.success(request, _("已办理：%(action)s。") % {"action": form.action.name})
    return redirect("review", application_id)


def _move(request: HttpRequest, dossier: Dossier, form: ActForm) -> object:
    seen = request.POST.get("seen", "")
    return move_application(
        dossier.application.pk,
        form.act(),
        account=request.user,
        seen=int(seen) if seen.isdigit() else None,
        reasons=form.reasons(),
        files=form.files(),
        grade=form.cleaned_data.get("grade", ""),
    )


@require_http_methods(["GET", "POST"])
@guarded(is_officer)
def own_section(request: HttpRequest, application_id: int, section: str) -> HttpResponse:
    """Fill in a section of the form that this office fills."""
    dossier = _dossier(request, application_id)
    own = own_section_of(request, dossier, section)
    answer = save_section if request.method == "POST" else section_page
    return answer(request, dossier, own)


@require_POST
@guarded(is_officer)
def give_place(request: HttpRequest, application_id: int) -> HttpResponse:
    """Give an application its rank or its score in the office's order."""
    dossier = _dossier(request, application_id)
    form = PlaceForm(request.POST)
    faults = [] if form.is_valid() else faults_of(form)
    if not faults:
        done = attempt(lambda: place(application_id, account=request.user, **form.cleaned_data))
        faults = [done] if isinstance(done, Fault) else []
    if faults:
        return show(request, "office/review.html", review_page(request.user, dossier, placing=form), faults=faults)
    messages.success(request, _("已记录排序。"))
    return redirect("review", application_id)


@require_GET
@guarded(is_officer)
def papers(request: HttpRequest, call: str) -> HttpResponse:
    """Show the papers that the office makes for a call, and those it has made."""
    return show(request, "office/papers.html", _papers_page(request, call))


@require_POST
@guarded(is_officer)
def issue(request: HttpRequest, call: str, paper: str) -> HttpResponse:
    """Make a paper from what stands in the system now."""
    _own_call(request, call)
    made = attempt(lambda: issue_paper(call, paper, account=request.user))
    if isinstance(made, Fault):
        return show(request, "office/papers.html", _papers_page(request, call), faults=[made])
    messages.success(request, _("已生成：%(name)s。") % {"name": made.name})
    return redirect("desk-papers", call)


@require_POST
@guarded(is_officer)
def earlier_day(request: HttpRequest, call: str, deadline: str) -> HttpResponse:
    """Set the day by which the office wants its applicants' filings."""
    _own_call(request, call)
    form = EarlierDayForm(request.POST)
    faults = [] if form.is_valid() else faults_of(form)
    if not faults:
        day: date = form.cleaned_data["day"]
        done = attempt(lambda: set_earlier_day(call, deadline, day, account=request.user))
        faults = [done] if isinstance(done, Fault) else []
    if faults:
        return show(request, "office/papers.html", _papers_page(request, call, form), faults=faults)
    messages.success(request, _("已设定本地区的截止日。"))
    return redirect("desk-papers", call)


def _papers_page(request: HttpRequest, call: str, form: EarlierDayForm | None = None) -> dict[str, object]:
    definition = _own_call(request, call)
    deadlines = [one for one in definition.deadlines.values() if set(one.concerns) & set(definition.tracks)]
    return {
        "call": definition,
        "papers": papers_for(request.user, call),
        "days": days_of(request.user, definition, form),
        "due": banner(deadlines, call, clock.today()),
        "rounds": lookup.evaluation_rounds(definition),
    }


def _own_call(request: HttpRequest, call: str) -> Call:
    found = attempt(lambda: current_call(call))
    if isinstance(found, Fault) or found.authority != request.user.office.authority:
        raise Http404
    return definition_of(found)


def _dossier(request: HttpRequest, application_id: int) -> Dossier:
    dossier = dossier_of(request.user, application_id)
    if dossier is None:
        raise Http404
    return dossier
