"""An applicant's own work: its list, one application, the form by sections, what it may do."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan_site.actions.drafts import start_application
from linxuan_site.permissions import fills_in, guarded, helps, is_applicant, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.applicant.acts import carry_out, told
from linxuan_site.portal.applicant.my_page import my_page
from linxuan_site.portal.applicant.overview import overview
from linxuan_site.portal.applicant.pages import Filing, filing_of
from linxuan_site.portal.applicant.saving import saved_page, saved_part
from linxuan_site.portal.applicant.section_page import section_of, section_page
from linxuan_site.portal.calendars import calendar_file
from linxuan_site.queries.applications import readable_dossier


@require_GET
@guarded(is_applicant)
def my(request: HttpRequest) -> HttpResponse:
    """List what the organisation filed, has to file, and can start."""
    return show(request, "applicant/my.html", my_page(request.user))


@require_POST
@guarded(is_applicant)
def start(request: HttpRequest, call: str, procedure: str) -> HttpResponse:
    """Start an application."""
    started = attempt(lambda: start_application(signed_in(request.user), call, procedure))
    if isinstance(started, Fault):
        return show(request, "applicant/my.html", my_page(request.user), faults=[started])
    return redirect("copy" if request.POST.get("copy") else "application", started.pk)


@require_GET
@guarded(is_applicant)
def application(request: HttpRequest, application_id: int) -> HttpResponse:
    """Show where an application stands and what is next."""
    return show(request, "applicant/overview.html", overview(found(request, application_id)))


@require_http_methods(["GET", "POST"])
@guarded(fills_in)
def section(request: HttpRequest, application_id: int, section: str) -> HttpResponse:
    """Show a section of the form, or save what was typed into it."""
    filing = found(request, application_id)
    part = section_of(filing, section)
    if part is None:
        raise Http404
    if request.method == "POST":
        save = saved_part if request.headers.get("HX-Request") else saved_page
        return save(request, filing, part)
    return show(request, "applicant/section.html", section_page(request, filing, part))


@require_GET
@guarded(is_applicant)
def deadlines(request: HttpRequest, application_id: int) -> HttpResponse:
    """Hand out the deadlines of what its applicant still has to do, for a calendar."""
    filing = found(request, application_id)
    address = request.build_absolute_uri(reverse("application", args=[application_id]))
    name = f"{filing.form_name} {filing.dossier.application.subject}"
    dues = {f"application-{application_id}-{act}": due for act, due in filing.dues.items()}
    return calendar_file(dues, name=name, address=address, file_name=f"deadlines-{application_id}")


@require_GET
@guarded(fills_in)
def findings(request: HttpRequest, application_id: int) -> HttpResponse:
    """Show which conditions hold with the answers that are kept."""
    return render(request, "applicant/panel.html", {"filing": found(request, application_id)})


@require_POST
@guarded(is_applicant)
def act(request: HttpRequest, application_id: int, action: str) -> HttpResponse:
    """Carry out an act of the applicant: submit, hand in, withdraw, and what else the programme has."""
    call = found(request, application_id).dossier.call
    step = attempt(lambda: carry_out(request, application_id, action))
    if isinstance(step, Fault):
        page = overview(found(request, application_id), typed=request.POST)
        return show(request, "applicant/overview.html", page, faults=[step])
    messages.success(request, told(call, step))
    return redirect("application", application_id)


def found(request: HttpRequest, application_id: int) -> Filing:
    """Return an application that the reader fills in, as its applicant or to help him, or answer 404."""
    dossier = readable_dossier(request.user, application_id)
    if dossier is None or not (is_applicant(request.user) or helps(request.user, dossier.application)):
        raise Http404
    return filing_of(dossier)
