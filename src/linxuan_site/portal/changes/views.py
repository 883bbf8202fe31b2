"""Who changed what in an application, for its applicant and for the offices in charge of it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from linxuan_site.permissions import guarded, is_signed_in, may_read_draft
from linxuan_site.portal.answering import show
from linxuan_site.portal.changes.page import changes_page
from linxuan_site.queries.applications import readable_dossier


@require_GET
@guarded(is_signed_in)
def changes(request: HttpRequest, application_id: int) -> HttpResponse:
    """List the changes of an application, newest first; `?field=` those of one field, `?before=` the page."""
    dossier = readable_dossier(request.user, application_id)
    if dossier is None or not may_read_draft(request.user, dossier.application, dossier.call):
        raise Http404
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 10 else None
    page = changes_page(request.user, dossier, field=request.GET.get("field", ""), before=number)
    return show(request, "changes/changes.html", page)
