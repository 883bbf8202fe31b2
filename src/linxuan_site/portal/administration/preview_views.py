"""A package before it is published, as each of its readers would find it; nothing is kept of what is typed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from linxuan.programme.definition import Call
from linxuan.programme.known import APPLICANT
from linxuan_site import clock
from linxuan_site.documents.specimens import NUMBER, is_table, specimen_file, specimens_of
from linxuan_site.permissions import guarded, is_administrator
from linxuan_site.portal.administration.package_views import found
from linxuan_site.portal.administration.preview_page import (
    form_page,
    notice_preview,
    papers_page,
    review_page,
)
from linxuan_site.portal.administration.preview_roles import PAPERS, PUBLIC, procedures_of, roles_of
from linxuan_site.portal.answering import Fault, attempt
from linxuan_site.portal.files.views import handed_out
from linxuan_site.portal.stopped import not_made
from linxuan_site.queries.packages import definition_of_package
from linxuan_site.queries.papers import CONTENT_TYPES, ENDINGS, Layout


@require_GET
@guarded(is_administrator)
def notice(request: HttpRequest, package_id: int) -> HttpResponse:
    """Show the notice and the guides as everybody would."""
    call, page = _opened(package_id, PUBLIC)
    return render(request, "administration/preview_notice.html", page | notice_preview(call, clock.today()))


@require_http_methods(["GET", "POST"])
@guarded(is_administrator)
def form(request: HttpRequest, package_id: int, procedure: str) -> HttpResponse:
    """Show the form as an applicant would, and check what is typed; none of it is stored."""
    call, page = _opened(package_id, APPLICANT, procedure)
    template = "administration/preview_form.html"
    return render(request, template, page | form_page(call, procedure, request.POST, clock.today()))


@require_GET
@guarded(is_administrator)
def review(request: HttpRequest, package_id: int, procedure: str) -> HttpResponse:
    """Show what an office would have to look at and may do, stage by stage."""
    office = request.GET.get("office", "")
    call, page = _opened(package_id, office, procedure)
    if office not in call.offices or procedure not in procedures_of(call, office):
        raise Http404
    return render(request, "administration/preview_review.html", page | review_page(call, procedure, office))


@require_GET
@guarded(is_administrator)
def papers(request: HttpRequest, package_id: int) -> HttpResponse:
    """Show which papers the system would make, and by whose template."""
    call, page = _opened(package_id, PAPERS)
    return render(request, "administration/preview_papers.html", page | papers_page(call))


@require_GET
@guarded(is_administrator)
def paper(request: HttpRequest, package_id: int, paper: str, procedure: str) -> HttpResponse:
    """Hand out a specimen of a paper."""
    call, _page = _opened(package_id, PAPERS)
    specimen = next(
        (one for one in specimens_of(call) if (one.paper.id, one.procedure) == (paper, procedure)), None
    )
    if specimen is None:
        raise Http404
    made = attempt(lambda: specimen_file(call, specimen, clock.today()))
    if isinstance(made, Fault):
        return not_made(request, made)
    layout: Layout = "table" if is_table(specimen) else "letter"
    name = f"{specimen.paper.name}（{NUMBER}）{ENDINGS[layout]}"
    return handed_out(made, name, CONTENT_TYPES[layout])


def _opened(package_id: int, role: str, procedure: str = "") -> tuple[Call, dict[str, object]]:
    package = found(package_id)
    call = definition_of_package(package)
    if call is None or (procedure and procedure not in (*call.tracks, *call.rounds)):
        raise Http404
    roles = roles_of(package_id, call, role, procedure)
    return call, {"package": package, "roles": roles, "procedure": procedure}
