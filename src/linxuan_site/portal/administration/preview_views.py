"""A package before it is published, as each of its readers would find it; nothing is kept of what is typed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.permissions import guarded, is_administrator
from linxuan_site.portal.administration.package_page import previews
from linxuan_site.portal.administration.package_views import found
from linxuan_site.portal.administration.preview_page import form_page, notice_preview, review_page
from linxuan_site.queries.packages import definition_of_package


@require_GET
@guarded(is_administrator)
def notice(request: HttpRequest, package_id: int) -> HttpResponse:
    """Show the notice and the guides as everybody would."""
    call, page = _opened(package_id)
    return render(request, "administration/preview_notice.html", page | notice_preview(call, clock.today()))


@require_http_methods(["GET", "POST"])
@guarded(is_administrator)
def form(request: HttpRequest, package_id: int, procedure: str) -> HttpResponse:
    """Show the form as an applicant would, and check what is typed; none of it is stored."""
    call, page = _opened(package_id, procedure)
    template = "administration/preview_form.html"
    return render(request, template, page | form_page(call, procedure, request.POST, clock.today()))


@require_GET
@guarded(is_administrator)
def review(request: HttpRequest, package_id: int, procedure: str) -> HttpResponse:
    """Show what each office would have to look at and may do, stage by stage."""
    call, page = _opened(package_id, procedure)
    return render(request, "administration/preview_review.html", page | review_page(call, procedure))


def _opened(package_id: int, procedure: str = "") -> tuple[Call, dict[str, object]]:
    package = found(package_id)
    call, known = definition_of_package(package), previews(package)
    if call is None or (procedure and procedure not in dict(known)):
        raise Http404
    return call, {"package": package, "previews": known, "procedure": procedure}
