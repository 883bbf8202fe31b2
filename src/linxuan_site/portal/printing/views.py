"""The whole form on one page, to read and to print, for its applicant and for the offices in charge."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from linxuan_site.permissions import guarded, is_signed_in
from linxuan_site.portal.answering import show
from linxuan_site.portal.printing.page import print_page
from linxuan_site.queries.applications import readable_dossier


@require_GET
@guarded(is_signed_in)
def whole_form(request: HttpRequest, application_id: int) -> HttpResponse:
    """Show every section that the reader may see; an office sees nothing of what was never filed."""
    dossier = readable_dossier(request.user, application_id)
    if dossier is None or (dossier.kept_back and not dossier.application.number):
        raise Http404
    return show(request, "printing/form.html", print_page(request.user, dossier))
