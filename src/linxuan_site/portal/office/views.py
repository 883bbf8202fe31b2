"""The desk of an office: its work list, one application with its conditions, its papers, its earlier day."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.credit import record_credit_check
from linxuan_site.actions.judging import judge
from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.actions.papers import issue_paper
from linxuan_site.actions.placements import place
from linxuan_site.actions.rehearsing import RehearsedAct
from linxuan_site.permissions import (
    guarded,
    is_central_officer,
    is_officer,
    office_of,
    receives_papers,
    signed_in,
)
from linxuan_site.portal.answering import Fault, attempt, faults_of, moved, show
from linxuan_site.portal.office.acts import carry_out, refused
from linxuan_site.portal.office.answers import answer_sheet
from linxuan_site.portal.office.checklist import posted_judgements, standing_as_posted
from linxuan_site.portal.office.confirm_page import confirm_page
from linxuan_site.portal.office.desk_page import DeskPage, headline
from linxuan_site.portal.office.forms import CreditCheckForm, EarlierDayForm, PlaceForm, posted_look_up
from linxuan_site.portal.office.papers_page import made_papers, papers_page
from linxuan_site.portal.office.remarks import remark_page, save_remark
from linxuan_site.portal.office.review_drawn import review_page
from linxuan_site.portal.office.review_page import Review
from linxuan_site.portal.office.sections import own_section_of, save_section, section_page
from linxuan_site.portal.office.summary import summary_file, summary_page
from linxuan_site.queries.bans import ban_under, bans_of_office
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.desk import Wanted, desks_of
from linxuan_site.queries.dossiers import Dossier, dossier_of
from linxuan_site.queries.looking_beside import look_beside


@require_GET
@guarded(is_officer)
def desk(request: HttpRequest) -> HttpResponse:
    """Show what lies on the desk, for every call of the authority."""
    account = signed_in(request.user)
    wanted = Wanted(**{one: request.GET.get(one, "") for one in ("call", "procedure", "part", "after")})
    office = office_of(account)
    bans = bans_of_office(office)
    pages = [
        DeskPage(
            one,
            made_papers(account, one.call),
            wanted,
            receives_papers(one.call, office),
            ban_under(one.call, bans),
        )
        for one in desks_of(account, wanted)
    ]
    return show(request, "office/desk.html", {"pages": pages, "headline": headline(pages)})


@require_GET
@guarded(is_officer)
def review(request: HttpRequest, application_id: int) -> HttpResponse:
    """Show one application: its conditions beside the evidence, and what may be done."""
    dossier = _dossier(request, application_id)
    look_beside(dossier.application, office_of(request.user))
    return _review(request, Review(request.user, dossier))


@require_POST
@guarded(is_officer)
def review_act(request: HttpRequest, application_id: int, action: str) -> HttpResponse:
    """Carry out one act, or ask to confirm it; what was typed stays when it is refused."""
    dossier = _dossier(request, application_id)
    if request.POST.get("back"):
        return _review(request, Review(request.user, dossier, refused(request, dossier, action)))
    done = attempt(lambda: carry_out(request, dossier, action))
    if isinstance(done, Fault):
        fresh = _dossier(request, application_id)
        tried = refused(request, fresh, action, done)
        return _review(request, Review(request.user, fresh, tried), tried.fault)
    if isinstance(done, RehearsedAct):
        return confirm_page(request, dossier, action, done)
    messages.success(request, _("已办理：%(action)s。") % {"action": dossier.call.actions[action].name})
    return redirect("review", application_id)


@require_POST
@guarded(is_officer)
def judge_conditions(request: HttpRequest, application_id: int) -> HttpResponse:
    """Record what the officer holds of conditions: as he ticks them, or all with the button."""
    review = Review(request.user, _dossier(request, application_id))
    judged = posted_judgements(request, review.checklist.items)
    done = attempt(lambda: judge(application_id, judged, account=signed_in(request.user)))
    if request.headers.get("HX-Request"):
        return _judged_now(request, Review(request.user, review.dossier), done)
    if isinstance(done, Fault):
        return _review(request, review, done)
    messages.success(request, _("已保存判断。"))
    return redirect("review", application_id)


def _judged_now(request: HttpRequest, review: Review, done: object) -> HttpResponse:
    """The parts of the page that follow from judgements that were saved by themselves."""
    fault = done if isinstance(done, Fault) else None
    page = {
        **review_page(review),
        "written": standing_as_posted(request, review.checklist.items),
        "fault": fault,
        "about": fault.element or fault.target.removeprefix("id_") if fault else "",
        "now": clock.now(),
    }
    return render(request, "office/review_judged_now.html", page)


@require_http_methods(["GET", "POST"])
@guarded(is_officer)
def remark(request: HttpRequest, application_id: int, field: str) -> HttpResponse:
    """Note what the applicant is to be told at a field, to be sent with the return."""
    dossier = _dossier(request, application_id)
    answer = save_remark if request.method == "POST" else remark_page
    return answer(request, dossier, answer_sheet(request.user, dossier), field)


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
    form = PlaceForm(request.POST, scores=is_central_officer(request.user))
    faults = [] if form.is_valid() else faults_of(form)
    if not faults:
        account = signed_in(request.user)
        done = attempt(lambda: place(application_id, account=account, **form.cleaned_data))
        faults = [done] if isinstance(done, Fault) else []
    if faults:
        return _review(request, Review(request.user, dossier, placing=form), *faults)
    messages.success(request, _("已记录排序。"))
    return redirect("review", application_id)


@require_POST
@guarded(is_officer)
def check_credit(request: HttpRequest, application_id: int) -> HttpResponse:
    """Record what the officer found in a register of credit."""
    dossier, form = _dossier(request, application_id), CreditCheckForm(request.POST, request.FILES)
    faults = [] if form.is_valid() else faults_of(form)
    if not faults:
        found = posted_look_up(request, form)
        account = signed_in(request.user)
        done = attempt(lambda: record_credit_check(application_id, found, account=account))
        faults = [done] if isinstance(done, Fault) else []
    if faults:
        return _review(request, Review(request.user, dossier, crediting=form), *faults)
    messages.success(request, _("已登记核查。"))
    return redirect(f"{reverse('review', args=[application_id])}#credit")


@require_GET
@guarded(is_officer)
def summary(request: HttpRequest, call: str) -> HttpResponse:
    """Show the office's own summary of a call."""
    return summary_page(request, _own_call(request, call))


