"""The grades of a round: pasted from a letter, looked at, checked, published, objected to, final."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan.evaluation.lives import STEPS, StepKind
from linxuan.programme.definition import Call, Round
from linxuan_site.actions.grading import object_to_grade, propose_from_letter, state_no_grade, take_grades_on
from linxuan_site.actions.grading_computed import decide_tie, propose_computed
from linxuan_site.documents.pasted_tables import text_of_table
from linxuan_site.permissions import fills_in, grades, guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.evaluation.grading_page import (
    LetterForm,
    grades_page,
    letter_page,
    ties_page,
    uploaded_table,
)
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.grading import has_grade, letter_of, narrowed


@require_GET
@guarded(is_central_officer)
def round_grades(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Show the grades of a round by document and state."""
    definition, round_ = _round(request, call, round_id)
    return show(request, "evaluation/grades.html", grades_page(request, definition, round_))


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def letter(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Show the form for a letter; look at what was pasted; propose its grades when that is confirmed."""
    definition, round_ = _round(request, call, round_id)
    if request.method == "GET":
        return show(request, "evaluation/letter.html", letter_page(definition, round_, LetterForm(), None))
    given = request.POST.copy()
    table = uploaded_table(request)
    read = attempt(lambda: text_of_table(table)) if table is not None else None
    given["text"] = read if isinstance(read, str) else given.get("text", "")
    form = LetterForm(given)
    faults = ([read] if isinstance(read, Fault) else []) + (faults_of(form) if not form.is_valid() else [])
    looked = letter_of(definition, round_, str(given["text"]))
    if "confirm" in given and not faults:
        done = attempt(lambda: _propose(request, call, round_id, form))
        if not isinstance(done, Fault):
            return redirect("round-grades", call, round_id)
        faults = [done]
    return show(
        request, "evaluation/letter.html", letter_page(definition, round_, form, looked), faults=faults
    )


@require_POST
@guarded(is_central_officer)
def grades_step(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Let the grades of a document, or one grade, take a step."""
    definition, round_ = _round(request, call, round_id)
    done = attempt(lambda: _take(request, definition, round_))
    if isinstance(done, Fault):
        page = grades_page(request, definition, round_) | {"typed": request.POST}
        return show(request, "evaluation/grades.html", page, faults=[done])
    told = ngettext("已办理 %(count)d 个等次。", "已办理 %(count)d 个等次。", done) % {"count": done}
    messages.success(request, told)
    return redirect("round-grades", call, round_id)


@require_POST
@guarded(is_central_officer)
def compute_grades(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Propose the grades that the programme says how to compute."""
    definition, round_ = _round(request, call, round_id)
    done = attempt(lambda: propose_computed(call, round_id, account=signed_in(request.user)))
    page = grades_page(request, definition, round_)
    if isinstance(done, Fault):
        return show(request, "evaluation/grades.html", page, faults=[done])
    told = ngettext("已算出并拟定 %(count)d 个等次。", "已算出并拟定 %(count)d 个等次。", len(done.proposed))
    messages.success(request, told % {"count": len(done.proposed)})
    return show(request, "evaluation/grades.html", page | {"left": done.open})


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def ties(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Show the ties that somebody has to decide, with the figures of all in them; decide one."""
    definition, round_ = _round(request, call, round_id)
    if request.method == "GET":
        return show(request, "evaluation/ties.html", ties_page(definition, round_))
    posted = request.POST
    account = signed_in(request.user)
    done = attempt(
        lambda: decide_tie(
            call,
            round_id,
            grade=posted.get("grade", ""),
            line=posted.get("line", ""),
            within=_keys(posted.getlist("within")),
            tied=_keys(posted.getlist("tied")),
            reason=posted.get("reason", ""),
            account=account,
        )
    )
    if isinstance(done, Fault):
        typed = {key: posted.getlist(key) for key in ("grade", "line", "within", "reason")}
        return show(request, "evaluation/ties.html", ties_page(definition, round_, typed), faults=[done])
    messages.success(request, _("已记下。等次按这个决定重新计算，请再按规定算一次。"))
    return redirect("round-ties", call, round_id)


@require_POST
@guarded(is_central_officer)
def no_grade(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """State that those who were chosen get no grade of the year, and why."""
    definition, round_ = _round(request, call, round_id)
    chosen, reason = _keys(request.POST.getlist("entity")), request.POST.get("reason", "")
    account = signed_in(request.user)
    done = attempt(lambda: state_no_grade(call, round_id, chosen, reason=reason, account=account))
    if isinstance(done, Fault):
        page = grades_page(request, definition, round_) | {"no_grade": chosen, "no_grade_reason": reason}
        return show(request, "evaluation/grades.html", page, faults=[done])
    told = ngettext("已写明 %(count)d 家没有等次。", "已写明 %(count)d 家没有等次。", len(done))
    messages.success(request, told % {"count": len(done)})
    return redirect("round-grades", call, round_id)


@require_POST
@guarded(fills_in)
def grade_objection(request: HttpRequest, designation_id: int, grade_id: int) -> HttpResponse:
    """Object to a grade of one's own."""
    account = signed_in(request.user)
    if not has_grade(account, grade_id, designation_id):
        raise Http404
    reason = request.POST.get("reason", "")
    done = attempt(lambda: object_to_grade(grade_id, reason=reason, account=account))
    if isinstance(done, Fault):
        messages.error(request, done.text)
    else:
        messages.success(request, _("异议已提出。等次在处理以前不计入。"))
    return redirect("entity", designation_id)


def _round(request: HttpRequest, call: str, round_id: str) -> tuple[Call, Round]:
    published = attempt(lambda: current_call(call))
    if isinstance(published, Fault) or not grades(request.user, published.authority):
        raise Http404
    definition = definition_of(published)
    if round_id not in definition.rounds:
        raise Http404
    return definition, definition.rounds[round_id]


def _keys(given: list[str]) -> list[int]:
    return [int(one) for one in given if one.isdecimal() and one.isascii() and len(one) < 18]


def _propose(request: HttpRequest, call: str, round_id: str, form: LetterForm) -> None:
    data = form.cleaned_data
    rows = propose_from_letter(
        call, round_id, data["text"], document=data["document"], account=signed_in(request.user)
    )
    told = ngettext(
        "已拟定 %(count)d 个等次，请另一位经办人复核。",
        "已拟定 %(count)d 个等次，请另一位经办人复核。",
        len(rows),
    )
    messages.success(request, told % {"count": len(rows)})


def _take(request: HttpRequest, call: Call, round_: Round) -> int:
    posted = request.POST
    step: StepKind = next((one for one in STEPS if one == posted.get("step")), "checked")
    given = posted.get("grade", "")
    if given.isdecimal():
        ids, seen = [int(given)], None
    else:
        rows = narrowed(call, round_, state=posted.get("state", ""), document=posted.get("document", ""))
        ids, seen = list(rows.values_list("pk", flat=True)), posted.get("seen", "")
    done = take_grades_on(
        call.id,
        round_.id,
        step,
        ids,
        account=signed_in(request.user),
        reason=posted.get("reason", ""),
        seen=seen,
    )
    return len(done)
