"""The paper desk: a scanned or typed code, what came of it, its receipt, the list in an envelope."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan.programme.definition import Call
from linxuan_site.actions.printing import printed_receipt
from linxuan_site.actions.receiving import receive_papers
from linxuan_site.documents.desk_papers import envelope_file
from linxuan_site.permissions import guarded, is_officer, is_signed_in, signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.files.views import handed_out
from linxuan_site.portal.paper_desk.page import desk_page, found_for
from linxuan_site.portal.paper_desk.typed import Typed
from linxuan_site.portal.stopped import not_made
from linxuan_site.queries.arrivals import arrival_for
from linxuan_site.queries.paper_desk import Subject, desk_call

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_GET
@guarded(is_officer)
def desk(request: HttpRequest, call: str) -> HttpResponse:
    """Show the desk: what is asked for by a code, a number or a name, what came today, what is awaited."""
    page = desk_page(request, _own_desk(request, call))
    faults = [Fault(page.found.fault, target="id_code")] if page.found.fault else []
    return show(request, "paper_desk/desk.html", page.shown, faults=faults)


@require_POST
@guarded(is_officer)
def receive(request: HttpRequest, call: str) -> HttpResponse:
    """Write down what came, or a correction; the next sheet can be scanned at once."""
    definition, account = _own_desk(request, call), signed_in(request.user)
    found = found_for(request, definition, request.POST)
    if found.subject is None:
        raise Http404
    typed = Typed(request.POST, found)
    faults = [] if typed.form.is_valid() else faults_of(typed.form)
    counted = attempt(typed.counted)
    if isinstance(counted, Fault):
        faults.append(counted)
    elif not faults:
        done = attempt(lambda: receive_papers(call, counted, typed.handover(), account=account, **typed.of()))
        if not isinstance(done, Fault):
            messages.success(request, _done(found.subject, done.number))
            return redirect(f"{reverse('paper-desk', args=[call])}?done={done.pk}")
        faults.append(done)
    page = desk_page(request, definition, found=found, typed=typed)
    return show(request, "paper_desk/desk.html", page.shown, faults=faults)


@require_GET
@guarded(is_officer)
def envelope(request: HttpRequest, call: str, office_id: int, which: str) -> HttpResponse:
    """Hand out the list of what lies in the envelope of an office, with its sums."""
    if which not in CONTENT_TYPES:
        raise Http404
    account = signed_in(request.user)
    made = attempt(lambda: envelope_file(account, call, office_id, which))
    if isinstance(made, Fault):
        return not_made(request, made)
    if made is None:
        raise Http404
    return handed_out(made.content, made.name, CONTENT_TYPES[which])


@require_GET
@guarded(is_signed_in)
def receipt(request: HttpRequest, arrival_id: int) -> HttpResponse:
    """Hand out the receipt of what came."""
    arrival = arrival_for(request.user, arrival_id)
    if arrival is None:
        raise Http404
    made = attempt(lambda: printed_receipt(arrival))
    if isinstance(made, Fault):
        return not_made(request, made)
    return handed_out(made, f"{arrival.number}-{arrival.revision}.pdf", "application/pdf")


def _own_desk(request: HttpRequest, call: str) -> Call:
    found = desk_call(signed_in(request.user), call)
    if found is None:
        raise Http404
    return found


def _done(subject: Subject, number: str) -> str:
    return _("已收件：%(name)s，回执 %(number)s。可以扫下一件。") % {"name": subject.name, "number": number}