@require_GET
@guarded(is_officer)
def summary_workbook(request: HttpRequest, call: str) -> HttpResponseBase:
    """Hand out the office's own summary as a workbook."""
    return summary_file(request, _own_call(request, call))


@require_GET
@guarded(is_officer)
def papers(request: HttpRequest, call: str) -> HttpResponse:
    """Show the papers that the office makes for a call, and those it has made."""
    return show(request, "office/papers.html", papers_page(request.user, _own_call(request, call)))


@require_POST
@guarded(is_officer)
def issue(request: HttpRequest, call: str, paper: str) -> HttpResponse:
    """Make a paper from what stands in the system now."""
    definition, account = _own_call(request, call), signed_in(request.user)
    typed = request.POST.get("reference", "")[:200]
    made = attempt(lambda: issue_paper(call, paper, account=account, reference=typed))
    if isinstance(made, Fault):
        page = papers_page(account, definition) | {"typed": {paper: typed}}
        fault = moved(made, "reference", f"reference-{paper}")
        return show(request, "office/papers.html", page, faults=[fault])
    messages.success(request, _("已生成：%(name)s。") % {"name": made.name})
    return redirect("desk-papers", call)


@require_POST
@guarded(is_officer)
def earlier_day(request: HttpRequest, call: str, deadline: str) -> HttpResponse:
    """Set the day by which the office wants its applicants' filings."""
    definition, account = _own_call(request, call), signed_in(request.user)
    form = EarlierDayForm(request.POST)
    faults = [] if form.is_valid() else faults_of(form)
    if not faults:
        done = attempt(lambda: set_earlier_day(call, deadline, form.cleaned_data["day"], account=account))
        faults = [done] if isinstance(done, Fault) else []
    if faults:
        page = papers_page(account, definition, deadline=deadline, form=form)
        return show(request, "office/papers.html", page, faults=faults)
    messages.success(request, _("已设定本地区的截止日。"))
    return redirect("desk-papers", call)


def _review(request: HttpRequest, review: Review, *faults: Fault) -> HttpResponse:
    return show(request, "office/review.html", review_page(review), faults=faults)


def _own_call(request: HttpRequest, call: str) -> Call:
    found = attempt(lambda: current_call(call))
    if isinstance(found, Fault) or found.authority != office_of(request.user).authority:
        raise Http404
    return definition_of(found)


def _dossier(request: HttpRequest, application_id: int) -> Dossier:
    dossier = dossier_of(signed_in(request.user), application_id)
    if dossier is None:
        raise Http404
    return dossier
