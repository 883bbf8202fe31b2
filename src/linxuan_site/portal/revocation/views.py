"""Revocations: the authority's list, the page of a case for all whom it concerns, and each step of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan.revocation import MOVES
from linxuan.revocation.wording import act_name
from linxuan_site.actions.inspecting import ready
from linxuan_site.actions.proposals import propose_all_due, propose_revocation
from linxuan_site.actions.revocations import take_step
from linxuan_site.permissions import guarded, is_central_officer, is_officer, is_signed_in, signed_in
from linxuan_site.portal.acting import posted_files, seen_steps
from linxuan_site.portal.answering import Fault, attempt, faults_of, moved, show
from linxuan_site.portal.evaluation.pages import entity_page
from linxuan_site.portal.files.views import handed_out, withheld
from linxuan_site.portal.revocation.forms import ProposalForm, StepForm
from linxuan_site.portal.revocation.page import case_page, list_page
from linxuan_site.queries.entities import entity_of
from linxuan_site.queries.proposals import due_proposals
from linxuan_site.queries.revocations import CLOSED, OPEN, CaseView, case_for, cases_page, file_for


@require_GET
@guarded(is_central_officer)
def revocations(request: HttpRequest) -> HttpResponse:
    """List the cases of the authority, and what the rules would propose that nobody has proposed yet."""
    account = signed_in(request.user)
    which = CLOSED if request.GET.get("show") == CLOSED else OPEN
    after = request.GET.get("after", "")
    found = cases_page(account, which, int(after) if after.isascii() and after.isdigit() else None)
    page = list_page(None, found.cases, which, found.after)
    page["due"] = due_proposals(account) if which == OPEN else []
    return show(request, "revocation/list.html", page)


@require_POST
@guarded(is_central_officer)
def revocations_raise(request: HttpRequest) -> HttpResponse:
    """Propose for those that were chosen of whom the rules name today."""
    given = request.POST.getlist("title")
    chosen = {int(one) for one in given if one.isascii() and one.isdecimal() and len(one) < 19}
    if not chosen:
        messages.error(request, _("请勾选为哪几家提出。"))
        return redirect("revocations")
    count = propose_all_due(signed_in(request.user), chosen)
    messages.success(request, _("已提出 %(count)d 件。") % {"count": count})
    if count < len(chosen):
        messages.warning(request, _("其余的已有人提出，或规则已不再要提出。"))
    return redirect("revocations")


@require_GET
@guarded(is_signed_in)
def revocation_case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show one case: its course, what is next and by when, and what this reader may do."""
    return show(request, "revocation/case.html", case_page(_case(request, case_id)))


@require_POST
@guarded(is_signed_in)
def revocation_step(request: HttpRequest, case_id: int, act: str) -> HttpResponse:
    """Carry a case one step on; what was typed stays when that is refused."""
    view = _case(request, case_id)
    if act not in MOVES:
        raise Http404
    form = StepForm(act, view.party, request.POST, request.FILES, lacks_day=view.terms.lacks_day(act))
    faults = [] if form.is_valid() else faults_of(form)
    if not faults:
        files = [file for name, file in posted_files(request) if name == "attached"]
        said, account, seen = form.said(), signed_in(request.user), seen_steps(request)
        done = attempt(lambda: take_step(case_id, act, said, account=account, files=files, seen=seen))
        faults = [_at_its_input(done, form)] if isinstance(done, Fault) else []
    if faults:
        page = case_page(_case(request, case_id), form)
        return show(request, "revocation/case.html", page, faults=faults)
    messages.success(request, _("已办理：%(act)s。") % {"act": act_name(act)})
    return redirect("revocation-case", case_id)


@require_POST
@guarded(is_officer)
def propose(request: HttpRequest, designation_id: int) -> HttpResponse:
    """Begin a case against a title, with a reason."""
    account, form = signed_in(request.user), ProposalForm(request.POST)
    found = entity_of(account, designation_id)
    if found is None:
        raise Http404
    call, row = found
    faults = [] if form.is_valid() else faults_of(form)
    if not faults:
        reason = form.cleaned_data["reason"]
        done = attempt(lambda: propose_revocation(call, row.designation, reason=reason, account=account))
        if not isinstance(done, Fault):
            return redirect("revocation-case", done.pk)
        faults = [moved(done, "reason", "propose_reason")]
    page = entity_page(request.user, call, row, proposal=form)
    return show(request, "evaluation/entity.html", page, faults=faults)


@require_GET
@guarded(is_signed_in)
def revocation_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """Hand out a file of an answer or an appeal."""
    file = file_for(request.user, file_id)
    if file is None:
        raise Http404
    made = attempt(lambda: ready(file))
    if isinstance(made, Fault):
        return withheld(request, made)
    return handed_out(made.content, made.name, made.content_type)


def _at_its_input(fault: Fault, form: StepForm) -> Fault:
    name = fault.target.removeprefix("id_")
    return moved(fault, name, f"{form.act}_{name}") if name in form.fields else fault


def _case(request: HttpRequest, case_id: int) -> CaseView:
    found = case_for(request.user, case_id)
    if found is None:
        raise Http404
    return found
